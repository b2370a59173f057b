import { type Html, html, htmlPage, type Part } from "../../diagnostics/html.ts";
import { placeOf } from "../../diagnostics/places.ts";
import type { Analysis, Model, NamingEvent } from "../../entry.ts";
import { counted, countedSchemas, placeText } from "../print.ts";
import { headings } from "./headings.ts";
import { script, style } from "./look.ts";

/** An API, and what everything in it is called. */
export interface Inspected {
  /** How it is called in messages. */
  readonly name: string;
  readonly model: Model;
  readonly names: NonNullable<Analysis["names"]>;
}

/** What a section is about, for who looks for one thing; the value and the words of the choice. */
const kinds = {
  operation: "Operations",
  naming: "Twins, clashes, aliases, moves",
  scope: "Scopes",
  schema: "Schemas",
  webhook: "Webhooks and callbacks",
} as const;

type Kind = keyof typeof kinds;

/** One page that is searched without a network: the names of APIs, and what became of them, with places. */
export function namesPage(apis: readonly Inspected[]): string {
  const title = apis.map(({ model }) => model.title).join(", ");
  const search = html`<div class="search" role="search" hidden>
<label for="query">Search</label>
<input id="query" type="search" autocomplete="off" spellcheck="false" aria-describedby="hint"
 placeholder="names, paths, scopes, files">
<label for="kind">of</label>
<select id="kind"><option value="all">everything</option>
${Object.entries(kinds).map(([value, words]) => html`<option value="${value}">${words}</option>`)}</select>
<output id="count" aria-live="polite"></output>
<small id="hint">/ to search, Escape to see all</small>
</div>`;
  const body = html`<header><h1>Names of ${title}</h1></header>
${search}
<main>
${apis.map((api, index) => apiPart(api, { prefix: `a${index}`, isAlone: apis.length === 1 }))}
</main>`;
  return htmlPage({ title: `Names of ${title}`, style, script, body });
}

/** Where an API is on the page. */
interface Frame {
  /** What its anchors begin with. */
  readonly prefix: string;
  readonly isAlone: boolean;
}

function apiPart({ name, model, names }: Inspected, { prefix, isAlone }: Frame): Html {
  const { title, version, operations, schemas, webhooks } = model;
  const anchors = new Map(operations.map((operation, index) => [operation.name, `${prefix}o${index}`]));
  const link = (operation: string): Part => {
    const anchor = anchors.get(operation);
    return anchor === undefined ? operation : html`<a href="#${anchor}">${operation}</a>`;
  };
  const events = Object.entries(headings).flatMap(([kind, heading]) => {
    const found = names.events.filter((event) => event.kind === kind);
    return found.length === 0 ? [] : [{ id: `${prefix}e-${kind}`, heading, found }];
  });
  const byScope = operationsByScope(model);
  const size = `${counted(operations.length, "operation")}, ${countedSchemas({ schemas })}`;
  const sections = [
    section("operation", `${prefix}operations`, {
      heading: kinds.operation,
      entries: operationEntries(model, names, anchors),
    }),
    ...events.map(({ id, heading, found }) =>
      section("naming", id, { heading, entries: found.map((event) => eventEntry(event, link)) }),
    ),
    section("scope", `${prefix}scopes`, {
      heading: kinds.scope,
      entries: [...byScope].map(
        ([scope, of]) => html`<li><code>${scope}</code> <small>${counted(of.length, "operation")}:</small>
${of.map((each, index) => html`${index === 0 ? "" : ", "}${link(each)}`)}</li>`,
      ),
    }),
    section("schema", `${prefix}schemas`, {
      heading: kinds.schema,
      entries: schemas.map((schema) => schemaEntry(schema)),
    }),
    section("webhook", `${prefix}webhooks`, {
      heading: kinds.webhook,
      entries: webhooks.map(
        ({ name: webhook, method, published, operations: of }) =>
          html`<li><code class="name">${webhook}</code> <code>${method} ${published}</code>${
            of.length === 0 ? "" : html` of ${of.map((each, index) => html`${index === 0 ? "" : ", "}${link(each)}`)}`
          }</li>`,
      ),
    }),
  ].filter((each) => each !== undefined);
  return html`<article aria-label="${title}">
${isAlone ? "" : html`<h2>${title}</h2>`}
<p>${name}: version ${version}, ${size}</p>
<nav aria-label="Sections of ${title}"><ul>${sections.map(({ link: to }) => html`<li>${to}</li>`)}</ul></nav>
${sections.map(({ markup }) => markup)}
</article>`;
}

interface Section {
  readonly link: Html;
  readonly markup: Html;
}

/** A list below a heading, and a link to it; undefined where it is empty. */
function section(
  kind: Kind,
  id: string,
  { heading, entries }: { readonly heading: string; readonly entries: readonly Html[] },
): Section | undefined {
  if (entries.length === 0) return undefined;
  const [short = heading] = heading.split(":");
  return {
    link: html`<a href="#${id}">${short}</a> <small>${entries.length}</small>`,
    markup: html`<section data-kind="${kind}" id="${id}" aria-labelledby="${id}-h">
<h2 id="${id}-h">${heading} <small>${entries.length}</small></h2>
<ul class="list">
${entries.map((entry) => html`${entry}\n`)}</ul>
</section>`,
  };
}

function operationEntries(
  { operations }: Model,
  names: Inspected["names"],
  anchors: ReadonlyMap<string, string>,
): Html[] {
  const places = new Map(
    names.operations.map(({ name, registrations }) => [
      name,
      registrations.map(({ position }) => placeText(placeOf(position, "key"))),
    ]),
  );
  return operations.map(({ name, aliases, method, path, summary, scopes, isDeprecated }) => {
    const needed = scopes.map((set) => set.join(" + ")).join(" | ");
    const notes = [
      ...(isDeprecated ? [html` <span class="note">deprecated</span>`] : []),
      ...(needed === "" ? [] : [html` <small>needs <code>${needed}</code></small>`]),
      ...(summary === undefined ? [] : [html`<br>${oneLine(summary)}`]),
      html`<br><small>${(places.get(name) ?? []).join(", ")}</small>`,
    ];
    return html`<li id="${anchors.get(name)}">${namesOf(name, aliases)} <code>${method} ${path}</code>${notes}</li>`;
  });
}

function schemaEntry({ name, aliases, inputOf }: Model["schemas"][number]): Html {
  const note = inputOf === undefined ? "" : html` <small>in requests, in place of <code>${inputOf}</code></small>`;
  return html`<li>${namesOf(name, aliases)}${note}</li>`;
}

function namesOf(name: string, aliases: readonly string[]): Html {
  const further = aliases.map((alias) => html` <code class="alias">${alias}</code>`);
  return html`<code class="name">${name}</code>${further}`;
}

function eventEntry({ kind, subject, names, keys, places, detail }: NamingEvent, link: (name: string) => Part): Html {
  const what = subject === "operation" ? "" : `${subject} `;
  const more = detail === undefined ? "" : kind === "moved" ? detail : ` (differ in ${detail})`;
  const named = names.map((name, index) => html`${index === 0 ? "" : ", "}<code>${link(name)}</code>`);
  const at = places.map((place) => html`<li><small>${placeText(place)}</small></li>`);
  const list = at.length === 0 ? "" : html`<ul class="places">${at}</ul>`;
  return html`<li>${what}${named}: <code>${keys.join(", ")}</code>${more}\n${list}</li>`;
}

/** The names of the operations that name each scope, in any of their alternatives. */
function operationsByScope({ operations, scopes }: Model): Map<string, string[]> {
  const found = new Map<string, string[]>(scopes.map((scope) => [scope, []]));
  for (const { name, scopes: sets } of operations)
    for (const scope of new Set(sets.flat())) found.set(scope, [...(found.get(scope) ?? []), name]);
  return found;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
