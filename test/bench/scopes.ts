import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fetchPublishedDocuments } from "../corpus/documents.ts";
import { type Bench, seconds } from "./bench.ts";
import { chooseOperations } from "./consumers.ts";
import { interleave, median, run } from "./measure.ts";
import { tsc, twinspec } from "./programs.ts";
import type { InspectedApi } from "./type-check-program.ts";
import { githubWithScopes } from "./type-check-scopes.ts";
import { newFolder, root } from "./work-folder.ts";

const files = 500;

/** What it takes to find the scopes of code: 500 modules that call every operation of the GitHub API in turns. */
export const scopesOfCode: Bench = {
  title: `The scopes that ${files} modules need, of the GitHub API with made-up scopes`,
  columns: ["program", "CPU s, median", "memory MB"],
  async run() {
    const folder = newFolder("scopes");
    const modules = newFolder("scopes/node_modules");
    symlinkSync(join(root, "node_modules/openapi-fetch"), join(modules, "openapi-fetch"), "junction");
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    const { github } = await fetchPublishedDocuments();
    const { document } = githubWithScopes(github, join(folder, "github.json"));
    run(twinspec("generate", document, "-o", join(modules, "github-client")));
    const [api] = JSON.parse(run(twinspec("inspect", document, "--format", "json")).output) as InspectedApi[];
    const names = chooseOperations(document, api!.operations).map(({ name }) => name);
    mkdirSync(join(folder, "src"));
    for (let index = 0; index < files; index += 1)
      writeFileSync(join(folder, "src", `part${index}.ts`), moduleText(index, names));
    const project = join(folder, "tsconfig.json");
    writeFileSync(project, JSON.stringify({ compilerOptions, include: ["src"] }));
    const runs = interleave(
      {
        "twinspec scopes --project": twinspec("scopes", "--project", project),
        "tsc --noEmit, to compare": { script: tsc, args: ["--noEmit", "-p", project] },
      },
      5,
    );
    return Object.entries(runs).map(([name, of]) => [
      name,
      seconds(median(of.map(({ cpu }) => cpu))),
      median(of.map(({ memory }) => memory)).toFixed(0),
    ]);
  },
};

const compilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: "ES2022",
  module: "ESNext",
  moduleResolution: "Bundler",
  lib: ["ES2023", "DOM", "DOM.Iterable"],
  types: [],
};

/** A module of some eighty lines: four calls in different forms, code of its own, imports of the module before it. */
function moduleText(index: number, names: readonly string[]): string {
  const [first, second, third, fourth] = [0, 1, 2, 3].map((offset) => names[(index * 4 + offset) % names.length]!);
  const before = index === 0 ? "" : `import { total as before, type Row as RowBefore } from "./part${index - 1}.js";\n`;
  return `import { type Client, createClient } from "github-client";
import { ${fourth} } from "github-client/operations/${fourth}";
${before}
export interface Row {
  readonly id: number;
  readonly title: string;
  readonly parts: readonly { readonly name: string; readonly size: number }[];
}

${Array.from({ length: 6 }, (_, part) => functionText(part, index)).join("\n")}
export class Part${index} {
  private readonly client: Client;

  constructor(client: Client = createClient()) {
    this.client = client;
  }

  async first(args: Parameters<Client["${first}"]>) {
    const { data } = await this.client.${first}(...args);
    return data;
  }

  async second(args: Parameters<Client["${second}"]>) {
    const { ${second}: call, ${third} } = this.client;
    const { data } = await call(...args);
    return [data, ${third}.name] as const;
  }

  async fourth(args: Parameters<Client["${fourth}"]>) {
    return ${fourth}(this.client, ...(args as never as [never]));
  }
}

export function total(rows: readonly Row[]): number {
  return rows.map((row) => sum0(row)).reduce((sum, next) => sum + next, ${index === 0 ? "0" : "before([] as RowBefore[])"});
}
`;
}

function functionText(part: number, index: number): string {
  return `function sum${part}({ parts, title }: Row): number {
  const sizes = new Map(parts.map(({ name, size }) => [\`\${title}/\${name}\`, size]));
  const large = [...sizes].filter(([, size]) => size > ${part + index});
  return large.reduce((sum, [name, size]) => sum + size + name.length, ${part}) + sum${(part + 1) % 6}({ parts: [], title, id: 0 });
}
`;
}
