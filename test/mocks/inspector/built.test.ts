import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { buildPage } from "./built-page.ts";

/** In bytes, of all that a browser loads, gzipped. */
const largest = 80_000;

let folder: string;

beforeAll(async () => {
  folder = await buildPage("size");
}, 120_000);

const files = () => ["index.html", ...readdirSync(join(folder, "page")).map((name) => join("page", name))];

test(`the page and its files are below ${largest} bytes`, () => {
  const sizes = files().map((file) => gzipSync(readFileSync(join(folder, file))).length);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  expect(all).toBeLessThan(largest);
  expect(all).toBeGreaterThan(10_000);
});

test("nothing in it is inline, is of another origin or makes HTML of text", () => {
  const page = readFileSync(join(folder, "index.html"), "utf8");
  expect(page).not.toMatch(/<style|\son\w+=|style=|https?:/);
  expect(page.match(/<script[^>]*>[^<]/)).toBeNull();
  const references = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
  expect(references).toHaveLength(3);
  for (const address of references) expect(address).toMatch(/^\.\/page\/[\w-]+-[\w-]{8}\.(?:css|js|svg)$/);
  const script = files().filter((file) => file.endsWith(".js"));
  const text = script.map((file) => readFileSync(join(folder, file), "utf8")).join("");
  expect(text).not.toMatch(/\beval\(|new Function\(|document\.write|insertAdjacentHTML|sourceMappingURL/);
});
