import { expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

const text = { type: "string" };
const names = ["theme", "zone", "since", "limit", "sid", "_csrf", "k", "device", "PHPSESSID", "remember_me"];
const prefs = { type: "object", properties: { dark: { type: "boolean" }, sid: text } };
const openapi = documentOf(
  {
    "/": {
      get: {
        parameters: [
          ...names.map((name) => ({ name, in: "cookie", schema: name === "limit" ? { type: "integer" } : text })),
          { name: "prefs", in: "cookie", explode: false, schema: prefs },
        ],
        responses: { 204: { description: "" } },
      },
    },
  },
  { components: { securitySchemes: { key: { type: "apiKey", in: "cookie", name: "k" } } } },
);

async function cookiesOf(cookie: string) {
  const mock = await serve(openapi);
  await fetch(mock.url, { headers: { cookie } });
  const [entry] = mock.requests;
  expect(entry?.headers["cookie"]).toBe("[redacted]");
  return entry?.arguments;
}

test("cookies that are no credentials stand in the journal", async () => {
  const sent = "theme=dark; zone=Europe/Berlin; since=2026-01-01T00:00:00Z; limit=5; prefs=dark,true; other=1";
  expect(await cookiesOf(sent)).toEqual({
    theme: "dark",
    zone: "Europe/Berlin",
    since: "2026-01-01T00:00:00Z",
    limit: 5,
    prefs: { dark: true },
  });
});

test.each([
  ["the name of a session", "sid=1", "sid"],
  ["a usual name", "PHPSESSID=1", "PHPSESSID"],
  ["a token of a form", "_csrf=1", "_csrf"],
  ["a login that is kept", "remember_me=1", "remember_me"],
  ["a key of the document", "k=1", "k"],
  ["a value that nobody can guess", "device=3f2a9c1e-77b0-4d55-9a51-0c8e", "device"],
  ["a member of such a name", "prefs=dark,true,sid,1", "prefs"],
])("%s hides the value", async (_, cookie, name) => {
  expect(await cookiesOf(cookie)).toEqual({ [name]: "[redacted]" });
});
