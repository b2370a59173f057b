import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test } from "vitest";
import { startIn, stopAll, workspaceWith } from "./running-mock.ts";

const document = `openapi: 3.0.3
info: { title: Things, version: "1" }
paths:
  /things:
    get:
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses: { "200": { description: "", content: { application/json: { schema: { type: array } } } } }
`;

afterEach(stopAll);

async function upstream(): Promise<string> {
  const api = createServer((_, response) => response.end("[]")).listen(0, "127.0.0.1");
  await new Promise((listening) => api.once("listening", listening));
  onTestFinished(() => void api.close());
  return `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
}

test("proxy sends requests on, says so, and writes nothing", async () => {
  const address = await upstream();
  const workspace = workspaceWith({ "things.yaml": document });
  const { printed, url, stop } = await startIn(workspace, "proxy", "things.yaml", address, "--no-recording");
  expect(printed.err).toContain(`Requests go to ${address}; nothing is recorded.\n`);
  expect((await fetch(`${url}/things?limit=x`)).status).toBe(200);
  await stop();
  expect(printed.err).toContain("  Query parameter limit must be integer\n");
  expect(existsSync(join(workspace.folder, "recordings"))).toBe(false);
});

test("proxy --upstream-proxy goes through it, and says so without the password", async () => {
  const workspace = workspaceWith({ "things.yaml": document });
  const args = ["proxy", "things.yaml", "http://api.example", "--upstream-proxy", "http://me:secret@127.0.0.1:1"];
  const { printed, url, stop } = await startIn(workspace, ...args);
  const response = await fetch(`${url}/things`);
  expect([response.status, await response.text()]).toEqual([502, expect.stringContaining("ECONNREFUSED 127.0.0.1:1")]);
  await stop();
  expect(printed.err).toMatch(
    /Requests go to http:\/\/api\.example\/? through http:\/\/[^ ]*127\.0\.0\.1:1\/?; nothing/,
  );
  expect(printed.out + printed.err).not.toContain("secret");
});

test("proxy --recording writes the exchanges down, --validate-request=false leaves requests alone", async () => {
  const address = await upstream();
  const workspace = workspaceWith({ "things.yaml": document });
  const args = ["proxy", "--validate-request=false", "things.yaml", address, "--errors", "--recording", "kept"];
  const { url, stop } = await startIn(workspace, ...args);
  const response = await fetch(`${url}/things?limit=x`);
  expect(response.headers.get("sl-violations")).not.toContain("limit");
  await stop();
  expect(existsSync(join(workspace.folder, "kept"))).toBe(true);
});

test.each([
  [["proxy", "things.yaml"], 'which begins with http:// or https://, is not "things.yaml"'],
  [["proxy"], "which begins with http:// or https://, is missing"],
  [
    ["proxy", "things.yaml", "http://127.0.0.1:1", "--no-recording", "--recording", "kept"],
    '"--recording" and "--no-recording" cannot be combined',
  ],
  [
    ["proxy", "things.yaml", "http://127.0.0.1:1", "--upstream-proxy", "proxy.example:3128"],
    '"--upstream-proxy" must be an http or https address',
  ],
  [
    ["mock", "things.yaml", "--replay", "--upstream-proxy", "http://127.0.0.1:1"],
    '"--upstream-proxy" and "--replay" cannot be combined',
  ],
  [["mock", "things.yaml", "--no-recording"], '"--no-recording" is for "--record" without "--recording"'],
])("%j is a usage error", async ([name = "", ...args], message) => {
  const { code, err } = await workspaceWith({ "things.yaml": document }).run(name, ...args);
  expect(code).toBe(2);
  expect(err).toContain(message);
});
