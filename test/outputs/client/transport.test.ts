import { describe, expect, test } from "vitest";
import { build, defaultSettings, type Settings } from "../../../generator/entry.ts";
import { documentWith, documentWithOperation, emitted } from "../../emit/emitted.ts";
import { typeCheck } from "../../emit/type-check.ts";

const timeout = 60_000;
const defaults = defaultSettings(["-"], "client", import.meta.dirname);

function withClient(client: Partial<Settings["client"]>): Partial<Settings> {
  return { client: { ...defaults.client, ...client } };
}

/** What TypeScript says of a consumer of the package. */
function faultsOf(files: ReadonlyMap<string, string>, ...lines: string[]): string[] {
  const text = `import { createClient, createTransport, servers } from "./index.js";\n${lines.join("\n")}\nexport {};\n`;
  return typeCheck(files, { "consumer.ts": text })
    .filter((fault) => fault.startsWith("consumer.ts"))
    .map((fault) => fault.replace(/^consumer\.ts:\d+: /, ""));
}

/** The names of the servers that a document's become. */
async function namesOf(servers: object[], client: Partial<Settings["client"]> = {}): Promise<string[]> {
  const { model } = await build(
    { ...defaults, target: "source", importExtension: "js", ...withClient(client) },
    { standardInput: JSON.stringify(documentWith({ servers })) },
  );
  return model!.servers.map(({ name }) => name);
}

describe("servers", () => {
  test.each<[rule: string, servers: object[], want: string[]]>([
    ["are called by their x-name", [{ url: "https://a.example.com", "x-name": "Main site" }], ["mainSite"]],
    [
      "by a short description",
      [{ url: "https://a.example.com", description: "Production server" }],
      ["productionServer"],
    ],
    [
      "by their host without one",
      [{ url: "https://desk.zoho.eu/api", description: "Where all of it is. For Europe." }],
      ["deskZohoEu"],
    ],
    [
      "all by their address where they would be called the same",
      [
        { url: "https://a.example.com/v1", description: "Main" },
        { url: "https://a.example.com/v2", description: "Main" },
        { url: "https://b.example.com", description: "Test" },
      ],
      ["httpsAExampleComV1", "httpsAExampleComV2", "test"],
    ],
    ["are none where the address is relative", [{ url: "/api" }], []],
  ])("%s", async (_, servers, want) => {
    expect(await namesOf(servers)).toEqual(want);
    expect((await namesOf(servers.toReversed())).toSorted()).toEqual(want.toSorted());
  });

  test("that are relative are where requests go, on the page's own origin", async () => {
    const transport = async (...servers: object[]) => (await emitted(documentWith({ servers }))).get("transport.ts");
    expect(await transport({ url: "/api/v1/" })).toContain('return createTransport_(options, "/api/v1");');
    expect(await transport({ url: "/" })).toContain("return createTransport_(options);");
  });

  test("of the settings win, in their order", async () => {
    const servers = new Map([
      ["eu", { url: "https://eu.example.com" }],
      ["us", { url: "https://us.example.com", accounts: "https://accounts.example.com" }],
    ]);
    expect(await namesOf([{ url: "https://us.example.com" }], { servers })).toEqual(["eu", "us"]);
  });

  test("are chosen by name, and their variables are typed", { timeout }, async () => {
    const files = await emitted(
      documentWith({
        servers: [
          { url: "https://api.example.com", description: "Main" },
          {
            url: "https://{region}.example.com/{tenant}",
            description: "Regional",
            variables: {
              region: { enum: ["eu", "us"], default: "us", description: "*/ Where" },
              tenant: { default: "a" },
            },
          },
        ],
      }),
    );
    expect(
      faultsOf(
        files,
        'createClient({ server: "regional", serverVariables: { region: "eu", tenant: "b" } });',
        'createTransport({ server: "main" });',
        "export const url: string = servers.regional.url;",
        'createClient({ server: "other" });',
        'createClient({ server: "regional", serverVariables: { region: "asia" } });',
        'createClient({ server: "regional", serverVariables: { zone: "eu" } });',
      ),
    ).toEqual([
      expect.stringContaining('Type \'"other"\' is not assignable to type \'"main" | "regional" | undefined\''),
      expect.stringContaining('Type \'"asia"\' is not assignable to type \'"us" | "eu" | undefined\''),
      expect.stringContaining("'zone' does not exist"),
    ]);
  });

  test("with hostile names, addresses and variables are inert", { timeout }, async () => {
    const hostile = '"}; throw new Error("x"); /*`\u2028*/';
    const files = await emitted(
      documentWith({
        servers: [
          {
            url: `https://a.example.com/${hostile}/{${hostile.replaceAll(/[{}]/g, "")}}`,
            "x-name": hostile,
            description: hostile,
          },
          {
            url: "https://b.example.com/{__proto__}/{constructor}",
            "x-name": "__proto__",
            variables: JSON.parse(
              `{"__proto__": {"default": "x", "enum": ["x", ${JSON.stringify(hostile)}]}, "constructor": {"default": "y", "description": ${JSON.stringify(hostile)}}}`,
            ),
          },
        ],
      }),
    );
    expect(
      faultsOf(files, 'createClient({ server: "proto", serverVariables: { constructor: "a", ["__proto__"]: "x" } });'),
    ).toEqual([]);
    expect(typeCheck(files).filter((fault) => fault.startsWith("transport"))).toEqual([]);
  });
});

describe("parameters of the client", () => {
  const orgId = {
    name: "orgId",
    in: "query",
    required: true,
    schema: { type: "string" },
    description: "The organisation",
  };
  const document = documentWithOperation({
    parameters: [orgId, { name: "limit", in: "query", schema: { type: "integer" } }],
  });

  test("are options of the client, and optional arguments", { timeout }, async () => {
    const parameters = new Map([["orgId", { in: "header" as const, exclude: [] }]]);
    const files = await emitted(document, withClient({ parameters }));
    expect(files.get("operations/doThing.ts")).toMatch(
      /\* The organisation\s+\*\s+\* Default: the client's\.\s+\*\/\s+orgId\?: string \| undefined;/,
    );
    expect(files.get("operations/doThing.ts")).toContain('{ name: "orgId", in: "query", client: "required" }');
    expect(
      faultsOf(
        files,
        'await createClient({ orgId: "7" }).doThing();',
        'await createClient().doThing({ orgId: "7", limit: 1 });',
        'createTransport({ orgId: "7" });',
        "createTransport({ orgId: 7 });",
      ),
    ).toEqual([expect.stringContaining("Type 'number' is not assignable to type 'string'")]);
  });

  test("are required arguments without the setting", { timeout }, async () => {
    const faults = faultsOf(await emitted(document), "createClient().doThing({});", 'createClient({ orgId: "7" });');
    expect(faults).toEqual([
      expect.stringContaining("'orgId' is missing"),
      expect.stringContaining("'orgId' does not exist"),
    ]);
  });

  test("get another name where the client has an option of that name", { timeout }, async () => {
    const parameters = new Map([["fetch", { in: "query" as const, exclude: [] }]]);
    const files = await emitted(
      documentWithOperation({ parameters: [{ ...orgId, name: "fetch" }] }),
      withClient({ parameters }),
    );
    expect(faultsOf(files, 'await createClient({ fetch_: "7" }).doThing();')).toEqual([]);
  });

  test.each([
    [
      "that no operation declares",
      { orgID: { in: "query", exclude: [] } },
      'no operation declares the parameter "orgID"',
      '"orgId"',
    ],
    [
      "that excludes what is not there",
      { orgId: { in: "header", exclude: ["doThin"] } },
      '"orgId" excludes "doThin", which is not an operation',
      '"doThing"',
    ],
  ] as const)("%s are an error", async (_, parameters, message, near) => {
    const settings = {
      ...defaults,
      target: "source" as const,
      importExtension: "js" as const,
      ...withClient({ parameters: new Map(Object.entries(parameters)) }),
    };
    const { diagnostics, files } = await build(settings, { standardInput: JSON.stringify(document) });
    expect(files).toBeUndefined();
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ code: "settings", severity: "error", message, help: `did you mean ${near}?` }),
    );
  });
});
