import { expect, test } from "vitest";
import type { JsonObject } from "../../generator/document/json.ts";
import { emptyLock, formatLock, type Lock } from "../../generator/names/lock/lock.ts";
import { parseLock } from "../../generator/names/lock/parse-lock.ts";
import { nameServers } from "../../generator/names/servers.ts";

function named(servers: readonly JsonObject[], lock: Lock = emptyLock, prune = false) {
  const result = nameServers(servers, { lock, prune });
  const read = parseLock(formatLock(result.lock), "twinspec.lock.yaml");
  expect(read).toEqual({ lock: result.lock, diagnostics: [] });
  return { ...result, names: Object.fromEntries(result.names) };
}

const at = (host: string, description?: string): JsonObject => {
  return { url: `https://${host}.example`, ...(description !== undefined && { description }) };
};

test.each<[string, JsonObject, string]>([
  ["the name of OpenAPI 3.2", { name: "EU", description: "Europe", url: "https://a.example" }, "eu"],
  ["a short description", at("a", "Production server"), "productionServer"],
  ["the host where the description is long", at("www.a", "The server that you want to use."), "aExample"],
  ["no member of all objects", at("a", "constructor"), "constructor_"],
])("a server is named by %s", (_, server, want) => {
  expect(Object.values(named([server]).names)).toEqual([want]);
});

test("a server without an absolute URL has no name", () => {
  expect(named([{ url: "/v1" }, { url: "{host}/v1", variables: { host: { default: "/x" } } }]).names).toEqual({});
});

test.each(["{Endpoint}/bing/v7.0", "{scheme}://{host}/v1", "{scheme}{rest}", "{base URL}"])(
  "a server whose URL begins with a variable is one in the lock: %s",
  (url) => {
    const variables = {
      Endpoint: { default: "https://a.example" },
      "base URL": { default: "https://a.example" },
      scheme: { default: "https" },
      host: { default: "a.example" },
      rest: { default: "://a.example" },
    };
    const servers = [at("b"), { url, variables, description: "" }];
    const { lock, names } = named(servers);
    expect(Object.keys(names).sort()).toEqual(["https://b.example", url].sort());
    expect(named(servers, lock).names).toEqual(names);
  },
);

test("a name stays with its URL, whatever the description becomes, and whoever wants the name", () => {
  const { lock } = named([at("eu", "Europe"), at("us")]);
  const { names } = named([at("eu", "Europe (Frankfurt)"), at("us", "Europe"), at("in", "usExample")], lock);
  expect(names).toEqual({
    "https://eu.example": "europe",
    "https://us.example": "usExample",
    "https://in.example": "inExample",
  });
});

test("descriptions that are exchanged exchange no names", () => {
  const { lock } = named([at("a", "Production"), at("b", "Staging")]);
  expect(named([at("a", "Staging"), at("b", "Production")], lock).names).toEqual({
    "https://a.example": "production",
    "https://b.example": "staging",
  });
});

test("servers that come to want one name leave it to the one that has it", () => {
  const { lock } = named([at("a", "Production")]);
  const { names } = named([at("b", "Production"), at("a", "Production")], lock);
  expect(names).toEqual({ "https://a.example": "production", "https://b.example": "httpsBExample" });
});

test("a new URL takes the name of one that is gone where it wants it, and says so", () => {
  const { lock } = named([at("v1", "Production"), at("s", "Staging")]);
  const moved = named([at("v2", "Production"), at("s", "Staging")], lock);
  expect(moved.names).toEqual({ "https://v2.example": "production", "https://s.example": "staging" });
  expect(moved.diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    "name-moved: https://v1.example is now https://v2.example and keeps the name production",
  ]);
});

test("a server that is gone is a warning, and keeps its name for when it comes back, until --prune", () => {
  const { lock } = named([at("a", "Production"), at("b", "Staging")]);
  const gone = named([at("a", "Production")], lock);
  expect(gone.diagnostics).toMatchObject([
    { code: "name-removed", severity: "warning", message: expect.stringContaining("https://b.example was removed") },
  ]);
  expect(named([at("a"), at("b", "Test")], gone.lock).names).toMatchObject({ "https://b.example": "staging" });
  expect(named([at("a")], gone.lock).diagnostics).toEqual([]);
  const pruned = named([at("a")], gone.lock, true);
  expect(named([at("a"), at("b", "Test")], pruned.lock).names).toMatchObject({ "https://b.example": "test" });
});
