import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { diff, type Finding, readSettings, type Version } from "../../generator/entry.ts";

const root = mkdtempSync(join(tmpdir(), "twinspec-diff-settings-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const document = {
  openapi: "3.1.0",
  info: { title: "Desk", version: "1" },
  security: [{ oauth: ["tickets.read"] }],
  paths: {
    "/tickets": {
      get: {
        operationId: "listTickets",
        parameters: [{ name: "orgId", in: "query", schema: { type: "string" } }],
        responses: {
          "200": {
            description: "OK",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Ticket" } } },
          },
        },
      },
    },
  },
  components: {
    schemas: { Ticket: { type: "object", properties: { number: { type: "integer", format: "int64" } } } },
    securitySchemes: {
      oauth: {
        type: "oauth2",
        flows: {
          clientCredentials: { tokenUrl: "https://desk.example/token", scopes: { "tickets.read": "Read" } },
        },
      },
    },
  },
};

/** A folder with a document, and settings and a lock as they are given. */
function version(name: string, files: { readonly [name: string]: string }): Version {
  const folder = join(root, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "openapi.json"), JSON.stringify(document));
  for (const [file, text] of Object.entries({ "twinspec.yaml": "{}", ...files }))
    writeFileSync(join(folder, file), text);
  const { settings } = readSettings(join(folder, "twinspec.yaml"), folder);
  return { settings: settings!, options: {}, shown: (file) => file };
}

async function findingsOf(old: { [name: string]: string }, now: { [name: string]: string }): Promise<string[]> {
  const { findings = [] } = await diff(version("old", old), version("new", now));
  return findings.map(({ level, kind, operation = "-", path }: Finding) => `${level} ${kind} ${operation} ${path}`);
}

const lock = (operation: string) =>
  `version: 1\noperations:\n  "GET /tickets": { ${operation}, "registrations": ["openapi#listTickets"] }\n`;

test.each([
  ["nothing where settings and lock are equal", {}, {}, []],
  [
    "another name that the settings give",
    {},
    { "twinspec.yaml": "names: { listTickets: getTickets }" },
    ["additive alias-added listTickets operation", "patch deprecated listTickets operation"],
  ],
  [
    "a name in a lock of the new version that does not know the old one",
    { "twinspec.lock.yaml": lock('"name": "listTickets"') },
    { "twinspec.lock.yaml": lock('"name": "getTickets"') },
    ["breaking name-changed listTickets operation"],
  ],
  [
    "a further name that is gone",
    { "twinspec.lock.yaml": lock('"name": "listTickets", "aliases": ["allTickets"]') },
    { "twinspec.lock.yaml": lock('"name": "listTickets"') },
    ["breaking alias-removed listTickets operation"],
  ],
  [
    "a further name that comes",
    { "twinspec.lock.yaml": lock('"name": "listTickets"') },
    { "twinspec.lock.yaml": lock('"name": "listTickets", "aliases": ["allTickets"]') },
    ["additive alias-added listTickets operation"],
  ],
  [
    "a scope that no longer includes another",
    { "twinspec.yaml": "scopes: { implies: { tickets.all: [tickets.*] } }" },
    {},
    ["breaking implication-removed listTickets scopes"],
  ],
  [
    "long integers in another form",
    {},
    { "twinspec.yaml": "client: { int64: number }" },
    ["breaking type-changed listTickets data.number"],
  ],
  [
    "an option of the client that is gone",
    { "twinspec.yaml": "client: { parameters: { orgId: { in: query } } }" },
    {},
    ["breaking option-removed - client.orgId"],
  ],
] as const)("%s", async (_, old, now, found) => {
  expect(await findingsOf(old, now)).toEqual(found);
});

test("the lock of the old version names the new one, where documents have other names", async () => {
  const files = { "twinspec.lock.yaml": lock('"name": "allTickets"') };
  const old = version("old", files);
  const now = version("new", {});
  const { findings, level } = await diff(old, now);
  expect(findings).toEqual([]);
  expect(level).toBe("none");
});
