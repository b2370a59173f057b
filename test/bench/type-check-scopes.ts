import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "../../generator/document/json.ts";
import { fetchPublishedDocuments } from "../corpus/documents.ts";
import { type Bench, ratio, seconds } from "./bench.ts";
import { chooseOperations, clientConsumer, openapiFetchConsumer, operationConsumer } from "./consumers.ts";
import { interleave, run } from "./measure.ts";
import { openapiTypescript, twinspec } from "./programs.ts";
import { type InspectedApi, measure, writeProgram } from "./type-check-program.ts";
import { newFolder, root } from "./work-folder.ts";

const rounds = 3;

/** Documents whose operations need scopes. */
interface ScopedApi {
  readonly title: string;
  readonly document: string;
  readonly scopes: readonly string[];
}

/** What scopes cost the compiler: on the GitHub API with scopes made up, one for each tag and verb, and on one of 300 scopes. */
export const typeCheckScopes: Bench = {
  title: "Type-checking programs with scopes, above an empty program",
  columns: ["program", "CPU s, median", "above empty", "of openapi-fetch", "instantiations", "lines read"],
  async run() {
    const folder = newFolder("type-check-scopes");
    const modules = newFolder("type-check-scopes/node_modules");
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    symlinkSync(join(root, "node_modules/openapi-fetch"), join(modules, "openapi-fetch"), "junction");
    const { github } = await fetchPublishedDocuments();
    return [
      ...measureApi(folder, githubWithScopes(github, join(folder, "github.json"))),
      ...measureApi(folder, threeHundredScopes(join(folder, "scopes.json"))),
    ];
  },
};

function measureApi(folder: string, { title, document, scopes }: ScopedApi): string[][] {
  const name = title.replace(/\W+/g, "-").toLowerCase();
  const client = `${name}-client`;
  run(twinspec("generate", document, "-o", join(folder, "node_modules", client)));
  run({ script: openapiTypescript, args: [document, "-o", join(folder, `${name}-paths.d.ts`)] });
  const [api] = JSON.parse(run(twinspec("inspect", document, "--format", "json")).output) as InspectedApi[];
  const every = chooseOperations(document, api!.operations);
  const one = chooseOperations(document, api!.operations, 1);
  const given = `{ scopes: ${JSON.stringify(scopes)} }`;
  const paths = `./${name}-paths.js`;

  const texts: [name: string, peer: string, text: string][] = [
    ["an empty program", "", "export {};\n"],
    ["one call, openapi-fetch", "one", openapiFetchConsumer(one, paths)],
    ["one call, the operation's module", "one", operationConsumer(one[0]!, `operations/${one[0]!.name}`, client)],
    ["one call, the whole client, no `scopes`", "one", clientConsumer(one, client)],
    [`one call, the whole client, ${scopes.length} \`scopes\``, "one", clientConsumer(one, client, given)],
    [`${every.length} calls, openapi-fetch`, "every", openapiFetchConsumer(every, paths)],
    [`${every.length} calls, the whole client, no \`scopes\``, "every", clientConsumer(every, client)],
    [
      `${every.length} calls, the whole client, ${scopes.length} \`scopes\``,
      "every",
      clientConsumer(every, client, given),
    ],
  ];
  const programs = texts.map(([text, , source]) => [text, writeProgram(folder, `${name} ${text}`, source)] as const);
  const runs = interleave(Object.fromEntries(programs), rounds);
  const measured = texts.map(([text, peer]) => ({ text, peer, ...measure(runs[text]!) }));
  const empty = measured[0]!.cpu;
  const above = (cpu: number) => cpu - empty;
  return measured.map(({ text, peer, cpu, instantiations, lines }) => {
    const theirs = measured.find((other) => other.peer === peer)!;
    return [
      `${title}: ${text}`,
      seconds(cpu),
      seconds(above(cpu)),
      peer === "" ? "" : ratio(above(cpu), above(theirs.cpu)),
      instantiations.toFixed(0),
      lines.toFixed(0),
    ];
  });
}

/** The GitHub API's document as far as it is looked at: every operation has a tag, and nothing else stands beside them. */
interface GithubDocument {
  readonly paths: Record<string, Record<string, { readonly tags: readonly string[]; security?: readonly object[] }>>;
  readonly components: JsonObject;
}

/** The GitHub API, which names no scopes, with one for each of its tags and for reading and writing. */
export function githubWithScopes(from: string, document: string): ScopedApi {
  const api = JSON.parse(readFileSync(from, "utf8")) as GithubDocument;
  const scopes = new Set<string>();
  for (const item of Object.values(api.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      const scope = `${operation.tags.join("-")}.${method === "get" ? "read" : "write"}`;
      scopes.add(scope);
      operation.security = [{ oauth: [scope] }];
    }
  }
  const schemes = { oauth: oauthScheme([...scopes]) };
  writeFileSync(document, JSON.stringify({ ...api, components: { ...api.components, securitySchemes: schemes } }));
  return { title: "GitHub", document, scopes: [...scopes] };
}

/** Three hundred operations, each with a scope of its own. */
function threeHundredScopes(document: string): ScopedApi {
  const scopes = Array.from({ length: 300 }, (_, index) => `part${index % 30}.thing${index}.READ`);
  const operation = (scope: string, index: number) => ({
    operationId: `getThing${index}`,
    parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
    security: [{ oauth: [scope] }],
    responses: {
      200: {
        description: "A thing",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
      },
    },
  });
  const api = {
    openapi: "3.1.0",
    info: { title: "Scopes", version: "1.0.0" },
    servers: [{ url: "https://api.example.com" }],
    paths: Object.fromEntries(scopes.map((scope, index) => [`/things${index}/{id}`, { get: operation(scope, index) }])),
    components: {
      schemas: { Thing: { type: "object", required: ["id"], properties: { id: { type: "string" } } } },
      securitySchemes: { oauth: oauthScheme(scopes) },
    },
  };
  writeFileSync(document, JSON.stringify(api));
  return { title: "300 scopes", document, scopes };
}

function oauthScheme(scopes: readonly string[]): JsonObject {
  const descriptions = Object.fromEntries(scopes.map((scope) => [scope, ""]));
  return {
    type: "oauth2",
    flows: { clientCredentials: { tokenUrl: "https://api.example.com/token", scopes: descriptions } },
  };
}
