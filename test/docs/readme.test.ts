import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, textOf } from "./documents.ts";

const readme = textOf("README.md");
const lines = readme.trimEnd().split("\n");

test("the README has no more than fits a few screens", () => {
  expect(lines.length).toBeLessThanOrEqual(130);
  expect(lines.filter((line) => [...line].length > 120)).toEqual([]);
});

test("its count of the flagship's documents is that of the folder", () => {
  const documents = readdirSync(join(root, "spec/zoho-desk")).filter((name) => /^(?!twinspec\.).*\.yaml$/.test(name));
  expect(readme).toContain(`from the ${documents.length} documents in \`spec/zoho-desk\``);
});

test("its measurements have their date and the command that makes them", () => {
  const [, section = ""] = /^## Beside [^\n]*\n([\s\S]*?)^## /m.exec(readme) ?? [];
  expect(section).toMatch(/Measured on \d{4}-\d\d-\d\d/);
  expect(section).toContain("npm run bench -- beside");
});
