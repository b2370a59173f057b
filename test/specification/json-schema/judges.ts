import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Ajv, type Options } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { isObject } from "../../../generator/document/json.ts";
import { listOperations } from "../../../mocks/document/operations.ts";
import { readSpec } from "../../../mocks/server/read-spec.ts";
import { createRequestValidator } from "../../../mocks/validation/request-validator.ts";
import type { Group, KeywordFile } from "./drafts.ts";

/** What a judge says of a value of a group: whether it is valid, or that it cannot say. */
export type Verdict = boolean | "none";

/** The verdicts on the values of each group. */
export type Verdicts = readonly (readonly Verdict[])[];

/** How the mock judges the bodies of requests that a schema describes. */
export async function judgeByMock({ openapi, groups }: KeywordFile): Promise<Verdicts> {
  const folder = await mkdtemp(join(tmpdir(), "twinspec-json-schema-"));
  const verdicts: Verdict[][] = [];
  try {
    await cp(schemasOfSchemas, join(folder, "refs"), { recursive: true });
    // They refer to each other without the ending.
    for (const name of vocabularies) {
      const file = join(folder, "refs/json-schema-2020-12/meta", name);
      await cp(`${file}.json`, file);
    }
    await writeFile(join(folder, "twinspec.json"), JSON.stringify({ input: "openapi.json", references }));
    for (const group of groups) verdicts.push(await judgeGroup(group, folder, openapi));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return verdicts;
}

/** Where ajv keeps the schemas of schemas; both judges have them, by settings here. */
const schemasOfSchemas = join(dirname(createRequire(import.meta.url).resolve("ajv")), "refs");

const vocabularies = ["applicator", "content", "core", "format-annotation", "meta-data", "unevaluated", "validation"];

const references = {
  "http://json-schema.org/draft-07/schema": "refs/json-schema-draft-07.json",
  "https://json-schema.org/draft/2020-12/schema": "refs/json-schema-2020-12/schema.json",
};

async function judgeGroup({ schema, tests }: Group, folder: string, openapi: string): Promise<Verdict[]> {
  await writeFile(join(folder, "openapi.json"), JSON.stringify(documentOf(schema, openapi)));
  try {
    const { openapi: document } = await readSpec([join(folder, "twinspec.json")]);
    const [operation] = listOperations(document);
    if (operation === undefined) return tests.map(() => "none");
    const validate = createRequestValidator(operation, document);
    const verdicts: Verdict[] = [];
    for (const { data } of tests) {
      const { violations } = await validate({
        variables: new Map(),
        query: "",
        headers: { "content-type": "application/json" },
        body: new TextEncoder().encode(JSON.stringify(data)),
      });
      verdicts.push(violations.every(({ severity }) => severity !== "Error"));
    }
    return verdicts;
  } catch {
    return tests.map(() => "none");
  }
}

/** A document that describes a body by a schema, which is a component of it. */
function documentOf(schema: unknown, openapi: string): unknown {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Root" } } };
  return {
    openapi,
    info: { title: "A schema of the suite", version: "1" },
    paths: { "/": { post: { requestBody: { content }, responses: { "200": { description: "" } } } } },
    components: { schemas: { Root: below("#/components/schemas/Root", schema, true) } },
  };
}

/** A schema whose references to its own root lead to where it stands now; values are left as they are. */
function below(root: string, value: unknown, isRoot = false): unknown {
  if (Array.isArray(value)) return value.map((each) => below(root, each));
  if (!isObject(value)) return value;
  // A schema with an address of its own is the root of what it refers to.
  if (!isRoot && (typeof value["$id"] === "string" || typeof value["id"] === "string")) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => {
      if (key === "const" || key === "enum" || key === "default") return [key, child];
      const isOwn = key === "$ref" && typeof child === "string" && /^#(?:\/|$)/.test(child);
      return [key, isOwn ? `${root}${child.slice(1)}` : below(root, child)];
    }),
  );
}

const options: Options = { strict: false, allErrors: true, logger: false, validateSchema: false };

/** How ajv judges values by a schema, with the formats that the mock knows. */
export function judgeByAjv({ draft, groups }: KeywordFile): Verdicts {
  return groups.map(({ schema, tests }) => {
    const ajv = draft === "draft2020-12" ? new Ajv2020(options) : new Ajv(options);
    addFormats.default(ajv);
    try {
      const validate = ajv.compile((draft === "draft4" ? inDraft7(schema) : schema) as object);
      return tests.map(({ data }) => validate(data));
    } catch {
      return tests.map(() => "none" as const);
    }
  });
}

/** A schema of draft 4, which ajv does not have, in the words of draft 7: bounds are numbers, and addresses `$id`. */
function inDraft7(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inDraft7);
  if (!isObject(value)) return value;
  const { $schema: _, ...copy } = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inDraft7(each)]));
  for (const [bound, exclusive] of [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
  ] as const) {
    if (typeof copy[exclusive] !== "boolean") continue;
    const { [bound]: limit, [exclusive]: isExclusive } = copy;
    delete copy[exclusive];
    if (isExclusive !== true) continue;
    delete copy[bound];
    copy[exclusive] = limit;
  }
  if (typeof copy["id"] === "string") copy["$id"] = copy["id"];
  return copy;
}
