/** The client that tests call. */
export interface TestedClient {
  /** What the API is called: `pets`. */
  readonly api: string;
  /** The client as tests import it. */
  readonly client: string;
  /** The folder of the settings. */
  readonly settings: string;
  /** What files of tests end with. */
  readonly ending: "ts" | "js";
  /** What an import of one by another ends with: `.ts`, or nothing. */
  readonly importEnding: string;
  /** What its clients have to be given beside an address, as code. */
  readonly options: readonly string[];
  /** The name of an operation that is called without arguments, where the API has one. */
  readonly operation?: string;
}

/** The fixture of vitest that gives a test a mock of the API, and a client of it. */
export function fixtureText({ client, settings, ending, options }: TestedClient): string {
  const from = JSON.stringify(client);
  const isTyped = ending === "ts";
  const type = isTyped ? `<typeof import(${from})>` : "";
  const use = isTyped ? "use: (client: Client) => Promise<void>" : "use";
  return `import { fileURLToPath } from "node:url";
import { ${isTyped ? "type Client, " : ""}createClient } from ${from};
import { mockFixtures } from "twinspec/vitest";
import { test as base } from "vitest";

const spec = fileURLToPath(new URL(${JSON.stringify(settings)}, import.meta.url));

/**
 * A test gets a mock of the API and a client for it. It fails where a request or a response breaks the documents;
 * \`mock.allowViolations()\` is for those that are meant to. Without \`auth: "off"\` a request needs a token, which
 * \`mock.issueToken({ scopes: ["…"] })\` gives.
 */
export const test = base.extend(mockFixtures${type}({ spec, seed: 1, auth: "off" })).extend({
  client: async ({ mock }, ${use}) => {
    await use(createClient({ ${["baseUrl: mock.url", ...options].join(", ")} }));
  },
});
`;
}

/** A first test, to be changed. */
export function firstTestText({ api, operation, importEnding }: TestedClient): string {
  const head = `import { expect } from "vitest";
import { test } from ${JSON.stringify(`./${api}-mock${importEnding}`)};
`;
  if (operation === undefined)
    return `${head}
test("the mock is there", async ({ mock }) => {
  expect(mock.url).toMatch(/^http/);
});
`;
  return `${head}
test("the API responds", async ({ client, mock }) => {
  const { response } = await client.${operation}();

  expect(response.ok).toBe(true);
  expect(mock.requests.map((request) => request.operation?.name)).toEqual([${JSON.stringify(operation)}]);
});
`;
}
