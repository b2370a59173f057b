/** How the page of a report looks, by day and by night. */
export const style = `
:root { color-scheme: light dark; --hit: #1a7f37; --miss: #cf222e; --part: #9a6700; --line: #8884; --paper: #fff;
  --ink: #1f2328; --hit-paper: #dafbe1; --miss-paper: #ffebe9; --part-paper: #fff8c5 }
@media (prefers-color-scheme: dark) { :root { --hit: #3fb950; --miss: #ff7b72; --part: #d29922; --paper: #0d1117;
  --ink: #e6edf3; --hit-paper: #12361f; --miss-paper: #3c1618; --part-paper: #35290b } }
body { margin: 1.5rem; font: 15px/1.5 system-ui, sans-serif; background: var(--paper); color: var(--ink) }
h1 { font-size: 1.4rem }
code { font: 13px/1.5 ui-monospace, monospace }
table { border-collapse: collapse } caption { text-align: left; font-weight: 600 }
th, td { padding: .1rem .8rem .1rem 0; text-align: left; font-weight: 400 } td { text-align: right }
small { opacity: .75 }
.failures { color: var(--miss); font-weight: 600 }
.panes { display: grid; grid-template-columns: minmax(20rem, 2fr) 3fr; gap: 1.5rem; margin-top: 1rem }
.tree, .sources { max-height: 85vh; overflow: auto; border: 1px solid var(--line); border-radius: 6px; padding: .5rem }
.tree ul { list-style: none; margin: 0 0 .5rem; padding-left: 1.2rem }
summary { cursor: pointer; overflow-wrap: anywhere } .count { float: right }
.tree details.hit > summary { color: var(--hit) } .tree details.miss > summary { color: var(--miss) }
.tree details.part > summary { color: var(--part) }
.mark { display: inline-block; width: 4.5rem; font-size: .8rem; font-weight: 600 }
li.hit > .mark { color: var(--hit) } li.miss > .mark { color: var(--miss) }
a { color: inherit }
.source ol { margin: 0; padding-left: 4rem } .source li { white-space: pre-wrap; overflow-wrap: anywhere }
.source li.hit { background: var(--hit-paper) } .source li.miss { background: var(--miss-paper) }
.source li.part { background: var(--part-paper) } .source li:target { outline: 2px solid currentcolor }
@media (max-width: 60rem) { .panes { grid-template-columns: 1fr } .tree, .sources { max-height: none } }
`;
