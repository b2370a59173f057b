import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { expect, test } from "vitest";
import { documents, root, textOf } from "./documents.ts";

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, "");
}

/** Links and pictures, as `[text](target)`, `<img src="…">` and `<source srcset="…">`, outside of code. */
function linksIn(text: string): string[] {
  const prose = withoutCode(text).replace(/`[^`\n]*`/g, "code");
  return [...prose.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)].map(([, link, picture]) => {
    return link ?? picture ?? "";
  });
}

/** The anchors that GitHub gives to headings. */
function anchorsIn(text: string): Set<string> {
  const headings = withoutCode(text).matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

test("a heading's anchor is GitHub's", () => {
  expect([...anchorsIn("## Names, and the lock\n\n### `--frozen`\n")]).toEqual(["names-and-the-lock", "--frozen"]);
});

test.each(documents)("every link in %s leads to a file and a heading", (path) => {
  const broken = linksIn(textOf(path)).filter((link) => {
    if (/^(?:https?|mailto):/.test(link)) return false;
    const [file = "", anchor] = link.split("#");
    const target = file === "" ? path : posix.join(posix.dirname(path), file);
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && !anchorsIn(textOf(target)).has(anchor);
  });
  expect(broken).toEqual([]);
});
