import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { buildPage } from "../mocks/inspector/built-page.ts";
import { chromium, chromiumFlags, chromiumMissing } from "./chromium.ts";
import { hostileDocument, hostileTexts } from "./hostile-document.ts";
import { openInspector, request } from "./inspector-steps.ts";

const folder = vi.hoisted(() => ({ path: "" }));

vi.mock("../../mocks/inspector/serve/page-folder.ts", () => ({ pageFolder: () => folder.path }));

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

let browser: Browser;

beforeAll(async () => {
  if (chromium === undefined) return;
  folder.path = await buildPage("browser");
  browser = await playwright.launch({ executablePath: chromium, args: [...chromiumFlags] });
}, 120_000);
afterAll(() => browser?.close());

const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** What axe-core finds in the page as it is, by rule and element. */
async function findings(page: Page): Promise<string[]> {
  // By the debugger's protocol: the page's own policy lets nothing in.
  await page.evaluate(readFileSync(axe, "utf8"));
  const found = (await page.evaluate("axe.run()")) as {
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
    readonly passes: readonly unknown[];
  };
  expect(found.passes.length).toBeGreaterThan(10);
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

describe.skipIf(chromium === undefined)(`the inspector in Chromium${chromiumMissing}`, { timeout: 120_000 }, () => {
  test("says what to do where there is nothing yet, and shows a request as soon as it comes", async () => {
    const { mock, page } = await openInspector(browser);
    await page.getByText("No requests yet").waitFor();
    await page.getByText(`curl -i ${mock.url}/`).waitFor();
    await page.getByRole("status").filter({ hasText: "Live" }).waitFor();
    await request(mock, "/pets?limit=1000");
    await page.getByRole("link", { name: "/pets?limit=1000" }).click();
    const shown = region(page, "Request");
    await shown.getByText("The request breaks the document.").waitFor();
    await shown.getByText("request › query › limit").waitFor();
    await shown.getByText('"limit": 1000').waitFor();
    await request(mock, "/pets/1", []);
    await page.getByRole("link", { name: "/pets/1" }).click();
    await shown.getByText("The request has no access.").waitFor();
    await shown.getByTitle("pets:read, missing").waitFor();
    await shown.getByText("INSUFFICIENT_SCOPE").first().waitFor();
    await request(mock, "/pots");
    await page.getByRole("link", { name: "/pots" }).click();
    await shown.getByText("It may have meant:").waitFor();
    await page
      .getByRole("status")
      .filter({ hasText: /GET \/pots, 404|new requests/ })
      .waitFor({ state: "attached" });
  });

  test("shows no request that another program had forgotten, and what comes after", async () => {
    const { mock, page } = await openInspector(browser, { hash: "#/requests/1" });
    await request(mock, "/pets/1");
    await region(page, "Request").getByRole("heading", { name: "/pets/1" }).waitFor();
    mock.clearRequests();
    await page.getByText("That request is not here any more").waitFor();
    await page.getByText("No requests yet").waitFor();
    await request(mock, "/pets/2");
    await page.getByRole("link", { name: "/pets/2" }).waitFor();
    mock.reset();
    await page.getByText("No requests yet").waitFor();
  });

  test("asks for the control token, refuses another, and keeps it for the tab", async () => {
    const { mock, page } = await openInspector(browser, { control: { token: "s3cret" } });
    await page.getByLabel("Control token").fill("other");
    await page.getByRole("button", { name: "Open" }).click();
    await page.getByRole("alert").filter({ hasText: "not the token" }).waitFor();
    await page.getByLabel("Control token").fill("s3cret");
    await page.keyboard.press("Enter");
    await page.getByText("No requests yet").waitFor();
    await page.reload();
    await page.getByText("No requests yet").waitFor();
    await request(mock, "/pets");
    await page.getByRole("link", { name: "/pets" }).waitFor();
  });

  test("sends a request of the form with a token of two scopes, as a client would write it", async () => {
    const { mock, page } = await openInspector(browser, { hash: "#/send/listPets" });
    await page.getByRole("textbox", { name: "tag" }).fill("dog & cat");
    await page.getByRole("textbox", { name: "limit" }).fill("2");
    await page.getByLabel("pets:write").check();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await region(page, "Response").getByText("200", { exact: true }).waitFor();
    await region(page, "Body of the response").getByText("Rex").waitFor();
    expect(mock.requests.at(-1)).toMatchObject({
      url: "/pets?tag=dog%20%26%20cat&limit=2",
      arguments: { tag: "dog & cat", limit: 2 },
      access: { isGranted: true, given: ["pets:read", "pets:write"] },
    });
    // What breaks the document is sent too: the mock says what is wrong.
    await page.getByRole("textbox", { name: "limit" }).fill("many");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await region(page, "Response").getByText("422", { exact: true }).first().waitFor();
  });

  test("begins a request with what an earlier one had, and sends bodies", async () => {
    const { mock, page } = await openInspector(browser, { hash: "#/send/createPet" });
    await page.getByRole("textbox", { name: "body" }).fill('{ "name": "Ada" }');
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await region(page, "Response").getByText("201", { exact: true }).waitFor();
    expect(mock.requests.at(-1)?.arguments).toEqual({ body: { name: "Ada" } });
    await page.getByRole("link", { name: "Requests" }).click();
    await page.getByRole("link", { name: "/pets" }).click();
    await page.getByRole("link", { name: "Send again" }).click();
    await expect.poll(() => page.getByRole("textbox", { name: "body" }).inputValue()).toContain("Ada");
  });

  test("sends the parts of a form: a file, a text, and a media type of each", async () => {
    const { mock, page } = await openInspector(browser, { hash: "#/send/putPhoto" });
    await page.getByRole("textbox", { name: "petId" }).fill("1");
    await page.getByLabel("photo", { exact: true }).setInputFiles({
      ...{ name: 'rex "the dog".png', mimeType: "image/png", buffer: Buffer.from([0x89, 0x50, 0x00, 0xff]) },
    });
    await page.getByRole("textbox", { name: "caption", exact: true }).fill('Rex; "at home"');
    const sent = page.waitForRequest(/\/pets\/1\/photo$/);
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await region(page, "Response").getByText("204", { exact: true }).waitFor();
    expect((await sent).headers()["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    const args = mock.requests.at(-1)?.arguments as { body: { photo: File; caption: string } };
    expect(args).toMatchObject({ petId: "1", body: { caption: 'Rex; "at home"' } });
    expect([args.body.photo.name, args.body.photo.type, args.body.photo.size]).toEqual([
      ...['rex "the dog".png', "image/png", 4],
    ]);
    await page.getByRole("textbox", { name: "Media type of photo" }).fill("image/webp");
    await page.getByRole("textbox", { name: "Media type of caption" }).fill("text/markdown");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expect.poll(() => mock.requests.length).toBe(2);
    expect(mock.requests.at(-1)).toMatchObject({
      violations: [],
      arguments: { body: { photo: { type: "image/webp" } } },
    });
    // What a person wrote is there again, but for files.
    await page.goto(`${mock.url}/__twinspec/#/send/putPhoto?2`);
    await expect.poll(() => page.getByRole("textbox", { name: "caption", exact: true }).inputValue()).toContain("Rex;");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await region(page, "Response").getByText("422", { exact: true }).first().waitFor();
  });

  test("a response scripted by a click is the next one, and a fault the one after", async () => {
    const { mock, page } = await openInspector(browser, { hash: "#/plans/getPet" });
    await page.getByRole("textbox", { name: "Body" }).fill('{ "title": "Gone for good" }');
    await page.getByRole("button", { name: "Script it" }).click();
    await page.getByRole("button", { name: "Take back the response" }).waitFor();
    const scripted = await request(mock, "/pets/1");
    expect([scripted.status, await scripted.json()]).toEqual([404, { title: "Gone for good" }]);
    // It was for one request.
    await page.getByRole("button", { name: "Take back the response" }).waitFor({ state: "detached" });
    await page.getByRole("textbox", { name: "Body" }).fill('{ "title": "No pet {{args.petId}}" }');
    await page.getByLabel("Fill arguments of the request in").check();
    await page.getByRole("button", { name: "Script it" }).click();
    await page.getByText("1 left, filled in from the request").waitFor();
    expect(await (await request(mock, "/pets/7")).json()).toEqual({ title: "No pet 7" });
    await page.getByRole("textbox", { name: "Body" }).fill('{ "title": "No pet {{args.petID}}" }');
    await page.getByRole("button", { name: "Script it" }).click();
    await page.getByRole("alert").filter({ hasText: "petID" }).waitFor();
    await page.getByRole("button", { name: "503 Service Unavailable" }).click();
    await page.getByRole("button", { name: "Take back the fault of getPet" }).waitFor();
    expect((await request(mock, "/pets/1")).status).toBe(503);
    expect((await request(mock, "/pets/1")).status).toBe(200);
    await page.getByRole("button", { name: "Connection reset" }).click();
    await page.getByRole("button", { name: "Take back the fault of getPet" }).click();
    await page.getByRole("status").filter({ hasText: "The fault is taken back" }).waitFor({ state: "attached" });
    expect(await mock.listFaults()).toEqual([]);
    await page.getByRole("textbox", { name: "Other faults" }).fill("no such fault");
    await page.getByRole("button", { name: "Plan it" }).click();
    await page.getByRole("alert").filter({ hasText: "no such fault" }).waitFor();
  });

  test("tokens are issued, expire and are revoked", async () => {
    const { mock, page } = await openInspector(browser, { hash: "#/tokens" });
    await page.getByText("No tokens yet").waitFor();
    await page.getByLabel("pets:read").check();
    await page.getByRole("button", { name: "Issue" }).click();
    await page.getByText("valid", { exact: true }).waitFor();
    expect(await mock.tokens()).toMatchObject([{ scopes: ["pets:read"], isRevoked: false }]);
    await page.getByRole("button", { name: "Expire" }).click();
    await page.getByText("expired", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Revoke" }).click();
    await page.getByText("revoked", { exact: true }).waitFor();
    expect(await mock.tokens()).toMatchObject([{ isRevoked: true }]);
  });

  test("state is seen, changed and reset; without it the page says how to have it", async () => {
    const { mock, page } = await openInspector(browser, { hash: "#/state", stateful: true });
    await request(mock, "/pets");
    const records = region(page, "Records of /pets");
    await records.getByText("Rex").waitFor();
    await page.getByRole("button", { name: "Change /pets" }).click();
    await page.getByRole("textbox", { name: "Records, as JSON" }).fill('[{ "id": "7", "name": "Ada" }]');
    await page.getByRole("button", { name: "Save" }).click();
    await records.getByText("Ada").waitFor();
    expect((await request(mock, "/pets/7")).status).toBe(200);
    await page.getByRole("button", { name: "Reset to the examples" }).click();
    await records.getByText("Rex").waitFor();
    const { page: without } = await openInspector(browser, { hash: "#/state" });
    await without.getByText("This mock keeps no state").waitFor();
  });

  test("coverage grows as requests come", async () => {
    const { mock, page } = await openInspector(browser, { hash: "#/coverage" });
    await page.getByText("0 %", { exact: true }).first().waitFor();
    await request(mock, "/pets/1");
    await page.getByText("1 request", { exact: true }).waitFor();
    const asked: string[] = [];
    page.on("request", (sent) => asked.push(sent.url().replace(/^.*__twinspec\//, "")));
    const marker = () =>
      page.evaluate(
        "getComputedStyle(document.querySelector('.coverage-row:has([aria-label=getPet]) summary'), '::before').content",
      );
    expect(await marker()).toContain("▸");
    await page.getByText("getPet", { exact: true }).click();
    await page.getByText("× 1").waitFor();
    expect(await marker()).toContain("▾");
    await page.getByRole("heading", { name: "Not exercised" }).waitFor();
    // Of a large API all items are tens of megabytes.
    await request(mock, "/pets");
    await page.getByText("1 request", { exact: true }).nth(1).waitFor();
    const coverage = asked.filter((target) => target.startsWith("coverage"));
    expect(new Set(coverage)).toEqual(new Set(["coverage?operation=getPet", "coverage?items=false"]));
  });

  test("operations tell their names, twins and clashes", async () => {
    const spec = mkdtempSync(join(tmpdir(), "twinspec-inspected-"));
    onTestFinished(() => rmSync(spec, { recursive: true }));
    const of = (path: string, id: string) =>
      `  ${path}: { get: { operationId: ${id}, responses: { "200": { description: Done } } } }\n`;
    const document = (paths: string) => `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths:\n${paths}`;
    writeFileSync(join(spec, "a.yaml"), document(of("/pets/{id}", "getPet") + of("/cats", "list")));
    writeFileSync(join(spec, "b.yaml"), document(of("/pets/{petId}", "readPet") + of("/dogs", "list")));
    const { page } = await openInspector(browser, { spec, hash: "#/operations/getPet" });
    const operation = region(page, "Operation");
    await operation.getByText("Several equivalent registrations are one operation: getPet, readPet.").waitFor();
    await page.getByRole("searchbox").fill("clash");
    await page.getByRole("link", { name: "/cats" }).click();
    await operation.getByText('Several operations want the name "list"').waitFor();
  });

  test("a reset begins anew, and the keyboard alone does all of it", async () => {
    const { mock, page } = await openInspector(browser);
    await request(mock, "/pets");
    await request(mock, "/pets/1");
    await page.getByRole("link", { name: "/pets/1" }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const focused = () => page.evaluate("document.activeElement.placeholder || document.activeElement.textContent");
    // After the link that skips what is above: the filter, the check box, the button, then the list.
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Filter by path, name or status");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await focused()).toContain("/pets/1");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await region(page, "Request").getByRole("heading", { name: "/pets" }).waitFor();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await region(page, "Request").getByRole("heading", { name: "/pets/1" }).waitFor();
    await page.getByRole("button", { name: "Reset the mock" }).focus();
    await page.keyboard.press("Space");
    await page.getByText("No requests yet").waitFor();
    await expect.poll(() => mock.requests).toEqual([]);
  });

  test("all sections can be reached in a narrow window", async () => {
    const { page } = await openInspector(browser);
    await page.setViewportSize({ width: 600, height: 800 });
    for (const link of await page.getByRole("navigation", { name: "Sections" }).getByRole("link").all()) {
      const { x = 0, width = 0 } = (await link.boundingBox()) ?? {};
      expect(x + width).toBeLessThanOrEqual(600);
    }
  });

  test("what a document says is text, wherever it is shown", async () => {
    const spec = mkdtempSync(join(tmpdir(), "twinspec-hostile-"));
    onTestFinished(() => rmSync(spec, { recursive: true }));
    writeFileSync(join(spec, "openapi.json"), JSON.stringify(hostileDocument));
    const { mock, page } = await openInspector(browser, { spec: join(spec, "openapi.json"), auth: "strict" });
    const [first] = mock.operations;
    const { accessToken } = await mock.issueToken({ scopes: first!.scopes[0] ?? [] });
    const query = hostileTexts.map((text) => `q=${encodeURIComponent(text)}`).join("&");
    await fetch(`${mock.url}/things?${query}`, { headers: { authorization: `Bearer ${accessToken}` } });
    await mock.addResponse({ operation: first!.name!, body: { text: hostileTexts[0] } });
    await page.getByRole("link", { name: "/things" }).click();
    await region(page, "Request").getByText("Why this response").waitFor();
    const item = encodeURIComponent(first!.name!);
    for (const hash of [
      "#/operations",
      `#/operations/${item}`,
      `#/send/${item}`,
      `#/plans/${item}`,
      "#/tokens",
      "#/coverage",
    ]) {
      await page.goto(`${mock.url}/__twinspec/${hash}`);
      await page.getByRole("main").getByText(/\S/).first().waitFor();
      await page.waitForTimeout(400);
      expect(await page.evaluate("document.querySelectorAll('img, iframe, svg, script:not([src])').length")).toBe(0);
    }
    expect(await page.evaluate("window.twinspecWasHere")).toBeUndefined();
    expect(await page.evaluate("({}).polluted")).toBeUndefined();
    await page.goto(`${mock.url}/__twinspec/#/operations/${item}`);
    for (const text of hostileTexts.slice(0, 2)) await page.getByText(text, { exact: false }).first().waitFor();
  });

  test.each(["light", "dark"] as const)("axe-core finds nothing in any section, %s", async (colorScheme) => {
    const { mock, page } = await openInspector(browser, { colorScheme, stateful: true });
    await request(mock, "/pets?limit=1000");
    await request(mock, "/pets/1", []);
    await mock.addFault({ operation: "getPet", fault: "status=503", times: 2 });
    await request(mock, "/pets/1");
    await mock.addResponse({ operation: "getPet", status: 404 });
    const found = new Map<string, string[]>();
    for (const hash of [
      "requests/1",
      "requests/3",
      "operations/listPets",
      "send/listPets",
      "send/putPhoto",
      "plans/getPet",
      "tokens",
      "state",
      "coverage",
    ]) {
      await page.goto(`${mock.url}/__twinspec/#/${hash}`);
      await page.waitForTimeout(500);
      found.set(hash, await findings(page));
    }
    expect([...found].filter(([, those]) => those.length > 0)).toEqual([]);
  });
});
