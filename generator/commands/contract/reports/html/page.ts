/** The style of the page, for bright and dark surroundings, narrow screens and paper. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --ink: #1c1f24; --soft: #5b6470; --line: #d9dee5; --box: #f4f6f8;
  --bad: #b3261e; --maybe: #8a5a00; --good: #1a6b34; --link: #0b57d0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171b; --ink: #e7eaee; --soft: #a2abb7; --line: #353c45; --box: #1d2228;
    --bad: #ff8a80; --maybe: #ffc46b; --good: #7fd79a; --link: #8ab4f8;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 68rem; padding: 1.5rem 1rem 4rem; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
p { margin: .25rem 0; }
.soft, dt { color: var(--soft); }
.bad { color: var(--bad); } .maybe { color: var(--maybe); } .good { color: var(--good); }
.verdict { font-size: 1.15rem; font-weight: 600; margin: .75rem 0; }
.filter { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 1rem 0; }
.filter label { display: grid; gap: .15rem; color: var(--soft); font-size: .85rem; }
input, select {
  font: inherit; color: var(--ink); background: var(--box); border: 1px solid var(--line); border-radius: .35rem;
  padding: .35rem .5rem; min-width: 12rem; max-width: 100%; height: 2.3rem;
}
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .6rem 0; background: var(--page); }
summary { cursor: pointer; padding: .6rem .8rem; }
summary .rule { font-weight: 600; }
.body { padding: 0 .8rem .8rem; border-top: 1px solid var(--line); }
dl { display: grid; grid-template-columns: 6rem minmax(0, 1fr); gap: .5rem .75rem; margin: .8rem 0 0; }
dt { font-size: .85rem; padding-top: .3rem; } dd { margin: 0; }
code, pre { font: .85rem/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { margin: 0; padding: .45rem .6rem; background: var(--box); border-radius: .35rem; white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; }
ul { padding-left: 1.2rem; margin: .25rem 0; }
a { color: var(--link); }
[hidden] { display: none !important; }
@media (max-width: 40rem) { dl { grid-template-columns: minmax(0, 1fr); } dt { padding: 0; } }
@media print { .filter { display: none; } details { break-inside: avoid; } }
`;

/** What filters the findings. Without scripts all of them are shown. */
export const pageScript = `
const filter = document.querySelector(".filter");
if (filter) {
  const [text, rule, certainty] = filter.querySelectorAll("input, select");
  const findings = [...document.querySelectorAll("details[data-rule]")];
  const words = new Map(findings.map((each) => [each, each.textContent.toLowerCase()]));
  const shown = document.querySelector("#shown");
  const show = () => {
    const wanted = text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let count = 0;
    for (const each of findings) {
      const fits =
        (rule.value === "" || each.dataset.rule === rule.value) &&
        (certainty.value === "" || each.dataset.certainty === certainty.value) &&
        wanted.every((word) => words.get(each).includes(word));
      each.hidden = !fits;
      if (fits) count += 1;
    }
    shown.textContent = count + " of " + findings.length + " shown";
  };
  for (const each of [text, rule, certainty]) each.addEventListener("input", show);
  filter.hidden = false;
  show();
}
`;
