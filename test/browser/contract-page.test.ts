import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { htmlReport } from "../../generator/commands/contract/reports/html/html.ts";
import { findingOf, hostileFinding, runOf } from "../commands/contract/made-run.ts";
import { payloads } from "../hostile/document.ts";
import { chromium, chromiumFlags, chromiumMissing } from "./chromium.ts";

const folder = mkdtempSync(join(tmpdir(), "twinspec-contract-page-"));
let browser: Browser;

beforeAll(async () => {
  if (chromium !== undefined) browser = await playwright.launch({ executablePath: chromium, args: [...chromiumFlags] });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the report as a file, as somebody does whom it was sent. */
async function open(run: Parameters<typeof htmlReport>[0], scripts = true) {
  const file = join(folder, "contract.html");
  writeFileSync(file, htmlReport(run));
  const context = await browser.newContext({ javaScriptEnabled: scripts });
  const page = await context.newPage();
  const said: string[] = [];
  const asked: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return { page, said, asked, close: () => context.close() };
}

describe.skipIf(chromium === undefined)(`the report in a browser${chromiumMissing}`, () => {
  test("findings open, are filtered by text, rule and certainty, and nothing is asked of a network", async () => {
    const likely = findingOf({ rule: "total-wrong", certainty: "likely", message: "the total is 7, of 5 items" });
    const { page, said, asked, close } = await open(runOf([findingOf(), likely]));
    const shown = () => page.locator("details[data-rule]:visible").count();
    expect(await shown()).toBe(2);
    await page.locator("summary").first().click();
    expect(await page.locator("details[open]").innerText()).toContain('client.getPet({ petId: "1" })');
    await page.getByLabel("Text").fill("TOTAL items");
    expect([await shown(), await page.locator("#shown").innerText()]).toEqual([1, "1 of 2 shown"]);
    await page.getByLabel("Text").fill("");
    await page.getByLabel("Certainty").selectOption("certain");
    expect(await page.locator("details[data-rule]:visible").getAttribute("data-rule")).toBe("response-body");
    await page.getByLabel("Certainty").selectOption("all");
    await page.getByLabel("Rule").selectOption("total-wrong");
    expect(await shown()).toBe(1);
    expect(said).toEqual([]);
    expect(asked.filter((url) => !url.startsWith("file:"))).toEqual([]);
    await close();
  });

  test("without scripts everything is there to read", async () => {
    const { page, close } = await open(runOf([findingOf()]), false);
    expect(await page.locator("details[data-rule]:visible").count()).toBe(1);
    expect(await page.locator(".filter").isVisible()).toBe(false);
    await close();
  });

  test("text of a server and of a document stays text", async () => {
    const { page, said, asked, close } = await open(runOf(payloads.map(([, text]) => hostileFinding(text))));
    expect(await page.evaluate("globalThis.PWNED")).toBeUndefined();
    expect(await page.locator("details[data-rule]").count()).toBe(payloads.length);
    expect(await page.locator("img, a, iframe, script ~ script").count()).toBe(0);
    expect(said).toEqual([]);
    expect(asked.length).toBe(1);
    await close();
  });

  test("the policy lets no other script run, even where one got in", async () => {
    const run = runOf([findingOf()]);
    const file = join(folder, "spoilt.html");
    writeFileSync(file, htmlReport(run).replace("</header>", "</header><script>globalThis.PWNED = 1</script>"));
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    expect(await page.evaluate("globalThis.PWNED")).toBeUndefined();
    await page.close();
  });
});
