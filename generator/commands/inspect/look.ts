/** How the page of names looks, by day and by night, and on paper. */
export const style = `
:root { color-scheme: light dark; --line: #8884; --paper: #fff; --ink: #1f2328; --accent: #0969da; --note: #8a5a00 }
@media (prefers-color-scheme: dark) { :root { --paper: #0d1117; --ink: #e6edf3; --accent: #58a6ff; --note: #e3b341 } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 90rem; padding: 1.5rem; font: 15px/1.5 system-ui, sans-serif;
  background: var(--paper); color: var(--ink) }
h1 { font-size: 1.4rem; margin: 0 } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem } h3 { font-size: 1rem }
code { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere }
a { color: var(--accent) } small { opacity: .75 }
.search { position: sticky; top: 0; display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; padding: .75rem 0;
  background: var(--paper); border-bottom: 1px solid var(--line); z-index: 1 }
.search label { font-weight: 600 }
input, select { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line);
  border-radius: 6px; padding: .3rem .6rem }
input { flex: 1 1 20rem; min-width: 0 }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none }
.list { list-style: none; margin: 0; padding: 0 }
.list > li { padding: .35rem 0; border-top: 1px solid var(--line); scroll-margin-top: 5rem;
  content-visibility: auto; contain-intrinsic-size: auto 3.2rem }
.list > li:target { outline: 2px solid var(--accent) }
.name { font-weight: 600 } .alias, .note { color: var(--note) }
.places { margin: 0; padding-left: 1.2rem }
[hidden] { display: none !important }
@media print { .search { display: none } }
`;

/** Hides what has not every word of the search; a slash leads to it, and Escape empties it. */
export const script = `
"use strict";
const field = document.getElementById("query");
const kind = document.getElementById("kind");
const count = document.getElementById("count");
document.querySelector(".search").hidden = false;
const sections = [...document.querySelectorAll("section[data-kind]")].map((section) => ({
  section,
  entries: [...section.querySelectorAll(".list > li")].map((entry) => ({ entry, text: undefined })),
}));
const all = sections.reduce((sum, { entries }) => sum + entries.length, 0);
function search() {
  const words = field.value.toLowerCase().split(/\\s+/).filter((word) => word !== "");
  let shown = 0;
  for (const { section, entries } of sections) {
    const isKind = kind.value === "all" || section.dataset.kind === kind.value;
    let own = 0;
    for (const each of entries) {
      if (words.length > 0 && each.text === undefined) each.text = each.entry.textContent.toLowerCase();
      const fits = isKind && words.every((word) => each.text.includes(word));
      each.entry.hidden = !fits;
      if (fits) own += 1;
    }
    section.hidden = own === 0;
    shown += own;
  }
  count.textContent = shown + " of " + all + " shown";
}
let waiting = 0;
field.addEventListener("input", () => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(search);
});
kind.addEventListener("change", search);
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && event.target !== field && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    field.focus();
  } else if (event.key === "Escape" && event.target === field) {
    field.value = "";
    search();
  }
});
// a link leads to what the search may have hidden
document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest('a[href^="#"]');
  const target = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!target || (!target.hidden && !(target.closest("section") || target).hidden)) return;
  field.value = "";
  kind.value = "all";
  search();
});
search();
`;
