import { expect, test } from "vitest";
import { textOf } from "./documents.ts";
import { referencePages } from "./reference.ts";

test.each(Object.entries(referencePages))(
  "%s says what the code says; otherwise run `npm run docs`",
  async (path, text) => {
    expect(textOf(path)).toBe(await text());
  },
);
