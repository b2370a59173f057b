import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Mock, startMock } from "../../mocks/index.ts";
import { chromium, chromiumFlags, chromiumMissing } from "./chromium.ts";

const spec = fileURLToPath(new URL("../../docs/examples/petstore.yaml", import.meta.url));

let browser: Browser;
let mock: Mock;
let listed: Server;
let foreign: Server;

/** An origin of its own. */
async function servePage(): Promise<Server> {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>A page</title>");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

const originOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  if (chromium === undefined) return;
  [listed, foreign] = [await servePage(), await servePage()];
  mock = await startMock({ spec, auth: "strict", control: { token: "secret", origins: [originOf(listed)] } });
  browser = await playwright.launch({ executablePath: chromium, args: [...chromiumFlags] });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await mock?.close();
  listed?.close();
  foreign?.close();
});

/** What a page does, as a program of its own: it scripts, breaks, issues, waits and reads. */
const program = `(async () => {
  const mock = ${"$MOCK"};
  const control = async (method, path, body) => {
    const response = await fetch(mock + "/__twinspec" + path, {
      method,
      headers: { authorization: "Bearer secret", ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return text === "" ? undefined : JSON.parse(text);
  };
  await control("POST", "/responses", { operation: "getPet", when: { petId: "17" }, status: 404, body: { title: "Gone" } });
  await control("POST", "/faults", { operation: "listPets", fault: "status=503", times: 1 });
  const { accessToken } = await control("POST", "/tokens", { scopes: ["pets:read", "pets:write"] });
  const waiting = control("GET", "/requests/wait?count=3&method=GET");
  for (const path of ["/pets/17", "/pets", "/pets"])
    await fetch(mock + path, { headers: { authorization: "Bearer " + accessToken } });
  const { requests } = await waiting;
  await control("DELETE", "/requests");
  return requests.map(({ url, status, faults }) => [url, status, faults]);
})()`;

test.skipIf(chromium === undefined)(
  `a page of a listed origin controls a mock${chromiumMissing}`,
  { timeout: 60_000 },
  async () => {
    const page = await browser.newPage();
    await page.goto(originOf(listed));
    expect(await page.evaluate(program.replace("$MOCK", JSON.stringify(mock.url)))).toEqual([
      ["/pets/17", 404, []],
      ["/pets", 503, ["status"]],
      ["/pets", 200, []],
    ]);
    expect(mock.requests).toEqual([]);
  },
);

test.skipIf(chromium === undefined)(
  `a page of any other origin does not, whatever it sends${chromiumMissing}`,
  { timeout: 60_000 },
  async () => {
    const page = await browser.newPage();
    await page.goto(originOf(foreign));
    const attempts = `(async () => {
      const url = ${JSON.stringify(mock.url)} + "/__twinspec";
      const headers = { authorization: "Bearer secret" };
      const outcome = (sent) => sent.then(({ type, status }) => type + " " + status, ({ name }) => name);
      return {
        read: await outcome(fetch(url + "/health", { headers })),
        // No preflight comes before a text.
        simple: await outcome(fetch(url + "/reset", { method: "POST", mode: "no-cors", body: "{}" })),
        json: await outcome(fetch(url + "/reset", { method: "POST", headers, body: "{}" })),
      };
    })()`;
    await mock.issueToken({ scopes: [] });
    await fetch(`${mock.url}/pets`);
    expect(await page.evaluate(attempts)).toEqual({ read: "TypeError", simple: "opaque 0", json: "TypeError" });
    expect(mock.requests).toHaveLength(1);
  },
);
