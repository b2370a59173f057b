import type { Code } from "../diagnostics/codes.ts";
import { placeOf } from "../diagnostics/places.ts";
import type { Api } from "../document/api.ts";
import { referredIn } from "../schema/references.ts";
import type { Check } from "./check.ts";

/** How many operations a message names. */
const shownOperations = 3;

/** How much of the documents is left out because it cannot be read, and which operations lack it: one warning. */
export const checkLeftOut: Check = ({ api }) => {
  const { operations, lost } = api;
  const [first] = lost.parts.values();
  if (!first) return [];
  const affected = affectedSchemas(api);
  const poorer = operations.filter(
    ({ operation, isLacking }) => isLacking || [...referredIn(operation)].some((id) => affected.has(id)),
  );
  const parts =
    lost.parts.size === 1 ? "1 part that cannot be read is" : `${lost.parts.size} parts that cannot be read are`;
  const whole = lost.operations.map(({ path, method }) =>
    path === undefined ? "all operations of a document" : `${method ?? "operations of"} ${path}`,
  );
  const gone = whole.length > 0 ? `, ${listed(whole)} among them` : "";
  const who =
    poorer.length === 0
      ? `no ${whole.length > 0 ? "other " : ""}operation lacks anything by that`
      : `${countOf(poorer.length, operations.length)} something: ${listed(
          poorer.map(({ method, path }) => `${method} ${path}`),
        )}`;
  const message = `${parts} left out${gone}; ${who}`;
  const help = [...lost.elsewhere]
    .sort()
    .reverse()
    .flatMap((code) => mends.get(code) ?? []);
  const mend = help.length > 0 ? { help: help.join("; ") } : {};
  return [{ code: "left-out", severity: "warning", message, at: placeOf(first), ...mend }];
};

/** What lets be read what references lead to. */
const mends: ReadonlyMap<Code, string> = new Map([
  [
    "ref-remote",
    "for documents on the web, name their files in `references` of the settings, or list their hosts in `vendor` " +
      "and run `twinspec vendor`",
  ],
  ["ref-outside-root", "for files outside of the root, pass `--root`, or set `root` in the settings"],
]);

function countOf(some: number, all: number): string {
  if (all === 1) return "the only operation lacks";
  return some === all ? `all ${all} operations lack` : `${some} of ${all} operations ${some === 1 ? "lacks" : "lack"}`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, shownOperations).join(", ");
  return names.length > shownOperations ? `${shown} and ${names.length - shownOperations} more` : shown;
}

/** The ids of schemas that lack something, or refer to one that does. */
function affectedSchemas({ schemas }: Api): ReadonlySet<string> {
  const usedBy = new Map<string, string[]>();
  for (const { id, schema } of schemas) {
    for (const used of referredIn(schema)) {
      const users = usedBy.get(used);
      if (users) users.push(id);
      else usedBy.set(used, [id]);
    }
  }
  const affected = new Set<string>();
  const open = schemas.filter(({ isLacking }) => isLacking).map(({ id }) => id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (affected.has(id)) continue;
    affected.add(id);
    open.push(...(usedBy.get(id) ?? []));
  }
  return affected;
}
