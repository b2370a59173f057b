import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  analyze,
  build,
  defaultSettings,
  type Generated,
  readSettings,
  type Settings,
} from "../../../generator/entry.ts";
import { shuffledYaml } from "../../document/shuffle.ts";
import { fingerprint } from "./fingerprint.ts";

const flagship = fileURLToPath(new URL("../../../spec/zoho-desk", import.meta.url));
const manifest = "twinspec.manifest.json";

let folder: string;
let folders = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "twinspec-order-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes documents, and a lock, into a new folder. */
function write(documents: Iterable<readonly [file: string, text: string]>): string {
  const place = join(folder, String(folders++), "api");
  mkdirSync(place, { recursive: true });
  for (const [file, text] of documents) writeFileSync(join(place, file), text);
  return place;
}

/** All that was generated but the digests of the documents, which are of their bytes. */
function outputOf({ files, lockText, diagnostics }: Generated): {
  files: Record<string, string>;
  lock: string | undefined;
} {
  if (!files) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const { documents: _, ...rest } = JSON.parse(files.get(manifest)!) as { documents: object; files: object };
  return { files: { ...Object.fromEntries(files), [manifest]: JSON.stringify(rest) }, lock: lockText?.new };
}

describe("the flagship", () => {
  const settings = readSettings(join(flagship, "twinspec.yaml"), flagship).settings!;
  const names = readdirSync(flagship).filter((name) => name.endsWith(".yaml") && !name.startsWith("twinspec."));
  const published = names.map((name) => [name, readFileSync(join(flagship, name), "utf8")] as const);

  function settingsIn(place: string, inputs: readonly string[], isLocked: boolean): Settings {
    const { lockFile, ...rest } = settings;
    const locked = isLocked && lockFile !== undefined && { lockFile };
    return { ...rest, folder: place, root: place, inputs, ...locked };
  }

  test.each([
    ["with its lock", true],
    ["without a lock", false],
  ])("its maps in any order give the same names, %s", { timeout: 240_000 }, async (_, isLocked) => {
    const want = await analyze(settingsIn(flagship, ["."], isLocked));
    if (isLocked) expect(want.lockText!.new).toBe(readFileSync(join(flagship, "twinspec.lock.yaml"), "utf8"));
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const place = write(published.map(([name, text]) => [name, shuffledYaml(text, seed)]));
        const given = await analyze(settingsIn(place, ["."], isLocked));
        expect(given.lockText!.new).toBe(want.lockText!.new);
        expect(fingerprint(given)).toEqual(fingerprint(want));
      }),
      { numRuns: 5 },
    );
  });

  test("its maps in another order give the same files, with another text", { timeout: 120_000 }, async () => {
    const want = await build(settingsIn(flagship, ["."], true));
    const place = write(published.map(([name, text]) => [name, shuffledYaml(text, 1)]));
    const given = await build(settingsIn(place, ["."], true));
    expect(fingerprint(given)).toEqual(fingerprint(want));
    expect(outputOf(given)).not.toEqual(outputOf(want));
  });

  test("the order in which the documents are named does not matter", { timeout: 120_000 }, async () => {
    const inOrder = await build(settingsIn(flagship, names, true));
    const reversedOrder = await build(settingsIn(flagship, names.toReversed(), true));
    // The digest of the settings holds the inputs as they were named.
    const [want, given] = [inOrder, reversedOrder].map((generated) => ({
      ...outputOf(generated).files,
      [manifest]: "",
    }));
    expect(given).toEqual(want);
    expect(reversedOrder.lockText).toEqual(inOrder.lockText);
  });
});

test("a petstore with its maps in any order has the same names", { timeout: 120_000 }, async () => {
  const text = readFileSync(new URL("../../bench/petstore.yaml", import.meta.url), "utf8");
  const named = (standardInput: string) =>
    analyze(defaultSettings(["-"], undefined, import.meta.dirname), { standardInput });
  const want = fingerprint(await named(text));
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      expect(fingerprint(await named(shuffledYaml(text, seed)))).toEqual(want);
    }),
    { numRuns: 20 },
  );
});

describe("any API", () => {
  interface Registration {
    readonly document: number;
    readonly method: string;
    readonly path: string;
    readonly operationId: string | undefined;
    readonly tag: string | undefined;
    readonly schema: string;
    readonly type: string;
  }
  const registration = fc.record<Registration>({
    document: fc.nat({ max: 2 }),
    method: fc.constantFrom("get", "post", "delete"),
    path: fc.constantFrom(
      "/things",
      "/things/{id}",
      "/things/{thingId}",
      "/things/{id}/parts",
      "/parts",
      "/parts/{id}",
    ),
    operationId: fc.option(fc.constantFrom("list", "List", "list_things", "listThings", "listThings2", "get", "then"), {
      nil: undefined,
    }),
    tag: fc.option(fc.constantFrom("Things", "things", "Parts", "client"), { nil: undefined }),
    schema: fc.constantFrom("Thing", "thing", "Error", "ListData"),
    type: fc.constantFrom("string", "integer"),
  });
  const registrations = (minLength: number) =>
    fc.uniqueArray(registration, {
      minLength,
      maxLength: 8,
      selector: ({ document, method, path }) => `${document} ${method} ${path}`,
    });

  /** The documents of registrations; their keys are in the order in which the registrations are. */
  function documentsOf(all: readonly Registration[]): [string, string][] {
    const documents = new Map<number, { paths: Record<string, object>; schemas: Record<string, object> }>();
    for (const { document, method, path, operationId, tag, schema, type } of all) {
      const { paths, schemas } = documents.get(document) ?? { paths: {}, schemas: {} };
      documents.set(document, { paths, schemas });
      schemas[schema] ??= {
        type: "object",
        properties: { [schema]: { type: "string" }, at: { type: "integer", minimum: document } },
      };
      const variables = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
        name,
        in: "path",
        required: true,
        schema: { type },
      }));
      const content = { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } };
      paths[path] = {
        ...paths[path],
        [method]: {
          ...(operationId !== undefined && { operationId }),
          ...(tag !== undefined && { tags: [tag] }),
          parameters: variables,
          responses: { 200: { description: "Good", content } },
        },
      };
    }
    return [...documents].map(([index, { paths, schemas }]) => [
      `Document${index}.json`,
      JSON.stringify({ openapi: "3.1.0", info: { title: "T", version: "1" }, paths, components: { schemas } }),
    ]);
  }

  async function buildDocuments(documents: Iterable<readonly [string, string]>, lock?: string): Promise<Generated> {
    const place = write(documents);
    const lockFile = join(place, "..", "twinspec.lock.yaml");
    if (lock !== undefined) writeFileSync(lockFile, lock);
    return build({ ...defaultSettings(["."], undefined, place), root: place, lockFile, target: "source" });
  }

  test("a permutation of its documents, paths and keys gives the same names and bytes", {
    timeout: 240_000,
  }, async () => {
    const permuted = registrations(2).chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    await fc.assert(
      fc.asyncProperty(permuted, async ([all, shuffled]) => {
        // A schema's content is that of its document, whichever registration comes first.
        const want = outputOf(await buildDocuments(documentsOf(all)));
        const given = outputOf(await buildDocuments(documentsOf(shuffled).toReversed()));
        expect(given).toEqual(want);
      }),
      { numRuns: 60 },
    );
  });

  test("an argument keeps its name when another of that name joins it", { timeout: 60_000 }, async () => {
    const withParameters = (...places: string[]): [string, string][] => {
      const parameters = places.map((place) => ({ name: "id", in: place, required: true, schema: { type: "string" } }));
      const get = { operationId: "getThing", parameters, responses: { 204: { description: "Good" } } };
      const document = { openapi: "3.1.0", info: { title: "T", version: "1" }, paths: { "/things/{id}": { get } } };
      return [["Document.json", JSON.stringify(document)]];
    };
    const argumentsOf = ({ model }: Generated) =>
      model!.operations[0]!.parameters.map((parameter) => [parameter.in, parameter.argument]);
    const before = await buildDocuments(withParameters("path"));
    const after = await buildDocuments(withParameters("query", "path"), before.lockText!.new);
    expect(argumentsOf(before)).toEqual([["path", "id"]]);
    expect(argumentsOf(after)).toEqual([
      ["query", "queryId"],
      ["path", "id"],
    ]);
    const again = await buildDocuments(withParameters("query"), after.lockText!.new);
    expect(argumentsOf(again)).toContainEqual(["query", "queryId"]);
  });

  test("whatever is added to it, no locked name changes", { timeout: 240_000 }, async () => {
    const namesOf = ({ model, diagnostics }: Generated) => {
      if (!model) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
      return {
        operations: new Map(model.operations.flatMap(({ key, name }) => [[name, key] as const])),
        schemas: model.schemas.map(({ name }) => name),
        tags: model.tags.map(({ name, title }) => `${name} ${title}`),
      };
    };
    await fc.assert(
      fc.asyncProperty(registrations(1), registrations(1), async (old, added) => {
        const isNew = ({ document, method, path }: Registration) =>
          !old.some((each) => each.document === document && each.method === method && each.path === path);
        const before = await buildDocuments(documentsOf(old));
        const after = await buildDocuments(documentsOf([...old, ...added.filter(isNew)]), before.lockText!.new);
        const [were, are] = [namesOf(before), namesOf(after)];
        const aliases = new Map(
          after.model!.operations.flatMap(({ key, aliases }) => aliases.map((alias) => [alias, key] as const)),
        );
        // A twin that differs can take its place beside an operation, never its name.
        for (const [name, key] of were.operations) expect(are.operations.get(name) ?? aliases.get(name)).toBe(key);
        expect(are.schemas).toEqual(expect.arrayContaining(were.schemas));
        expect(are.tags).toEqual(expect.arrayContaining(were.tags));
      }),
      { numRuns: 60 },
    );
  });
});
