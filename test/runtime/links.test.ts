import { describe, expect, expectTypeOf, test } from "vitest";
import { createTransport } from "../../generator/runtime/core/transport.ts";
import { createLinks, type Identifier, type LinkTemplate, type Portal } from "../../generator/runtime/links.ts";
import { type Operation, operation } from "../../generator/runtime/request/operation.ts";
import { serveEcho } from "./echo-server.ts";

const servers = { us: { url: "https://desk.zoho.com" }, eu: { url: "https://desk.zoho.eu/api/v1" } };
const templates: { readonly [name: string]: LinkTemplate } = {
  ticket: { url: "/agent/{portal}/{department}/tickets/details/{ticketId}", requires: ["orgId"] },
  classic: { url: "/support/{portal}/Home.do#Cases/dv/{ticketId}", members: { ticketId: "id" }, operations: ["list"] },
  shop: { url: "https://{shop}/admin/orders/{orderId}" },
};
interface Needs {
  ticket: "portal" | "department" | "ticketId" | "orgId";
  classic: "portal" | "ticketId";
  shop: "orderId";
}
type Given = Parameters<typeof createLinks>[2];
const linksWith = (given: Given) => createLinks<Needs, "portal" | "orgId">(templates, servers, given);
const links = linksWith({ portal: "northwind", orgId: "60001280952", server: "eu" });

describe("a builder", () => {
  test("fills in what it is given and what all links have, at the origin of the chosen server", () => {
    expect(links.ticket({ department: "support", ticketId: "1892000000975382" })).toBe(
      "https://desk.zoho.eu/agent/northwind/support/tickets/details/1892000000975382",
    );
    expect(linksWith({ portal: "northwind" }).classic({ ticketId: 7n })).toBe(
      "https://desk.zoho.com/support/northwind/Home.do#Cases/dv/7",
    );
    expect(links.classic({ portal: "contoso", ticketId: 7 })).toContain("/support/contoso/");
  });

  test("percent-encodes, so that an identifier stays in its place", () => {
    const link = links.ticket({ department: "a/../b?c#d&é", ticketId: "$&" });
    expect(link).toBe("https://desk.zoho.eu/agent/northwind/a%2F..%2Fb%3Fc%23d%26%C3%A9/tickets/details/%24%26");
    expect(new URL(link).href).toBe(link);
  });

  test.each<[identifier: string, what: string, given: Given, own: object, message: string]>([
    [
      "orgId",
      "missing",
      { portal: "p" },
      { department: "d", ticketId: 1 },
      'the link "ticket" needs "orgId", which is missing',
    ],
    ["portal", "empty", { portal: "", orgId: 1 }, { department: "d", ticketId: 1 }, 'needs "portal", which is empty'],
    ["ticketId", "missing", { portal: "p", orgId: 1 }, { department: "d" }, 'needs "ticketId", which is missing'],
    [
      "department",
      "dots",
      { portal: "p", orgId: 1 },
      { department: "..", ticketId: 1 },
      '"department" of the link "ticket" is dots',
    ],
    [
      "ticketId",
      "rounded",
      { portal: "p", orgId: 1 },
      { department: "d", ticketId: 2 ** 60 },
      '"ticketId" of the link "ticket" is a number that lost digits',
    ],
    [
      "ticketId",
      "an object",
      { portal: "p", orgId: 1 },
      { department: "d", ticketId: {} },
      '"ticketId" of the link "ticket" must be a string',
    ],
    [
      "ticketId",
      "half a character",
      { portal: "p", orgId: 1 },
      { department: "d", ticketId: "\ud800" },
      '"ticketId" of the link "ticket" is not Unicode text',
    ],
  ])("names %s where it is %s", (_, __, given, own, message) => {
    expect(() => linksWith(given).ticket(own as { department: string; ticketId: string })).toThrow(message);
  });

  test("takes a host from what is given to all links alone, and no more than a host", () => {
    const shop = (given: Given) => linksWith(given).shop({ orderId: 1, shop: "evil.example" } as { orderId: number });
    expect(shop({ shop: "a.example:8443" })).toBe("https://a.example:8443/admin/orders/1");
    expect(() => shop({})).toThrow('the link "shop" needs "shop"');
    for (const host of ["a.example/x", "me@evil.example", "a.example#", "a\\b", ".."])
      expect(() => shop({ shop: host })).toThrow('"shop" of the link "shop" is not a host');
  });

  test("needs a server that is there", () => {
    expect(() => linksWith({ server: "mars" })).toThrow('no server is called "mars": us, eu');
    expect(() => createLinks<Needs>(templates, {}, { portal: "p" }).classic({ portal: "p", ticketId: 1 })).toThrow(
      'the link "classic" needs a server',
    );
    const local = createLinks<Needs>(templates, {}, { baseUrl: "http://127.0.0.1:1/api" });
    expect(local.classic({ portal: "p", ticketId: 1 })).toBe("http://127.0.0.1:1/support/p/Home.do#Cases/dv/1");
  });

  test("is typed: what was given may be left out, all else may not", () => {
    expectTypeOf(links.classic).parameter(0).toEqualTypeOf<
      { readonly ticketId: Identifier } & {
        readonly portal?: Identifier | undefined;
        readonly ticketId?: Identifier | undefined;
      }
    >();
    // @ts-expect-error the department is missing
    expect(() => links.ticket({ ticketId: 1 })).toThrow('needs "department"');
    // @ts-expect-error a builder without identifiers
    expect(() => links.classic()).toThrow('needs "ticketId"');
  });
});

describe("records", () => {
  const url = "https://desk.zoho.eu/support/northwind/Home.do#Cases/dv/1";

  test("get their link as new objects: one, a list, an envelope", () => {
    const record = Object.freeze({ id: "1", subject: "Help" });
    const linked = links.enrich("classic", record);
    expectTypeOf(linked).toExtend<{ id: string; subject: string } & Portal>();
    expect(linked).toEqual({ id: "1", subject: "Help", portalUrl: url });
    expect(record).toEqual({ id: "1", subject: "Help" });
    expect(links.enrich("classic", [record])[0]?.portalUrl).toBe(url);
    const envelope = links.enrich("classic", { data: [record], count: 1 });
    expect(envelope).toEqual({ data: [{ ...record, portalUrl: url }], count: 1 });
    expect(links.enrich("classic", undefined)).toBeUndefined();
  });

  test("say themselves that there is nothing to link to", () => {
    expect(links.enrich("classic", { ticketId: null })).toEqual({ ticketId: null, portalUrl: null });
    expect(() => links.enrich("classic", { subject: "Help" })).toThrow('needs "ticketId", which is missing');
    expect(() => linksWith({}).enrich("classic", { id: "1" })).toThrow('needs "portal", which is missing');
  });

  test("hold identifiers under the link's names too, an id under its own; what is given wins", () => {
    expect(links.enrich("classic", { ticketId: "1" }).portalUrl).toBe(url);
    const { portalUrl } = links.enrich(
      "ticket",
      { id: "1", department: "sales", portal: "evil" },
      { department: "help" },
    );
    expect(portalUrl).toBe("https://desk.zoho.eu/agent/northwind/help/tickets/details/1");
  });

  test.each([
    ["https on the API's host", "https://desk.zoho.com/x", true],
    ["another host", "https://desk.zoho.com.evil.example/x", false],
    ["http", "http://desk.zoho.com/x", false],
    ["a user", "https://desk.zoho.com@evil.example/x", false],
    ["a user on the API's host", "https://me@desk.zoho.com/x", false],
    ["a script", "javascript:alert(1)", false],
    ["no address", "x", false],
    ["a host that was listed", "https://help.northwind.example/x", true],
  ])("an address of their own, %s", (_, webUrl, isTaken) => {
    const own = linksWith({ portal: "northwind", server: "eu", hosts: ["help.northwind.example"] });
    expect(own.enrich("classic", { id: "1", webUrl }).portalUrl).toBe(isTaken ? webUrl : url);
  });

  test("with names of prototypes keep them as their own", () => {
    const record = JSON.parse('{"id":"1","__proto__":{"portal":"evil"},"constructor":1}') as { id: string };
    const linked = links.enrich("classic", record);
    expect(Object.keys(linked)).toEqual(["id", "__proto__", "constructor", "portalUrl"]);
    expect(Object.getPrototypeOf(linked)).toBe(Object.prototype);
    expect(() => links.enrich("toString" as "classic", record)).toThrow('there is no link "toString"');
  });
});

describe("results", () => {
  const echo = serveEcho();
  const call = (name: string) => {
    const list: Operation<[], { data: { id: string }[] }, string> = operation({ name, method: "GET", path: "/x" });
    return list(createTransport({ baseUrl: echo.url }));
  };

  test("of an operation that has a link get it", async () => {
    echo.response = { headers: { "Content-Type": "application/json" }, body: '{"data":[{"id":"1"}]}' };
    const result = links.withLinks(await call("list"));
    expect(result.data?.data[0]?.portalUrl).toBe("https://desk.zoho.eu/support/northwind/Home.do#Cases/dv/1");
    expect(result.response.status).toBe(200);
    const other = await call("other");
    expect(() => links.withLinks(other)).toThrow("no link is for the responses of other");
  });

  test("are pages too, with their items", async () => {
    echo.response = { headers: { "Content-Type": "application/json" }, body: '{"data":[{"id":"1"}]}' };
    const { data, response } = await call("list");
    const page = links.withLinks({ items: data!.data, data: data!, response });
    const url = "https://desk.zoho.eu/support/northwind/Home.do#Cases/dv/1";
    expect(page.items[0]?.portalUrl).toBe(url);
    expect(page.data.data[0]?.portalUrl).toBe(url);
  });

  test("with an error or without a body come back as they are", async () => {
    for (const status of [204, 500]) {
      echo.response = { status, body: "" };
      const result = await call("list");
      expect(links.withLinks(result)).toBe(result);
    }
  });
});
