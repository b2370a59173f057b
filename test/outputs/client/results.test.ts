import { beforeAll, describe, expect, test } from "vitest";
import { documentWith, emitted } from "../../emit/emitted.ts";
import { typeCheck } from "../../emit/type-check.ts";

const json = (schema: unknown) => ({ description: "", content: { "application/json": { schema } } });
const object = (name: string) => ({ type: "object", required: [name], properties: { [name]: { type: "string" } } });
const get = (operationId: string, responses: object) => ({ get: { operationId, responses } });
const good = { 200: json(object("id")) };

/** Bodies of errors, with what a value of each is and what its type is. */
const bodies = [
  ["nothing", undefined, "Response"],
  ["text", { "text/plain": {} }, "NonEmptyText"],
  ["bytes", { "application/octet-stream": {} }, "NonEmptyText"],
  ["anything", { "application/json": {} }, "UnknownError"],
  ["object", { "application/json": { schema: object("why") } }, "{ why: string }"],
  ["list", { "application/json": { schema: { type: "array", items: { type: "string" } } } }, "string[]"],
  ["problem", { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } }, "Problem"],
  ["string", { "application/json": { schema: { type: "string" } } }, "NonEmptyText | Response"],
  ["boolean", { "application/json": { schema: { type: "boolean" } } }, "true | Response"],
  ["null", { "application/json": { schema: { type: "null" } } }, "Response"],
  ["word", { "application/json": { schema: { enum: ["", "a", "b"] } } }, '"a" | "b" | Response'],
  [
    "perhaps",
    { "application/json": { schema: { $ref: "#/components/schemas/Perhaps" } } },
    "{ why: string } | Response",
  ],
  ["any", { "*/*": { schema: { $ref: "#/components/schemas/Problem" } } }, "Problem"],
] as const;

const document = documentWith({
  paths: {
    "/undocumented": get("getUndocumented", good),
    "/fallback": get("getFallback", { default: json(object("all")) }),
    "/pets": get("getPets", {
      200: json(object("id")),
      201: json(object("created")),
      204: { description: "" },
      400: json(object("bad")),
      404: json({ $ref: "#/components/schemas/Problem" }),
      "4XX": json(object("client")),
      503: json(object("bad")),
      default: json(object("rest")),
    }),
    "/same": get("getSame", { ...good, 400: json(object("bad")), 404: json(object("bad")) }),
    "/two": get("getTwo", { ...good, 400: json(object("bad")), 404: json(object("gone")) }),
    "/made": get("getMade", { 200: json(object("id")), 201: json(object("created")) }),
    ...Object.fromEntries(
      bodies.map(([name, content]) => [`/${name}`, get(`get_${name}`, { ...good, 404: { description: "", content } })]),
    ),
  },
  schemas: { Problem: object("title"), Perhaps: { ...object("why"), type: ["object", "null"] } },
});

let files: ReadonlyMap<string, string>;
beforeAll(async () => {
  files = await emitted(document);
});

/** What TypeScript says of a consumer of the package, line by line. */
function faultsOf(...lines: string[]): string[] {
  const text = `import * as api from "./index.js";
import type { NonEmptyText, UnknownError } from "./index.js";
import type { Problem } from "./schemas/Problem.js";
const client = api.createClient();
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : [A, B];
type Both<A, B> = [A] extends [B] ? ([B] extends [A] ? true : [A, B]) : [A, B];
${lines.join("\n")}
export type { NonEmptyText, Problem, UnknownError, Same, Both };
`;
  return typeCheck(files, { "consumer.ts": text });
}

const timeout = 60_000;

/** The PascalCase name of an operation. */
const pascal = (name: string) => name[0]!.toUpperCase() + name.slice(1);

describe("an error", () => {
  test("is truthy, so that there is data where there is none", { timeout }, () => {
    const names = ["getUndocumented", "getSame", "getTwo", ...bodies.map(([name]) => `get${pascal(name)}`)];
    const lines = names.flatMap((name) => [
      `export async function destructured_${name}() {`,
      `  const { data, error } = await client.${name}();`,
      "  if (error) throw error;",
      "  return data.id;",
      "}",
      `export async function whole_${name}(): Promise<string> {`,
      `  const result = await client.${name}();`,
      "  return result.error ? String(result.error) : result.data.id;",
      "}",
    ]);
    expect(faultsOf(...lines)).toEqual([]);
  });

  test("has the type of what comes", { timeout }, () => {
    const lines = bodies.map(
      ([name, , type]) => `export const ${name}_: Both<api.Get${pascal(name)}Error, ${type}> = true;`,
    );
    expect(faultsOf(...lines)).toEqual([]);
  });

  test("of a status has the type that the document gives that status", { timeout }, () => {
    expect(
      faultsOf(
        "export async function told(): Promise<string> {",
        "  const pets = await client.getPets();",
        "  if (pets.status === 200) return pets.data.id;",
        "  if (pets.status === 201) return pets.data.created;",
        "  if (pets.status === 204) return String(pets.data satisfies undefined);",
        "  if (pets.status === 404) return pets.error.title;",
        "  if (pets.status === 400 || pets.status === 503) return pets.error.bad;",
        "  if (pets.status === 409) return pets.error.client;",
        "  if (pets.status === 500) return pets.error.rest;",
        "  if (pets.error && pets.status >= 500) return JSON.stringify(pets.error);",
        "  const two = await client.getTwo();",
        "  switch (two.status) {",
        "    case 400: return two.error.bad;",
        "    case 404: return two.error.gone;",
        "    case 200: return two.data.id;",
        "  }",
        '  if (two.error) return "bad" in two.error ? two.error.bad : two.error.gone;',
        "  const made = await client.getMade();",
        "  if (made.error) throw made.error;",
        "  return made.status === 201 ? made.data.created : String(made.data);",
        "}",
        "export async function thrown(): Promise<string> {",
        "  const made = await api.createClient({ throwOnError: api.ApiError }).getMade();",
        "  return made.status === 201 ? made.data.created : made.status === 200 ? made.data.id : String(made.data);",
        "}",
      ),
    ).toEqual([]);
  });

  test("of a status has a name", { timeout }, () => {
    expect(
      faultsOf(
        "export const problem: Both<api.GetPetsErrors[404], Problem> = true;",
        "export const range: Both<api.GetPetsErrors['4XX'], { client: string }> = true;",
        "export const rest: Both<api.GetPetsErrors['default'], { rest: string }> = true;",
        "export const made: Both<api.GetMadeResponses[201], { created: string }> = true;",
        "export const all: Both<api.GetFallbackResponses['default'], api.GetFallbackData> = true;",
        "export const none: Both<api.GetNothingErrors[404], Response> = true;",
        "export type Undocumented = api.GetUndocumentedErrors;",
      ),
    ).toEqual([expect.stringContaining("no exported member named 'GetUndocumentedErrors'")]);
  });

  test("that is thrown is told apart by its status", { timeout }, () => {
    expect(
      faultsOf(
        "export function told(error: unknown): string | undefined {",
        "  if (api.isApiError(error, api.getPets, 404)) return error.body?.title;",
        "  if (api.isApiError(error, api.getPets)) {",
        "    if (error.status === 400) return error.body?.bad;",
        "    if (error.status === 422) return error.body?.client;",
        "    return error.status === 500 ? error.body?.rest : error.message;",
        "  }",
        "  if (api.isApiError(error, api.getTwo)) return error.body && 'bad' in error.body ? error.body.bad : undefined;",
        "  if (api.isApiError(error, api.getNothing)) return String(error.body satisfies undefined);",
        "  if (api.isApiError(error)) return String(error.body);",
        "  return undefined;",
        "}",
        "export const named = (error: api.ApiError<typeof api.getPets, 404>) => error.body?.title;",
        "export const ranged = (error: api.ApiError<typeof api.getPets, 409>) => error.body?.client;",
        "export const two = (error: api.ApiError<typeof api.getTwo, 404>): 404 => error.status;",
        "export const body = (error: api.ApiError<{ own: string }>) => error.body?.own;",
        "export const wrong = (error: api.ApiError<typeof api.getPets, 404>) => error.body?.bad;",
      ),
    ).toEqual([expect.stringContaining("'bad' does not exist")]);
  });
});
