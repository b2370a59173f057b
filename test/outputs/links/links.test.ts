import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { build, defaultSettings, readSettings, type Settings } from "../../../generator/entry.ts";
import { answers, documentWith, emitted } from "../../emit/emitted.ts";
import { typeCheck } from "../../emit/type-check.ts";
import { payloads } from "../../hostile/document.ts";
import { expectInert } from "../../hostile/inert.ts";

const client = defaultSettings(["-"], undefined, import.meta.dirname).client;
const list = (schema: object) => ({ type: "object", properties: { data: { type: "array", items: schema } } });
const ticket = { $ref: "#/components/schemas/Ticket" };
const paths = {
  "/tickets": { get: { operationId: "listTickets", responses: answers(list(ticket)) } },
  "/ticket": { get: { operationId: "getTicket", responses: answers({ allOf: [ticket, { properties: { x: {} } }] }) } },
  "/agent": {
    get: { operationId: "getAgent", "x-web-url": "https://{host}/agents/{id}", responses: answers({ type: "object" }) },
  },
  "/other": { get: { operationId: "getOther", responses: answers({ type: "object", properties: { id: {} } }) } },
};
const Ticket = {
  type: "object",
  "x-web-url": "/t/{portal}/{ticketId}",
  required: ["id"],
  properties: { id: { type: "string" } },
};
const servers = [
  { url: "https://eu.example.com/api", description: "eu" },
  { url: "https://us.example.com/api", description: "us" },
];
const document = documentWith({ paths, schemas: { Ticket }, servers });

async function linksOf(settings: Partial<Settings> = {}, given: object = document) {
  const defaults = defaultSettings(["-"], "client", import.meta.dirname);
  const options = { standardInput: JSON.stringify(given) };
  const { model, diagnostics } = await build({ ...defaults, ...settings }, options);
  return { links: model?.links, diagnostics: diagnostics.map(({ message, help }) => [message, help]) };
}

describe("templates of the documents", () => {
  test("are links: of an operation under its name, of a schema for all that answer with it", async () => {
    const { links } = await linksOf();
    expect(links).toEqual([
      expect.objectContaining({
        name: "getAgent",
        hostIdentifiers: ["host"],
        identifiers: ["id"],
        operations: ["getAgent"],
      }),
      expect.objectContaining({
        name: "ticket",
        identifiers: ["portal", "ticketId"],
        operations: ["getTicket", "listTickets"],
      }),
    ]);
  });

  test.each([
    "javascript:alert(1)",
    "//evil.example/{id}",
    "https://me@evil.example/",
    "/a b",
    "x",
    "",
    1,
    "/{server}",
    "/{}",
  ])("that are no address are none: %j", async (url) => {
    const bad = documentWith({ paths: { "/agent": { get: { ...paths["/agent"].get, "x-web-url": url } } }, servers });
    expect((await linksOf({}, bad)).links).toEqual([]);
  });

  test("have no module where there are none", async () => {
    const files = await emitted(documentWith({ paths: { "/other": paths["/other"] } }), { target: "package" });
    expect([...files.keys()].filter((path) => /links/.test(path) && !/link-header/.test(path))).toEqual([]);
    expect(files.get("package.json")).not.toContain("links");
  });
});

describe("templates of the settings", () => {
  const folder = mkdtempSync(join(tmpdir(), "links-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function settingsWith(links: object) {
    const file = join(folder, "twinspec.yaml");
    writeFileSync(file, JSON.stringify({ client: { links } }));
    const { settings, diagnostics } = readSettings(file, folder);
    return { links: settings?.client.links, messages: diagnostics.all.map(({ message }) => message) };
  }

  test("come first, and take their operations from those of the documents", async () => {
    const { links: settings } = settingsWith({
      ticket: {
        url: "/own/{ticketId}",
        requires: ["orgId"],
        members: { ticketId: "key" },
        operations: ["GET /tickets"],
      },
      plain: "/plain",
    });
    const { links } = await linksOf({ client: { ...client, links: settings! } });
    expect(links?.map(({ name, operations, identifiers }) => [name, operations, identifiers])).toEqual([
      ["ticket", ["listTickets"], ["orgId", "ticketId"]],
      ["plain", [], []],
      ["getAgent", ["getAgent"], ["id"]],
      ["ticket_", ["getTicket"], ["portal", "ticketId"]],
    ]);
    expect(links?.[0]?.members).toEqual({ ticketId: "key" });
  });

  test.each([
    [
      "an operation that is not there",
      { a: { url: "/x", operations: ["listTicket"] } },
      'client.links.a: there is no operation "listTicket"',
    ],
    [
      "an identifier called as an option",
      { a: { url: "/{server}" } },
      'client.links.a: an identifier cannot be called "server", which is an option',
    ],
  ])("are checked against the documents: %s", async (_, links, message) => {
    const { links: settings } = settingsWith(links);
    const { diagnostics } = await linksOf({ client: { ...client, links: settings! } });
    expect(diagnostics.map(([text]) => text)).toEqual([message]);
  });

  test.each<[object]>([
    [{ a: "javascript:alert(1)" }],
    [{ a: "//evil.example" }],
    [{ withLinks: "/x" }],
    [{ a: { url: "/x", x: 1 } }],
    [{ a: 1 }],
  ])("are refused where they are none: %j", (links) => {
    expect(settingsWith(links).messages.length).toBeGreaterThan(0);
  });
});

const consumer = `
import { createClient } from "./client.js";
import { createLinks } from "./links.js";
const links = createLinks({ portal: "p", host: "a.example", server: "us" });
links.ticket({ ticketId: "1" }) satisfies string;
links.getAgent({ id: 1n }) satisfies string;
createLinks({}).ticket({ ticketId: 1, portal: "p" });
const api = createClient();
const { data } = links.withLinks(await api.listTickets());
data?.data?.[0]?.id satisfies string | undefined;
data?.data?.[0]?.portalUrl satisfies string | null | undefined;
links.enrich("ticket", { id: "1" }).portalUrl satisfies string | null;
// @ts-expect-error the ticket is missing
links.ticket();
// @ts-expect-error the portal is missing
createLinks({}).ticket({ ticketId: "1" });
// @ts-expect-error the portal may be missing
createLinks({ portal: undefined as string | undefined, host: "a.example" }).ticket({ ticketId: "1" });
// @ts-expect-error a host comes from createLinks alone
links.getAgent({ id: "1", host: "evil.example" });
// @ts-expect-error no identifier is called portl
createLinks({ portl: "p" });
// @ts-expect-error no server is called mars
createLinks({ server: "mars" });
// @ts-expect-error no link is called tickt
links.enrich("tickt", {});
`;

test("the module is typed, in sources and in a package", async () => {
  for (const target of ["source", "package"] as const) {
    const files = await emitted(document, { target });
    const folder = target === "package" ? "esm/" : "";
    const types = new Map([...files].filter(([path]) => path.endsWith(target === "package" ? ".d.ts" : ".ts")));
    expect(typeCheck(types, { [`${folder}consumer.ts`]: consumer })).toEqual([]);
    if (target === "source") expect(typeCheck(types)).toEqual([]);
    else expect(files.get("package.json")).toContain('"./links"');
  }
});

/** A document whose templates hold a text wherever a template can. */
function hostileDocument(texts: readonly string[]): object {
  const inert = texts.map((text) => text.replace(/\s/g, ""));
  const get = (index: number, more: object) => ({ get: { operationId: texts[index], ...more } });
  return documentWith({
    paths: Object.fromEntries(
      texts.flatMap((text, index) => [
        [
          `/a${index}`,
          get(index, { "x-web-url": `/a/{${inert[index]}}/${inert[index]}`, responses: answers({ type: "object" }) }),
        ],
        [
          `/b${index}`,
          get(index, { responses: answers(list({ type: "object", "x-web-url": `https://{${inert[index]}}/` })) }),
        ],
        [`/c${index}`, get(index, { responses: answers({ type: "object", "x-web-url": text }) })],
      ]),
    ),
    schemas: { A: { type: "object", "x-web-url": texts[0] } },
    servers,
  });
}

const sources = { ...defaultSettings(["-"], undefined, import.meta.dirname), target: "source" as const };

test.each(payloads)("a template with %s is inert", async (_, text) => {
  expectInert(await build(sources, { standardInput: JSON.stringify(hostileDocument([text])) }));
});

test("templates with hostile texts are code that compiles", async () => {
  const document = hostileDocument(payloads.map(([, text]) => text));
  const { files, model } = await build(sources, { standardInput: JSON.stringify(document) });
  expect(model!.links.length).toBeGreaterThan(payloads.length / 2);
  expect(typeCheck(files!)).toEqual([]);
});
