import { expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

test("JSON on the path of an OAuth endpoint is for the operation that is described there, a form is not", async () => {
  const flow = { tokenUrl: "https://api.example.com/token", scopes: {} };
  const body = { content: { "application/json": { schema: { type: "object" } } } };
  const made = { 200: { description: "", content: { "application/json": { example: { session: "s" } } } } };
  const mock = await serve(
    documentOf(
      { "/token": { post: { requestBody: body, responses: made } } },
      { components: { securitySchemes: { oauth: { type: "oauth2", flows: { clientCredentials: flow } } } } },
    ),
  );
  const post = async (type: string, text: string) => {
    const response = await fetch(`${mock.url}/token`, {
      method: "POST",
      headers: { "content-type": type },
      body: text,
    });
    return [response.status, (await response.json()) as Record<string, unknown>] as const;
  };
  expect(await post("application/json; charset=utf-8", "{}")).toEqual([200, { session: "s" }]);
  const form = "grant_type=client_credentials&client_id=me&client_secret=s";
  expect(await post("application/x-www-form-urlencoded", form)).toMatchObject([200, { token_type: "Bearer" }]);
});
