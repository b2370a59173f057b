import { beforeAll, describe, expect, test } from "vitest";
import type { Settings } from "../../../generator/entry.ts";
import { documentWith, emitted } from "../../emit/emitted.ts";
import { languageServiceOf, typeCheck } from "../../emit/type-check.ts";

const thing = {
  200: {
    description: "Good",
    content: {
      "application/json": { schema: { type: "object", required: ["id"], properties: { id: { type: "string" } } } },
    },
  },
  default: {
    description: "Bad",
    content: {
      "application/json": { schema: { type: "object", required: ["why"], properties: { why: { type: "string" } } } },
    },
  },
};
const operation = (operationId: string, security?: object[]) => ({ operationId, security, responses: thing });
const oauth = (...scopes: string[]) => ({ oauth: scopes });

/** Two scopes that are needed together, two that are alternatives, none, and a further name. */
const document = JSON.stringify(
  documentWith({
    servers: [{ url: "https://api.example.com" }],
    paths: {
      "/both": { get: operation("getBoth", [oauth("Desk.basic.READ", "Desk.settings.READ")]) },
      "/either": { get: operation("getEither", [oauth("Desk.tickets.READ"), oauth("Desk.admin", "Desk.basic.READ")]) },
      "/free": { get: operation("getFree") },
      "/one": { delete: operation("deleteOne", [oauth("Desk.tickets.DELETE")]) },
    },
    components: { securitySchemes: { oauth: { type: "oauth2", flows: {} } } },
  }),
).replace(
  '"/one":',
  `"/one":${JSON.stringify({ delete: operation("deleteOne2", [oauth("Desk.tickets.DELETE")]) })},"/one":`,
);

const scopes: Settings["scopes"] = {
  lists: "all-of",
  isCaseSensitive: false,
  implies: new Map([["Desk.tickets.ALL", ["Desk.tickets.*"]]]),
};

let files: ReadonlyMap<string, string>;
beforeAll(async () => {
  files = await emitted(document, { scopes });
});

/** What TypeScript says of a consumer of the package, line by line. */
function faultsOf(...lines: string[]): string[] {
  const text = `import { ApiError, type Client, createClient } from "./index.js";\n${lines.join("\n")}\nexport {};\n`;
  return typeCheck(files, { "consumer.ts": text })
    .filter((fault) => fault.startsWith("consumer.ts"))
    .map((fault) => fault.replace(/^consumer\.ts:\d+: /, ""));
}

describe("a client with scopes", () => {
  const timeout = 60_000;

  test("has what its scopes are enough for", { timeout }, () => {
    expect(
      faultsOf(
        'const { data } = await createClient({ scopes: ["Desk.basic.READ", "Desk.settings.READ"] }).getBoth();',
        "export const id: string | undefined = data?.id;",
        'createClient({ scopes: ["Desk.admin", "desk.BASIC.read"] }).getEither();',
        'createClient({ scopes: ["desk.tickets.all"] }).getEither();',
        'createClient({ scopes: ["Desk.tickets.ALL"] }).deleteOne2();',
        "createClient({ scopes: [] }).getFree();",
      ),
    ).toEqual([]);
  });

  test("names what is missing, where an operation cannot be called", { timeout }, () => {
    expect(
      faultsOf(
        'createClient({ scopes: ["Desk.basic.READ"] }).getBoth();',
        'createClient({ scopes: ["Desk.tickets.READ"] }).deleteOne();',
        'createClient({ scopes: ["Desk.tickets.READ"] }).deleteOne2();',
        "createClient({ scopes: [] }).getBoth();",
        'createClient({ scopes: ["Desk.basic.READ"] }).getEither();',
      ),
    ).toEqual([
      expect.stringMatching(/not callable\.\s+Type 'MissingScopes<"Desk\.settings\.READ">' has no call signatures/),
      expect.stringMatching(/'MissingScopes<"Desk\.tickets\.DELETE">'/),
      expect.stringMatching(/'MissingScopes<"Desk\.tickets\.DELETE">'/),
      expect.stringMatching(/'MissingScopes<"Desk\.basic\.READ" \| "Desk\.settings\.READ">'/),
      expect.stringMatching(/'MissingScopes<"Desk\.tickets\.READ"> \| MissingScopes<"Desk\.admin">'/),
    ]);
  });

  test("has everything where the scopes are known at run time only, or not at all", { timeout }, () => {
    expect(
      faultsOf(
        "declare const some: string[];",
        "createClient({ scopes: some }).getBoth();",
        "createClient().getBoth();",
        "createClient({ scopes: undefined }).deleteOne();",
        "const client: Client = createClient();",
        'client.can("deleteOne2");',
      ),
    ).toEqual([]);
  });

  test("tells the names of its operations", { timeout }, () => {
    expect(faultsOf('createClient().can("getBot");')).toEqual([expect.stringContaining('"getBot"')]);
    expect(
      faultsOf(
        'import { covers, missingScopes, requirements } from "./scopes.js";',
        'export const missing: readonly string[] = missingScopes(requirements.getBoth, ["Desk.basic.READ"]);',
        'export const isCovered: boolean = covers(["Desk.tickets.ALL"], "Desk.tickets.READ");',
        "requirements.getNothing;",
      ),
    ).toEqual([expect.stringContaining("getNothing")]);
  });

  test("completes the scopes that are known", { timeout }, () => {
    const text = 'import { createClient } from "./index.js";\ncreateClient({ scopes: [""] });\n';
    const { service, place } = languageServiceOf(files, { "consumer.ts": text });
    const completions = service.getCompletionsAtPosition(place("consumer.ts"), text.indexOf('""') + 1, {});
    const names = completions?.entries.map(({ name }) => name) ?? [];
    expect(names).toEqual(expect.arrayContaining(["Desk.basic.READ", "Desk.settings.READ", "Desk.tickets.ALL"]));
    expect(new Set(names).size).toBe(6);
  });
});

describe("a client that throws", () => {
  test("has data in every result, and no error", { timeout: 60_000 }, () => {
    expect(
      faultsOf(
        "const { data, error, response } = await createClient({ throwOnError: ApiError }).getFree();",
        "export const id: string = data.id;",
        "export const none: undefined = error;",
        "export const status: number = response.status;",
        'const scoped = createClient({ throwOnError: ApiError, scopes: ["Desk.tickets.READ"] });',
        "export const other: string = (await scoped.getEither()).data.id;",
        "scoped.getBoth();",
        "declare const perhaps: boolean;",
        "export const either = (await createClient({ throwOnError: perhaps ? ApiError : false }).getFree()).data.id;",
        "export const given = (await createClient({ throwOnError: false }).getFree()).data.id;",
      ),
    ).toEqual([
      expect.stringContaining("MissingScopes"),
      expect.stringContaining("possibly 'undefined'"),
      expect.stringContaining("possibly 'undefined'"),
    ]);
  });
});
