import { resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import type { Mock, MockOptions } from "../../mocks/server/mock.ts";
import { startMock } from "../../mocks/server/start-mock.ts";

/** A mock, and its inspector in a tab. */
export interface Opened {
  readonly mock: Mock;
  readonly page: Page;
}

/** How the inspector is opened. */
export interface Opening extends Partial<MockOptions> {
  readonly hash?: string;
  readonly colorScheme?: "dark" | "light";
}

/**
 * Starts a mock and opens its inspector. The test fails where the page throws, says an error on its console, or asks
 * anybody but the mock.
 */
export async function openInspector(
  browser: Browser,
  { hash = "", colorScheme = "light", ...options }: Opening = {},
): Promise<Opened> {
  const mock = await startMock({ spec: resolve("docs/examples/petstore.yaml"), ...options });
  const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 800 } });
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => {
    // A status is no fault of the page.
    const isStatus = /Failed to load resource: the server responded with a status of (?:4\d\d|503)/.test(
      message.text(),
    );
    if (message.type() === "error" && !isStatus) wrong.push(message.text());
  });
  page.on("dialog", (dialog) => wrong.push(`dialog: ${dialog.message()}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(`${mock.url}/`)) wrong.push(`asked ${request.url()}`);
  });
  onTestFinished(async () => {
    await page.close();
    await mock.close();
    expect(wrong).toEqual([]);
  });
  page.setDefaultTimeout(25_000);
  await page.goto(`${mock.url}/__twinspec/${hash}`);
  await page.getByRole("navigation", { name: "Sections" }).or(page.getByLabel("Control token")).waitFor();
  return { mock, page };
}

/** Sends a request with a token of these scopes. */
export async function request(mock: Mock, path: string, scopes: readonly string[] = ["pets:read"]): Promise<Response> {
  const { accessToken } = await mock.issueToken({ scopes });
  return fetch(mock.url + path, { headers: { authorization: `Bearer ${accessToken}` } });
}
