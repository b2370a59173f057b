import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fetchPublishedDocuments } from "../corpus/documents.ts";
import { type Bench, ratio, seconds } from "./bench.ts";
import { chooseOperations, clientConsumer, openapiFetchConsumer, operationConsumer } from "./consumers.ts";
import { interleave, median, run } from "./measure.ts";
import { openapiTypescript, twinspec } from "./programs.ts";
import { type InspectedApi, type Measured, measure, writeProgram } from "./type-check-program.ts";
import { newFolder, root } from "./work-folder.ts";

const operationCount = 9;
const rounds = 3;

/** Programs that call one operation each, type-checked by tsc: what they take above an empty one. */
export const typeCheck: Bench = {
  title: "Type-checking a program that calls one operation of the GitHub API, above an empty program",
  columns: ["program", "CPU s, median", "above empty", "of openapi-fetch", "instantiations", "lines read"],
  async run() {
    const { github } = await fetchPublishedDocuments();
    const folder = newFolder("type-check");
    const client = join(newFolder("type-check/node_modules"), "github-client");
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    symlinkSync(join(root, "node_modules/openapi-fetch"), join(folder, "node_modules/openapi-fetch"), "junction");
    run({ script: openapiTypescript, args: [github, "-o", join(folder, "paths.d.ts")] });
    run(twinspec("generate", github, "-o", client));
    const [api] = JSON.parse(run(twinspec("inspect", github, "--format", "json")).output) as InspectedApi[];
    const tags = tagModules(client);

    const above = new Map<string, Measured[]>();
    for (const operation of chooseOperations(github, api!.operations, operationCount)) {
      const texts = {
        "nothing, an empty program": "export {};\n",
        "the operation's module": operationConsumer(operation, `operations/${operation.name}`),
        "its tag's module": operationConsumer(operation, tags.get(operation.name)!),
        "the whole client, by the entry `client`": clientConsumer([operation], "github-client/client"),
        "the whole client": clientConsumer([operation]),
        "openapi-fetch over all paths": openapiFetchConsumer([operation]),
      };
      const programs = Object.entries(texts).map(([name, text]) => [name, writeProgram(folder, name, text)] as const);
      const runs = interleave(Object.fromEntries(programs), rounds);
      const measured = Object.entries(runs).map(([name, of]) => [name, measure(of)] as const);
      const [[, empty]] = measured as [[string, Measured]];
      for (const [name, its] of measured) {
        above.set(name, [...(above.get(name) ?? []), { ...its, above: its.cpu - empty.cpu }]);
      }
    }
    const of = (name: string, key: keyof Measured) => median(above.get(name)!.map((measured) => measured[key]));
    const peer = of("openapi-fetch over all paths", "above");
    return [...above.keys()].map((name) => [
      name,
      seconds(of(name, "cpu")),
      seconds(of(name, "above")),
      ratio(of(name, "above"), peer),
      of(name, "instantiations").toFixed(0),
      of(name, "lines").toFixed(0),
    ]);
  },
};

/** The module of the tag that each operation is in. */
function tagModules(client: string): Map<string, string> {
  const folder = join(client, "esm/by-tag");
  const modules = new Map<string, string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".d.ts"))) {
    const text = readFileSync(join(folder, file), "utf8");
    for (const [, name] of text.matchAll(/operations\/([^"/]+)\.js"/g))
      modules.set(name!, file.slice(0, -".d.ts".length));
  }
  return modules;
}
