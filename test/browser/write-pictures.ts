import { mkdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { startMock } from "../../mocks/server/start-mock.ts";
import { chromium, chromiumFlags, chromiumMissing } from "./chromium.ts";

/** In bytes. */
const largest = 150_000;

interface Picture {
  readonly name: string;
  readonly hash: string;
  readonly colorScheme: "dark" | "light";
  readonly before?: (page: Page) => Promise<unknown>;
}

const pictures: readonly Picture[] = [
  { name: "requests", hash: "requests/5", colorScheme: "light" },
  { name: "requests-dark", hash: "requests/3", colorScheme: "dark" },
  { name: "operations", hash: "operations/listPets", colorScheme: "light" },
  {
    name: "send",
    hash: "send/createPet",
    colorScheme: "light",
    before: (page) => page.getByRole("button", { name: "Send", exact: true }).click(),
  },
  { name: "responses-and-faults", hash: "plans/getPet", colorScheme: "dark" },
  { name: "coverage", hash: "coverage", colorScheme: "light" },
];

/** Writes the pictures of the inspector that the guide shows, of the petstore and a few requests. */
async function writePictures(browser: Browser): Promise<void> {
  const folder = resolve("docs/images");
  mkdirSync(folder, { recursive: true });
  await using mock = await startMock({ spec: "docs/examples/petstore.yaml", stateful: true, port: 4010 });
  const send = async (path: string, scopes: readonly string[], body?: object): Promise<unknown> => {
    const { accessToken } = await mock.issueToken({ scopes });
    const headers = { authorization: `Bearer ${accessToken}`, "content-type": "application/json" };
    return fetch(mock.url + path, { headers, ...(body && { method: "POST", body: JSON.stringify(body) }) });
  };
  const both = ["pets:read", "pets:write"];
  await send("/pets", both);
  await send("/pets", both, { name: "Ada", tag: "cat" });
  await mock.addResponse({ operation: "getPet", when: { petId: "17" }, status: 404, body: { title: "Gone" } });
  await send("/pets/17", both);
  await send("/pets", ["pets:read"], { name: "Ida" });
  await send("/pets?limit=1000&tag=dog", both);
  await mock.addFault({ operation: "listPets", fault: "latency=120, status=503", times: 3 });
  await send("/pets", both);
  await send("/pots/1", both);
  await send("/pets/1", both);
  for (const { name, hash, colorScheme, before } of pictures) {
    const page = await browser.newPage({ colorScheme, viewport: { width: 1200, height: 720 } });
    await page.goto(`${mock.url}/__twinspec/#/${hash}`);
    await page.getByText("Live", { exact: true }).waitFor();
    await page.waitForTimeout(800);
    await before?.(page);
    await page.waitForTimeout(600);
    const path = join(folder, `inspector-${name}.png`);
    await page.screenshot({ path });
    await page.close();
    const { size } = statSync(path);
    if (size > largest) throw new Error(`${path} has ${size} bytes, more than ${largest}`);
  }
}

if (chromium === undefined) throw new Error(`There is no Chromium${chromiumMissing}`);
const browser = await playwright.launch({ executablePath: chromium, args: [...chromiumFlags] });
try {
  await writePictures(browser);
} finally {
  await browser.close();
}
