import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ScenarioMock, startScenarioMock } from "../package/scenario-mock.ts";
import { expectScenario } from "../package/scenario-outcome.ts";
import { chromium, chromiumFlags, chromiumMissing } from "./chromium.ts";

const scenario = fileURLToPath(new URL("../package/scenario.js", import.meta.url));

const html = "<!doctype html><title>A program</title><script src=/scenario.js></script>";

let pages: Server;
let scenarioMock: ScenarioMock;
let bundle: string;

beforeAll(async () => {
  if (chromium === undefined) return;
  const { outputFiles, warnings } = await build({
    entryPoints: [scenario],
    bundle: true,
    minify: true,
    format: "iife",
    globalName: "scenario",
    platform: "browser",
    target: "es2022",
    write: false,
    logLevel: "silent",
  });
  expect(warnings).toEqual([]);
  bundle = outputFiles[0]!.text;
  // An origin of its own: what the page asks of the mock, a browser sends only as CORS allows.
  pages = createServer(({ url }, response) => {
    const [type, text] = url === "/scenario.js" ? ["text/javascript", bundle] : ["text/html", html];
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(text);
  });
  pages.listen(0, "127.0.0.1");
  await once(pages, "listening");
  scenarioMock = await startScenarioMock();
});
afterAll(async () => {
  pages?.close();
  await scenarioMock?.mock.close();
});

test.skipIf(chromium === undefined)(
  `a page of another origin does with the client in headless Chromium what a program in Node.js does${chromiumMissing}`,
  { timeout: 120_000 },
  async () => {
    // Playwright gives it an empty profile, and removes that with it.
    const browser = await playwright.launch({ executablePath: chromium!, args: [...chromiumFlags] });
    try {
      const page = await browser.newPage();
      const uncaught: string[] = [];
      page.on("pageerror", (error) => uncaught.push(error.message));
      await page.goto(`http://127.0.0.1:${(pages.address() as AddressInfo).port}/`);
      const outcome = await page.evaluate(`scenario.runScenario(${JSON.stringify(scenarioMock.input)})`);
      await expectScenario(outcome, scenarioMock);
      expect(uncaught).toEqual([]);
    } finally {
      await browser.close();
    }
  },
);
