import { resolve } from "node:path";
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Mock, MockOptions } from "../../mocks/server/mock.ts";
import { startMock } from "../../mocks/server/start-mock.ts";
import { buildPage } from "../mocks/inspector/built-page.ts";
import { chromium, chromiumFlags, chromiumMissing } from "./chromium.ts";

const folder = vi.hoisted(() => ({ path: "" }));

vi.mock("../../mocks/inspector/serve/page-folder.ts", () => ({ pageFolder: () => folder.path }));

const spec = resolve("docs/examples/petstore.yaml");

let browser: Browser;

beforeAll(async () => {
  if (chromium === undefined) return;
  folder.path = await buildPage("browser");
  browser = await playwright.launch({ executablePath: chromium, args: [...chromiumFlags] });
}, 120_000);
afterAll(() => browser?.close());

interface Opened {
  readonly mock: Mock;
  readonly page: Page;
}

/** A mock, and its inspector in a tab; a test fails where the page throws, or breaks its own policy. */
async function open(options: Partial<MockOptions> = {}, hash = ""): Promise<Opened> {
  const mock = await startMock({ spec, ...options });
  const page = await browser.newPage();
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => {
    // A 401 is how the page learns that it needs a token.
    if (message.type() === "error" && !message.text().includes("401")) wrong.push(message.text());
  });
  onTestFinished(async () => {
    await page.close();
    await mock.close();
    expect(wrong).toEqual([]);
  });
  page.setDefaultTimeout(20_000);
  await page.goto(`${mock.url}/__twinspec/${hash}`);
  return { mock, page };
}

describe.skipIf(chromium === undefined)(`the inspector in Chromium${chromiumMissing}`, { timeout: 60_000 }, () => {
  test("says what to do where there is nothing yet, and shows a request as soon as it comes", async () => {
    const { mock, page } = await open();
    await page.getByText("No requests yet").waitFor();
    await page.getByText(`curl -i ${mock.url}/`).waitFor();
    await page.getByRole("status").filter({ hasText: "Live" }).waitFor();
    const { accessToken } = await mock.issueToken({ scopes: ["pets:read"] });
    await fetch(`${mock.url}/pets?limit=1000`, { headers: { authorization: `Bearer ${accessToken}` } });
    const row = page.getByRole("link", { name: "/pets?limit=1000" });
    await row.click();
    const request = page.getByRole("region", { name: "Request", exact: true });
    await request.getByText("request › query › limit").waitFor();
    await request.getByText('"limit": 1000').waitFor();
    await request.getByText("Scopes needed").waitFor();
  });

  test("asks for the control token, refuses another, and keeps it for the tab", async () => {
    const { mock, page } = await open({ control: { token: "s3cret" } });
    await page.getByLabel("Control token").fill("other");
    await page.getByRole("button", { name: "Open" }).click();
    await page.getByRole("alert").filter({ hasText: "not the token" }).waitFor();
    await page.getByLabel("Control token").fill("s3cret");
    await page.keyboard.press("Enter");
    await page.getByText("No requests yet").waitFor();
    await page.reload();
    await page.getByText("No requests yet").waitFor();
    await fetch(`${mock.url}/pets`);
    await page.getByRole("link", { name: "/pets" }).waitFor();
  });
});
