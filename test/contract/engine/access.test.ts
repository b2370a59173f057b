import { describe, expect, test } from "vitest";
import type { Credentials } from "../../../mocks/contract/options.ts";
import type { RuleName } from "../../../mocks/contract/rules.ts";
import { type Answer, type Asked, documentOf, empty, json, runAgainst } from "./thing-server.ts";

const schema = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
const flows = { clientCredentials: { tokenUrl: "/token", scopes: { read: "", write: "", other: "" } } };
const document = documentOf(
  {
    "GET /things": {
      operationId: "listThings",
      security: [{ oauth: ["read"] }, { oauth: ["write"] }],
      responses: { "200": json({ type: "array", items: schema }), "401": empty, "403": empty },
    },
    "GET /things/{thingId}": {
      operationId: "getThing",
      security: [{ oauth: ["read"] }],
      parameters: [{ name: "thingId", in: "path", required: true, schema: { type: "string" } }],
      responses: { "200": json(schema), "401": empty, "403": empty, "404": empty },
    },
  },
  { components: { securitySchemes: { oauth: { type: "oauth2", flows } } } },
);
const ofTenants = { ...document, info: { title: "Things", version: "1", description: "Things belong to a tenant." } };

/** Tokens say what they are: `token:tenant:scopes`, and `old` in front where they have expired. */
const credentials: Credentials = async ({ scopes }, holder) => {
  const granted =
    holder.kind === "with-scopes"
      ? holder.scopes
      : holder.kind === "without-scope"
        ? scopes.filter((scope) => scope !== holder.scope)
        : scopes;
  const tenant = holder.kind === "other-tenant" ? "south" : "north";
  const token = `${holder.kind === "expired" ? "old" : "token"}:${tenant}:${granted.join("+")}`;
  return { headers: [["authorization", `Bearer ${token}`]], secrets: new Map([[token, "THING_TOKEN"]]) };
};

interface Guard {
  readonly knows: (kind: string | undefined) => boolean;
  readonly covers: (scopes: readonly string[], path: string) => boolean;
  readonly tenant: (tenant: string | undefined) => string;
}

const right: Guard = {
  knows: (kind) => kind === "token",
  covers: (scopes, path) => scopes.includes("read") || (path === "/things" && scopes.includes("write")),
  tenant: (tenant = "") => tenant,
};

const anonymous: Guard["covers"] = (scopes, path) => scopes[0] === "nobody" || right.covers(scopes, path);
const turned: Guard["covers"] = (scopes, path) => scopes[0] === "nekot" || right.covers(scopes, path);

const server =
  (wrong: Partial<Guard>) =>
  ({ path, headers }: Asked): Answer => {
    const { knows, covers, tenant } = { ...right, ...wrong };
    const [kind, whose, granted = ""] = (headers.authorization ?? "Bearer nobody:north:nobody")
      .replace(/^Bearer /, "")
      .split(":");
    if (!knows(kind)) return { status: 401 };
    if (!covers(granted.split("+"), path)) return { status: 403 };
    const own = ["1", "2", "3"].map((id) => ({ id: `${tenant(whose)}-${id}` }));
    const [, , id] = path.split("/");
    if (id === undefined) return { body: own };
    const found = own.find((one) => one.id === id);
    return found ? { body: found } : { status: 404 };
  };

describe("access", () => {
  test("that is as it should be is no finding", async () => {
    expect((await runAgainst(ofTenants, server({}), { credentials })).findings).toEqual([]);
  });

  test.each<[wrong: string, rule: RuleName, how: Partial<Guard>]>([
    [
      "without a token",
      "access-without-credentials",
      { knows: (kind) => /^(?:token|nobody)$/.test(kind ?? ""), covers: anonymous },
    ],
    [
      "with a token that nobody issued",
      "access-without-credentials",
      { knows: (kind) => !["nobody", "old"].includes(kind ?? ""), covers: turned },
    ],
    ["with a token that has expired", "access-expired", { knows: (kind) => kind === "token" || kind === "old" }],
    ["without the scope", "scope-not-enforced", { covers: () => true }],
    ["with another scope", "scope-not-enforced", { covers: (scopes) => !scopes.includes("") }],
    ["not with the second alternative", "access-refused", { covers: (scopes) => scopes.includes("read") }],
    ["to what is another organisation's", "other-tenant", { tenant: () => "north" }],
  ])("%s: %s", async (_, rule, wrong) => {
    const { findings } = await runAgainst(ofTenants, server(wrong), { credentials });
    expect(new Set(findings.map((finding) => finding.rule))).toEqual(new Set([rule]));
    expect(JSON.stringify(findings)).not.toContain("token:north");
  });

  test.each([[[{ key: [] }, { oauth: ["read"] }]], [[{ oauth: ["read"] }, { key: [] }]]])(
    "is tested for the scopes of each alternative, and a key is none of them: %j",
    async (security) => {
      const either = documentOf(
        { "GET /sizes": { operationId: "sizes", security, responses: { "200": empty, "401": empty, "403": empty } } },
        {
          components: {
            securitySchemes: { oauth: { type: "oauth2", flows }, key: { type: "apiKey", in: "header", name: "x-key" } },
          },
        },
      );
      const both: Credentials = async (needed, holder) => {
        if (needed.scheme["type"] !== "apiKey") return credentials(needed, holder);
        return holder.kind === "valid"
          ? { headers: [["x-key", "sesame"]], secrets: new Map([["sesame", "KEY"]]) }
          : undefined;
      };
      const sizes =
        (enforces: boolean) =>
        ({ headers }: Asked): Answer => {
          if (headers["x-key"] !== undefined) return { status: headers["x-key"] === "sesame" ? 200 : 401 };
          const [kind, , granted = ""] = headers.authorization?.replace(/^Bearer /, "").split(":") ?? [];
          if (kind !== "token") return { status: 401 };
          return { status: enforces && !granted.split("+").includes("read") ? 403 : 200 };
        };
      expect((await runAgainst(either, sizes(true), { credentials: both })).findings).toEqual([]);
      const { findings } = await runAgainst(either, sizes(false), { credentials: both });
      expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(["scope-not-enforced"]));
      expect(findings.map(({ message }) => message)).toContain(
        "The operation is carried out with all scopes but those that it needs, by a token of write, other.",
      );
    },
  );

  test("to what the documents do not say belongs to anybody is nobody's fault", async () => {
    const { findings } = await runAgainst(document, server({ tenant: () => "north" }), { credentials });
    expect(findings).toEqual([]);
  });

  test("is not tested with credentials that cannot be had, and that is said", async () => {
    const valid: Credentials = async (needed, holder) =>
      holder.kind === "valid" ? credentials(needed, holder) : undefined;
    const { findings, events } = await runAgainst(document, server({}), { credentials: valid });
    expect(findings).toEqual([]);
    const skipped = events.flatMap((event) => (event.kind === "operation" ? event.skipped : []));
    expect(skipped.map(({ label }) => label)).toContain("with expired credentials");
  });
});
