import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { slowTests } from "../vitest.config.ts";

/** Vocabulary: what any stage may import from another stage's folder. Everything else in these folders is a verb. */
const nouns = [
  "generator/choice/selector.ts",
  "generator/choice/text-pattern.ts",
  "generator/diagnostics/",
  "generator/document/api.ts",
  "generator/document/json.ts",
  "generator/document/objects.ts",
  "generator/document/order.ts",
  "generator/document/server-url.ts",
  "generator/document/remote/",
  "generator/document/source-document.ts",
  "generator/model/features.ts",
  "generator/model/media-type.ts",
  "generator/model/model.ts",
  "generator/model/package-settings.ts",
  "generator/model/values/",
  "generator/names/arguments.ts",
  "generator/names/identifiers/",
  "generator/names/lock/lock.ts",
  "generator/names/operation-key.ts",
  "generator/names/public-names.ts",
  "generator/names/registration.ts",
  "generator/reuse.ts",
  "generator/runtime/core/description.ts",
  "generator/schema/",
  "generator/scopes/requirement.ts",
  "generator/settings/",
];

/** The toolkit and the outputs never see a document, but they handle JSON and put things in order. */
const nounsOfOutputs = nouns.filter((noun) =>
  /^generator\/(?:model|names|reuse|runtime|schema|document\/(?:json|order))\b/.test(noun),
);

/** What the mock's rooms share with the generator: both sides must read the same text the same way. */
const nounsOfMocks = [
  "generator/choice/selector.ts",
  "generator/diagnostics/html.ts",
  "generator/diagnostics/markdown.ts",
  "generator/diagnostics/printable.ts",
  "generator/diagnostics/shell.ts",
  "generator/diagnostics/suggestion.ts",
  "generator/document/json.ts",
  "generator/document/objects.ts",
  "generator/document/order.ts",
  "generator/names/arguments.ts",
  "generator/output/write-at-once.ts",
  "generator/schema/",
  "generator/scopes/requirement.ts",
  "generator/settings/",
];

/** Findings have places, and show a request as a call of the generated client, written as its own examples are. */
const calledByName = [
  "generator/diagnostics/diagnostic.ts",
  "generator/emit/text.ts",
  "generator/names/identifiers/",
  // how pages follow one another is read as the client reads it
  "generator/model/pages.ts",
];

/** The control API is served, and reached, with what its document was made into. */
const controlClient = ["generated/twinspec-control/", "generator/diagnostics/diagnostic.ts"];

/** The mock's rooms, lowest first, and the rooms below that each may import; `server/` assembles them all. */
const roomsOfMocks: Readonly<Record<string, readonly string[]>> = {
  metrics: [],
  storage: ["metrics"],
  document: [],
  http: [],
  validation: ["document", "http"],
  routing: ["document", "validation"],
  samples: ["document", "validation"],
  writing: ["document", "http", "validation"],
  engine: ["document", "http", "validation", "samples", "writing"],
  oauth: ["document", "http", "storage"],
  pipeline: ["metrics", "document", "http", "routing", "validation", "engine", "oauth"],
  faults: ["document", "http", "storage", "engine", "pipeline"],
  state: ["document", "http", "storage", "validation", "engine", "pipeline"],
  control: ["document", "http", "storage", "validation", "engine", "writing", "pipeline", "faults", "state"],
  callbacks: ["document", "http", "validation", "writing", "engine", "pipeline", "control"],
  coverage: ["document", "http", "storage", "validation", "oauth", "pipeline", "state", "control"],
  inspector: ["document", "http", "validation", "samples", "pipeline", "coverage"],
  "control-api": [
    ...[
      "metrics",
      "document",
      "http",
      "storage",
      "routing",
      "validation",
      "samples",
      "oauth",
      "pipeline",
      "faults",
      "state",
    ],
    ...["control", "callbacks", "coverage", "inspector"],
  ],
  recording: ["document", "http", "storage", "routing", "validation", "oauth", "pipeline"],
  contract: ["document", "http", "routing", "validation", "samples", "writing", "oauth", "state", "callbacks"],
};

/** The rooms of the runtime, and the rooms that each may import: a room imports only rooms above it. */
const runtimeRooms: readonly (readonly [room: string, imported: readonly string[]])[] = [
  ["core/", []],
  ["fetch/", ["core/"]],
  ["response/", ["core/", "fetch/"]],
  ["request/", ["core/", "fetch/", "response/"]],
  ["pagination/", ["core/", "fetch/", "response/", "request/"]],
  ["streams/", ["core/", "fetch/", "response/"]],
  ["values.ts", ["core/", "response/", "request/"]],
  ["webhooks/", ["core/"]],
  ["scopes.ts", ["core/"]],
  ["links.ts", ["core/", "pagination/"]],
  ["auth/", ["core/", "fetch/", "response/"]],
  ["client.ts", ["core/", "response/", "request/", "pagination/"]],
  ["tools/", ["core/", "fetch/", "response/", "request/", "values.ts"]],
];

/** Who may import whom, beside its own folder. A name with a slash at the end is a folder; the first row that fits a file holds. */
const mayImport: readonly (readonly [importer: string, imported: readonly string[]])[] = [
  ["generator/cli.ts", ["generator/commands/", "generator/entry.ts", "generator/diagnostics/", "generator/settings/"]],
  [
    "generator/commands/",
    [
      ...[
        ...["entry.ts", "reuse.ts", "choice/selector.ts", "choice/text-pattern.ts", "init/", "diagnostics/"],
        ...["output/write-at-once.ts", "settings/"],
        // what is watched: the documents that inputs mean as they come
        "document/find-documents.ts",
      ].map((place) => `generator/${place}`),
      "mocks/",
      // Contract tests get their tokens as a client does.
      ...["auth/", "core/auth-error.ts"].map((place) => `generator/runtime/${place}`),
    ],
  ],
  // Looks for documents where there are no settings yet.
  ["generator/init/", [...nouns, "generator/document/find-documents.ts"]],
  ["generator/amended.ts", ["amendments", "document", "settings"].map((stage) => `generator/${stage}/`)],
  [
    "generator/index.ts",
    [
      ...["amended", "results"].map((file) => `generator/${file}.ts`),
      ...["diagnostics", "document", "names", "choice", "model", "checks", "outputs", "output", "settings"].map(
        (stage) => `generator/${stage}/`,
      ),
    ],
  ],
  [
    "generator/compare.ts",
    [
      ...["index", "results"].map((file) => `generator/${file}.ts`),
      ...["diagnostics", "document", "names", "outputs", "output", "diff", "settings"].map(
        (stage) => `generator/${stage}/`,
      ),
    ],
  ],
  [
    "generator/tasks.ts",
    [
      "generator/amended.ts",
      ...["diagnostics", "document", "names", "output", "settings", "usage", "vendor", "import-names"].map(
        (stage) => `generator/${stage}/`,
      ),
    ],
  ],
  [
    "generator/entry.ts",
    [
      ...["index", "compare", "tasks", "results"].map((file) => `generator/${file}.ts`),
      ...[
        "output",
        "printing/code",
        "printing/declarations",
        "printing/types",
        "source-file",
        "symbols",
        "toolkit",
      ].map((type) => `generator/emit/${type}.ts`),
      ...["diagnostics", "diff", "import-names", "model", "names", "output", "settings", "usage", "vendor"].map(
        (stage) => `generator/${stage}/`,
      ),
    ],
  ],
  ...runtimeRooms.map(
    ([room, imported]) => [`generator/runtime/${room}`, imported.map((other) => `generator/runtime/${other}`)] as const,
  ),
  // Settings are YAML with positions and diagnostics as documents are, so they are read by the same means.
  ["generator/settings/", [...nouns, "generator/document/"]],
  // They change what documents are parsed into.
  ["generator/amendments/", [...nouns, "generator/document/"]],
  // Settings of other generators are YAML with positions, too; overlays have targets.
  ["generator/import-names/", [...nouns, "generator/document/text/", "generator/amendments/json-path.ts"]],
  ["generator/vendor/", [...nouns, "generator/output/write-at-once.ts"]],
  // A check holds settings against what the model makes of them.
  ["generator/checks/", [...nouns, "generator/model/"]],
  // A place is looked up in the text when it is shown, by the parsers that keep positions.
  ["generator/diagnostics/", [...nouns, "generator/document/text/parsers.ts"]],
  ["generator/emit/", nounsOfOutputs],
  ["generator/outputs/contract/", [...nounsOfOutputs, "generator/emit/", "generator/diagnostics/suggestion.ts"]],
  ...["client", "links", "readme", "scopes", "tools"].map(
    (output) => [`generator/outputs/${output}/`, [...nounsOfOutputs, "generator/emit/"]] as const,
  ),
  // What runs the outputs takes them from the settings, and reports what is wrong with them.
  [
    "generator/outputs/",
    [...nounsOfOutputs, "generator/emit/", "generator/diagnostics/diagnostic.ts", "generator/settings/"],
  ],
  ["generator/", nouns],
  // Runs in a browser: it has the control API's own client, and writes requests as generated clients do.
  ["mocks/inspector/page/", ["generated/twinspec-control/", "generator/diagnostics/shell.ts", "generator/runtime/"]],
  ...Object.entries(roomsOfMocks).map(([room, below]) => {
    const further = room === "control-api" ? controlClient : room === "contract" ? calledByName : [];
    return [`mocks/${room}/`, [...nounsOfMocks, ...below.map((name) => `mocks/${name}/`), ...further]] as const;
  }),
  // Reads the documents, as the generator does.
  [
    "mocks/",
    [
      "generator/amendments/",
      "generator/choice/",
      "generator/diagnostics/",
      "generator/document/",
      "generator/schema/",
      "generator/names/",
      "generator/output/write-at-once.ts",
      "generator/scopes/requirement.ts",
      "generator/settings/",
    ],
  ],
];

/** The only places that talk to the person at the terminal. */
const touchesProcess = [
  "generator/cli.ts",
  "generator/commands/",
  // a fixture has no other way to tell whoever runs the tests what is no failure
  "mocks/vitest.ts",
  // a reporter tells the processes of its workers by a variable where to write
  "mocks/coverage/environment.ts",
  "mocks/vitest-reporter.ts",
];

/** The entries of the package; no other file gathers exports. */
const entries = ["generator/entry.ts", "mocks/index.ts"];

/** Keywords of JSON Schema by which code would walk schemas. */
const keywordsOfSchemas = new Set([
  ...["$defs", "additionalProperties", "allOf", "anyOf", "dependentSchemas", "discriminator", "nullable", "oneOf"],
  ...["patternProperties", "prefixItems", "properties", "propertyNames", "unevaluatedProperties"],
]);

/** The places that know keywords of JSON Schema, and why. */
const knowsKeywords: ReadonlyMap<string, string> = new Map([
  ["generator/schema/", "this is where they are known"],
  [
    "generator/runtime/",
    "generated packages have it alone: tools check arguments there, and positions have properties",
  ],
  ["mocks/validation/", "the mock decides for itself which messages a schema takes"],
  ["mocks/drift/", "it writes schemas that say what was seen"],
  ["mocks/samples/", "what is made up satisfies keywords that a view has no words for, such as contains"],
  ["mocks/recording/redacted-violation.ts", "violations are known by the keyword that they are of"],
  ["generator/document/collect-schemas.ts", "the words of a pointer that say nothing of where it leads"],
  ["generator/model/values/compact-positions.ts", "the runtime's positions have properties"],
  ["generator/model/values/value-positions.ts", "the runtime's positions have properties"],
  ["generator/outputs/tools/tool-schema.ts", "the runtime's positions have properties"],
  ["generator/outputs/client/schemas/schema-types.ts", "an option of openapi-typescript has the name of one"],
]);

const longestFile = 400;
const longestLine = 120;
const mostFilesInFolder = 20;
const mostParameters = 3;

/** Stages and rooms that still import one another, in circles that no others may join. */
const circlesOfRooms = [["generator/diagnostics", "generator/document", "generator/schema"]];

/** How many functions there still are beyond what the rule allows; the figure only ever shrinks. */
const longParameterLists = 60;

const root = fileURLToPath(new URL("..", import.meta.url));
const sources = ["generator", "mocks"].flatMap((folder) => typescriptFilesIn(folder));
const texts = new Map(sources.map((file) => [file, readFileSync(join(root, file), "utf8")]));
const syntax = new Map(
  [...texts].map(([file, text]) => [file, ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)]),
);

function typescriptFilesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => posix.join(folder, name.replaceAll("\\", "/")))
    .filter((file) => /\.tsx?$/.test(file))
    .sort();
}

/** The folder below `generator` that a file is in, however deep. */
function stageOf(file: string): string {
  return `${posix.dirname(file).split("/").slice(0, 2).join("/")}/`;
}

const documentation = [
  "README.md",
  "CONTRIBUTING.md",
  "generator/README.md",
  "generator/runtime/README.md",
  "mocks/README.md",
  ...documentsIn("docs"),
];

function documentsIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => posix.join(folder, name.replaceAll("\\", "/")))
    .filter((file) => file.endsWith(".md"))
    .sort();
}

/** What a file imports, type imports, re-exports and `import()` included. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(texts.get(file) ?? "", true, true);
  return importedFiles.map(({ fileName }) => fileName);
}

function relativeImportsOf(file: string): string[] {
  return importsOf(file)
    .filter((name) => name.startsWith("."))
    .map((name) => posix.join(posix.dirname(file), name));
}

function isBelow(file: string, places: readonly string[]): boolean {
  return places.some((place) => (place.endsWith("/") ? file.startsWith(place) : file === place));
}

/** Every node of every source file that the predicate picks, as `file:line`. */
function findNodes(predicate: (node: ts.Node, file: string) => boolean): string[] {
  const found: string[] = [];
  for (const [file, source] of syntax) {
    const visit = (node: ts.Node): void => {
      if (predicate(node, file))
        found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

function findLines(pattern: RegExp): string[] {
  return [...texts].flatMap(([file, text]) =>
    text.split("\n").flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
  );
}

/** The first import cycle that a depth-first walk meets, as the files on it. */
function findCycle(): string[] | undefined {
  const done = new Set<string>();
  const walk = (file: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const imported of relativeImportsOf(file)) {
      const cycle = walk(imported, [...trail, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of sources) {
    const cycle = walk(file, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

/** The stage or room that a file belongs to: a folder of the generator, of the mock, of the run time or of the outputs. */
function roomOf(file: string): string {
  const isInner = /^generator\/(?:runtime|outputs)\//.test(file);
  return posix
    .dirname(file)
    .split("/")
    .slice(0, isInner ? 3 : 2)
    .join("/");
}

/** All that import one another, directly or through others, as sorted groups. */
function circlesIn(imports: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const reached = (from: string): Set<string> => {
    const found = new Set<string>();
    const walk = (room: string): void => {
      for (const next of imports.get(room) ?? []) {
        if (found.has(next)) continue;
        found.add(next);
        walk(next);
      }
    };
    walk(from);
    return found;
  };
  const reachable = new Map([...imports.keys()].map((room) => [room, reached(room)]));
  const circles = [...imports.keys()].map((room) =>
    [...imports.keys()].filter((other) => reachable.get(room)?.has(other) && reachable.get(other)?.has(room)).sort(),
  );
  return [...new Map(circles.filter(({ length }) => length > 1).map((circle) => [circle.join(), circle])).values()];
}

describe("imports", () => {
  test("there is something to look at", () => {
    expect(sources).toEqual(
      expect.arrayContaining(["mocks/server/start-mock.ts", "generator/diagnostics/diagnostic.ts"]),
    );
    expect(relativeImportsOf("mocks/server/read-spec.ts")).toContain("generator/diagnostics/diagnostic.ts");
  });

  test("a relative import names a file that exists, with its extension", () => {
    const dangling = sources.flatMap((file) =>
      relativeImportsOf(file)
        .filter((imported) => !existsSync(join(root, imported)) || statSync(join(root, imported)).isDirectory())
        .map((imported) => `${file} -> ${imported}`),
    );
    expect(dangling).toEqual([]);
  });

  test("every file imports only what its place in the pipeline allows", () => {
    const violations = sources.flatMap((file) => {
      const [importer = "", allowed = []] = mayImport.find(([place]) => isBelow(file, [place])) ?? [];
      const ownFolder = importer === "generator/" ? stageOf(file) : importer;
      return relativeImportsOf(file)
        .filter((imported) => !isBelow(imported, [ownFolder, ...allowed]))
        .map((imported) => `${file} -> ${imported}`);
    });
    expect(violations).toEqual([]);
  });

  test("no file is part of an import cycle, type imports included", () => {
    expect(findCycle()).toBeUndefined();
  });

  test("every file of the runtime is in one of its rooms", () => {
    const rooms = runtimeRooms.map(([room]) => `generator/runtime/${room}`);
    expect(sources.filter((file) => file.startsWith("generator/runtime/") && !isBelow(file, rooms))).toEqual([]);
  });

  test("stages and rooms do not import one another in circles", () => {
    const imports = new Map<string, Set<string>>();
    for (const file of sources.filter((file) => roomOf(file).includes("/"))) {
      const room = roomOf(file);
      const others = relativeImportsOf(file)
        .map(roomOf)
        .filter((other) => other !== room);
      imports.set(room, new Set([...(imports.get(room) ?? []), ...others]));
    }
    const isKnown = (circle: readonly string[]) =>
      circlesOfRooms.some((known) => circle.every((room) => known.includes(room)));
    expect(circlesIn(imports).filter((circle) => !isKnown(circle))).toEqual([]);
  });

  test("the runtime needs nothing but openapi-fetch, and for tokens oauth4webapi", () => {
    const packages = sources
      .filter((file) => file.startsWith("generator/runtime/"))
      .flatMap((file) => importsOf(file).map((name) => ({ file, name })))
      .filter(({ name }) => !name.startsWith(".") && name !== "openapi-fetch")
      .filter(({ file, name }) => !(name === "oauth4webapi" && file.startsWith("generator/runtime/auth/")));
    expect(packages).toEqual([]);
  });

  test("only the engine of the mock knows Prism", () => {
    const importers = sources.filter((file) => importsOf(file).some((name) => name.startsWith("@stoplight/")));
    expect(importers.filter((file) => !file.startsWith("mocks/engine/"))).toEqual([]);
    expect(importers).not.toEqual([]);
  });

  test("every package that is imported is a dependency", () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      dependencies: object;
      devDependencies: object;
    };
    // What the page of the inspector imports is built into it.
    const declared = (file: string) => (file.startsWith("mocks/inspector/page/") ? devDependencies : dependencies);
    const undeclared = sources.flatMap((file) =>
      importsOf(file)
        .filter((name) => !name.startsWith(".") && !name.startsWith("node:"))
        .filter((name) => !Object.hasOwn(declared(file), /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name))
        .map((name) => `${file} -> ${name}`),
    );
    expect(undeclared).toEqual([]);
  });
});

describe("source", () => {
  test("only the command line touches process and console", () => {
    const globals = new Set(["process", "console"]);
    const isGlobal = (node: ts.Node): boolean => {
      if (!ts.isIdentifier(node) || !globals.has(node.text)) return false;
      if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) {
        return node.parent.expression.getText() === "globalThis";
      }
      // what the process took of time and memory, and which processes there are, is no word to anybody
      if (/^process\.(?:cpuUsage|kill|memoryUsage|pid|uptime)$/.test(node.parent.getText())) return false;
      return !(ts.isPropertyAssignment(node.parent) || ts.isPropertySignature(node.parent));
    };
    const named = findNodes((node, file) => !isBelow(file, touchesProcess) && isGlobal(node));
    const imported = sources.filter(
      (file) =>
        !isBelow(file, touchesProcess) && importsOf(file).some((name) => /^(?:node:)?(?:process|console)$/.test(name)),
    );
    expect([...named, ...imported]).toEqual([]);
  });

  test("no keyword of JSON Schema is named where schemas are not known", () => {
    const isKeyword = (name: ts.Node | undefined): boolean =>
      name !== undefined && ts.isIdentifier(name) && keywordsOfSchemas.has(name.text);
    // as a string, as what is taken out of an object, and as what is put into one
    const names = (node: ts.Node): boolean =>
      (ts.isStringLiteralLike(node) && keywordsOfSchemas.has(node.text)) ||
      (ts.isBindingElement(node) && isKeyword(node.propertyName ?? node.name)) ||
      ((ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) && isKeyword(node.name));
    const places = [...knowsKeywords.keys()];
    const found = findNodes(names);
    expect(found.filter((node) => !isBelow(node.split(":")[0]!, places))).toEqual([]);
    expect(places.filter((place) => !found.some((node) => isBelow(node.split(":")[0]!, [place])))).toEqual([]);
  });

  test("nothing is of type any", () => {
    expect(findNodes((node) => node.kind === ts.SyntaxKind.AnyKeyword)).toEqual([]);
  });

  test("nothing is left to do, and no error of the compiler is silenced", () => {
    expect(findLines(/\b(?:TODO|FIXME|XXX)\b|@ts-(?:ignore|nocheck|expect-error)/)).toEqual([]);
  });

  test("exports have names, and only the entries of the package gather them", () => {
    expect(
      findNodes(
        (node) =>
          ts.isExportAssignment(node) ||
          (node.kind === ts.SyntaxKind.DefaultKeyword && !ts.isDefaultClause(node.parent)),
      ),
    ).toEqual([]);
    const gathers = (node: ts.Node, file: string): boolean =>
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier !== undefined &&
      ts.isStringLiteral(node.moduleSpecifier) &&
      node.moduleSpecifier.text.startsWith(".") &&
      !entries.includes(file);
    expect(findNodes(gathers)).toEqual([]);
  });

  test(`no file is longer than ${longestFile} lines`, () => {
    const long = [...texts].filter(([, text]) => text.split("\n").length > longestFile + 1);
    expect(long.map(([file]) => file)).toEqual([]);
  });

  test(`no folder holds more than ${mostFilesInFolder} files`, () => {
    const folders = sources.map((file) => dirname(file));
    const sizeOf = (folder: string) => folders.filter((each) => each === folder).length;
    const crowded = [...new Set(folders)].filter((folder) => sizeOf(folder) > mostFilesInFolder);
    expect(crowded).toEqual([]);
  });

  test(`no line is longer than ${longestLine} characters, but for a regular expression alone`, () => {
    expect(findLines(new RegExp(`^(?!\\s*/[^/*].*/[a-z]*[;,]?$).{${longestLine + 1}}`))).toEqual([]);
  });

  test(`no more functions than ${longParameterLists} have more than ${mostParameters} parameters`, () => {
    // What is handed to others has the parameters that they give.
    const isGiven = (node: ts.Node) => ts.isArrowFunction(node) && ts.isCallExpression(node.parent);
    const long = findNodes(
      (node) => ts.isFunctionLike(node) && node.parameters.length > mostParameters && !isGiven(node),
    );
    expect(long.length, long.join("\n")).toBeLessThanOrEqual(longParameterLists);
  });

  test("no folder is called by what it is not", () => {
    expect(sources.filter((file) => /\b(?:utils?|helpers?|common|misc|shared|lib)\b/.test(dirname(file)))).toEqual([]);
  });
});

describe("tests", () => {
  test.each(slowTests)("there are slow tests in %s", (pattern) => {
    expect(globSync(pattern, { cwd: root })).not.toEqual([]);
  });
});

describe("documentation", () => {
  /**
   * A path: it has a slash, and either the ending of a file that people write or a first part that is there.
   * One that begins with `./` is in the reader's own folder.
   */
  function pathsIn(document: string): string[] {
    const folder = posix.dirname(document);
    const text = readFileSync(join(root, document), "utf8");
    return [...text.matchAll(/`([\w.@-]+(?:\/[\w.@-]+)*\/?)`/g)]
      .map(([, path = ""]) => path)
      .filter((path) => path.includes("/") && !/^(?:\.|\.cache|dist|node_modules)\//.test(path))
      .filter((path) => {
        const [first = ""] = path.split("/");
        return (
          /\.(?:ts|js|json|ya?ml|md)$/.test(path) || [".", folder].some((base) => existsSync(join(root, base, first)))
        );
      });
  }

  test.each(documentation)("every path that %s names exists", (document) => {
    const folder = posix.dirname(document);
    const missing = pathsIn(document).filter(
      (path) => !existsSync(join(root, path)) && !existsSync(join(root, folder, path)),
    );
    expect(missing).toEqual([]);
  });
});
