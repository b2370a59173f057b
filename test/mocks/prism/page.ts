import { differences } from "./differences.ts";
import { setups } from "./setups.ts";

/** The sections of `docs/reference/prism.md`. */
export function prismSections(): string[] {
  const requests = setups.flatMap((setup) => setup.requests).length;
  const shown = differences.map(
    ({ about, prism, ours, because }) => `| ${[about, prism, ours, because].join(" | ")} |`,
  );
  return [
    `Prism's command line (5.14.2) and ours get the same ${requests} requests, in ${setups.length} setups of documents and options: \`npm run prism\` in this repository. Status, media type, body, the places in \`sl-violations\` and the headers of CORS are compared: bodies by their values and the order of members, those that are made up by their schema, problems by their kind. All are equal but for what this table has; a part of it runs with the tests.`,
    ["| what | Prism | twinspec | because |", "|---|---|---|---|", ...shown].join("\n"),
    "[Moving from Prism](../guides/from-prism.md) has the options and habits.",
  ];
}
