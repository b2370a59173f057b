import { posix } from "node:path";
import { expect, test } from "vitest";
import { documentsBelow, textOf } from "./documents.ts";

const index = "docs/decisions/README.md";
const decisions = documentsBelow("docs/decisions").filter((path) => path !== index);

test.each(decisions)("%s has a title, the date of its name, and a status", (path) => {
  const [title, , date, status] = textOf(path).split("\n");
  expect(title).toMatch(/^# \S/);
  expect(date).toBe(`- Date: ${posix.basename(path).slice(0, 10)}`);
  expect(status).toMatch(/^- Status: (?:accepted|superseded by \[.+\]\(\d{4}-\d\d-\d\d-[\w-]+\.md\))$/);
});

test("the index lists every decision once, by its title, and says which are superseded", () => {
  const listed = textOf(index)
    .split("\n")
    .filter((line) => line.startsWith("- ["))
    .sort();
  const wanted = decisions.map((path) => {
    const [title = "", , , status = ""] = textOf(path).split("\n");
    return `- [${title.slice(2)}](${posix.basename(path)})${status.includes("superseded") ? " (superseded)" : ""}`;
  });
  expect(listed).toEqual(wanted.sort());
});
