import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Workspace } from "../commands/workspace.ts";
import { fetchPublishedDocuments } from "../corpus/documents.ts";
import { chromium, chromiumFlags, chromiumMissing } from "./chromium.ts";
import { hostileDocument } from "./hostile-document.ts";

const here = new Workspace();
let browser: Browser;
let github: string;

beforeAll(async () => {
  ({ github } = await fetchPublishedDocuments());
  if (chromium !== undefined) browser = await playwright.launch({ executablePath: chromium, args: [...chromiumFlags] });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  here.dispose();
});

/** Opens the page of names of a document as a file. */
async function open(document: string) {
  const { code } = await here.run("inspect", document, "--format", "html", "--output", "names.html");
  expect(code).toBe(0);
  const page = await browser.newPage();
  const said: string[] = [];
  const asked: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(join(here.folder, "names.html")).href);
  return { page, said, asked: () => asked.filter((url) => !url.startsWith("file:")) };
}

describe.skipIf(chromium === undefined)(`the page of names in a browser${chromiumMissing}`, () => {
  test("GitHub's is searched by keyboard alone", async () => {
    const { page, said, asked } = await open(github);
    const loaded = await page.evaluate(() => performance.getEntriesByType("navigation")[0]!.duration);
    expect(loaded).toBeLessThan(3_000);
    const shown = () => page.locator("section[data-kind=operation] .list > li:not([hidden])").count();
    expect(await shown()).toBeGreaterThan(800);
    await page.keyboard.press("/");
    await page.keyboard.type("ISSUES lock");
    await expect.poll(shown).toBe(2);
    expect(await page.locator("#count").innerText()).toMatch(/^6 of \d{4} shown$/);
    await page.keyboard.press("Escape");
    expect(await shown()).toBeGreaterThan(800);
    await page.getByLabel("of", { exact: true }).selectOption("schema");
    expect(await shown()).toBe(0);
    expect({ said, asked: asked() }).toEqual({ said: [], asked: [] });
    await page.close();
  });

  test("a hostile document does nothing, and the page is accessible", async () => {
    here.write("hostile.json", JSON.stringify(hostileDocument));
    const { page, said, asked } = await open("hostile.json");
    expect(await page.evaluate(() => "twinspecWasHere" in window)).toBe(false);
    expect({ said, asked: asked() }).toEqual({ said: [], asked: [] });
    // Playwright's own world, as the policy of the page lets nothing in
    await page.close();
    const context = await browser.newContext({ bypassCSP: true });
    const second = await context.newPage();
    await second.goto(pathToFileURL(join(here.folder, "names.html")).href);
    await second.addScriptTag({ path: createRequire(import.meta.url).resolve("axe-core") });
    const violations = await second.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
      return (await axe.run()).violations.map(({ id }) => id);
    });
    expect(violations).toEqual([]);
    await context.close();
    rmSync(join(here.folder, "names.html"));
  });
});
