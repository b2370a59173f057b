import { expect, test } from "vitest";
import { codeBlocksIn } from "./code-blocks.ts";
import { documents, textOf } from "./documents.ts";

const generated = "generated/zoho-desk/README.md";

test("no example needs syntax that Node 20 lacks", () => {
  const blocks = [...documents, generated].flatMap((document) => codeBlocksIn(document, textOf(document)));
  const code = blocks.filter(({ language }) => /^[cm]?[jt]sx?$/.test(language));
  expect(code.length).toBeGreaterThan(50);
  // explicit resource management came with Node 24, import attributes by `with` with 20.10
  const newer = code.filter(({ code }) => /\b(?:await )?using \w+ =|\bimport defer\b/.test(code));
  expect(newer.map(({ document, line }) => `${document}:${line}`)).toEqual([]);
});
