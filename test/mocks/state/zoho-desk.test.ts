import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Mock, startMock } from "../../../mocks/index.ts";
import { type Read, type Send, sender } from "./serve-state.ts";

let mock: Mock;
let send: Send;

beforeAll(async () => {
  mock = await startMock({ spec: "spec/zoho-desk", stateful: true, seed: 1, errors: true });
  const scopes = ["Desk.tickets.ALL", "Desk.contacts.ALL", "Desk.basic.READ", "Desk.settings.READ"];
  const { accessToken } = await mock.issueToken({ scopes, organization: "60001280952" });
  const raw = sender(`${mock.url}/api/v1`);
  send = (method, path, body, headers) =>
    raw(method, `${path}${path.includes("?") ? "&" : "?"}orgId=60001280952`, body, {
      authorization: `Zoho-oauthtoken ${accessToken}`,
      ...headers,
    });
});

afterAll(() => mock.close());

beforeEach(() => mock.reset());

const parcel = "1892000000975382";
const input = { subject: "Lost", departmentId: "1892000000006907", contactId: "1892000000042032", priority: "High" };

function data({ body }: Read): { readonly [name: string]: unknown }[] {
  return (body as { data: { [name: string]: unknown }[] }).data;
}

test("tickets are created, read, changed and listed, each response as the documents say", async () => {
  const created = await send("POST", "/tickets", input);
  expect([created.status, created.violations]).toEqual([200, null]);
  expect(created.body).toMatchObject({
    ...input,
    id: "1892000000975383",
    createdTime: expect.stringMatching(/^2026-/),
  });
  expect((created.body as { webUrl: string }).webUrl).toMatch(/\/1892000000975383$/);
  expect((await send("PATCH", "/tickets/1892000000975383", { status: "Closed" })).body).toMatchObject({
    status: "Closed",
  });
  expect((await send("GET", "/tickets/1892000000975383")).body).toMatchObject({ ...input, status: "Closed" });
  expect(data(await send("GET", "/tickets?status=Closed")).map(({ id }) => id)).toEqual(["1892000000975383"]);
  expect(data(await send("GET", "/tickets?sortBy=-createdTime&limit=1"))[0]).toMatchObject({ id: "1892000000975383" });
});

test("the example of a request finds a ticket, and an unknown one is missed in the vendor's words", async () => {
  expect((await send("GET", "/tickets/1892000000974012")).body).toMatchObject({ id: "1892000000974012" });
  const missing = await send("GET", "/tickets/1892000000000001");
  expect([missing.status, missing.body]).toEqual([404, expect.objectContaining({ errorCode: "URL_NOT_FOUND" })]);
});

test("lists page by from and limit, and one without tickets is 204", async () => {
  for (const subject of ["1", "2", "3"]) await send("POST", "/tickets", { ...input, subject });
  const subjects = async (query: string) => data(await send("GET", `/tickets?${query}`)).map(({ subject }) => subject);
  expect(await subjects("from=2&limit=2")).toEqual(["1", "2"]);
  expect(await subjects("from=4&limit=2")).toEqual(["3"]);
  expect((await send("GET", "/tickets?from=5")).status).toBe(204);
  expect((await send("GET", "/tickets?status=None")).status).toBe(204);
});

test("comments belong to their ticket, whatever its variable is called", async () => {
  const comment = await send("POST", `/tickets/${parcel}/comments`, { content: "On its way" });
  expect([comment.status, comment.violations]).toEqual([200, null]);
  expect(comment.body).toMatchObject({ content: "On its way", contentType: "html", isPublic: false });
  expect(data(await send("GET", `/tickets/${parcel}/comments`)).map(({ content }) => content)).toEqual([
    "<div>Another one leaves today.</div>",
    "On its way",
  ]);
  const { body } = await send("POST", "/tickets", input);
  const { id } = body as { id: string };
  expect((await send("GET", `/tickets/${id}/comments`)).status).toBe(204);
  expect((await send("POST", "/tickets/12/comments", { content: "?" })).status).toBe(404);
});

test("a file becomes an attachment with its name and size", async () => {
  const form = new FormData();
  form.append("file", new File(["twelve bytes"], "label.txt", { type: "text/plain" }));
  const [{ accessToken } = { accessToken: "" }] = await mock.tokens();
  const authorization = `Zoho-oauthtoken ${accessToken}`;
  const target = `/tickets/${parcel}/attachments?orgId=60001280952`;
  const response = await fetch(`${mock.url}/api/v1${target}`, {
    method: "POST",
    body: form,
    headers: { authorization },
  });
  expect([response.status, response.headers.get("sl-violations")]).toEqual([200, null]);
  expect(await response.json()).toMatchObject({ name: "label.txt", size: "12", isPublic: expect.any(Boolean) });
  expect(data(await send("GET", `/tickets/${parcel}/attachments`)).map(({ name }) => name)).toEqual([
    "torn-box.jpg",
    "label.txt",
  ]);
});

test("a body that is wrong, and a token that lacks the scope, change nothing", async () => {
  expect((await send("POST", "/tickets", { subject: "" })).status).toBe(422);
  const { accessToken } = await mock.issueToken({ scopes: ["Desk.basic.READ"], organization: "60001280952" });
  const authorization = `Zoho-oauthtoken ${accessToken}`;
  expect((await send("POST", "/tickets", input, { authorization })).status).toBe(403);
  expect(data(await send("GET", "/tickets"))).toHaveLength(2);
});

test("what is not a collection is left to the documents", async () => {
  const scopes = ["Desk.contacts.UPDATE", "Desk.contacts.READ"];
  const { accessToken } = await mock.issueToken({ scopes, organization: "60001280952" });
  const authorization = `Zoho-oauthtoken ${accessToken}`;
  const followers = await send("GET", "/contacts/1892000000042032/followers", undefined, { authorization });
  expect(followers.status).toBe(200);
});
