import { describe, expect, test } from "vitest";
import type { Coverage } from "../../../mocks/coverage/coverage.ts";
import { htmlReport } from "../../../mocks/coverage/report/html.ts";
import { markdownReport } from "../../../mocks/coverage/report/markdown.ts";
import { textReport } from "../../../mocks/coverage/report/text.ts";
import { payloads } from "../../hostile/document.ts";

function coverageOf(text: string): Coverage {
  return {
    documents: { title: text, digest: "0".repeat(64), spec: [text] },
    covered: 1,
    total: 2,
    kinds: [{ kind: "operation", covered: 1, total: 2 }],
    operations: [
      {
        ...{ method: "GET", path: `/${text}`, name: text, requests: 1, covered: 1, total: 2 },
        statuses: [{ status: text, isDescribed: false, requests: 1 }],
        items: [
          { kind: "operation", name: text, isCovered: true },
          { kind: "value", name: `query a=${text}`, isCovered: false },
        ],
      },
    ],
    unmatched: 0,
  };
}

function pageOf(text: string): string {
  const coverage = coverageOf(text);
  const placeOf = (_: unknown, item: number) => ({ file: text, line: item + 1, column: 1 });
  return htmlReport(
    [{ coverage, texts: new Map([[text, `${text.replaceAll(/[\r\n]/g, " ")}\nsecond\nthird`]]), placeOf }],
    [text],
  );
}

/** The tags of a page, without what is in their attributes. */
function tagsOf(page: string): string[] {
  return [...page.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, tag = ""]) => tag.toLowerCase());
}

describe("the page", () => {
  test("has the items as links to the lines of the documents, which say how much of them was exercised", () => {
    const page = pageOf("pets.yaml");
    expect(page).toContain('<li class="hit"><b class="mark">covered</b> <a href="#a0f0l1">');
    expect(page).toContain('<li id="a0f0l1" value="1" class="hit" title="1 of 1 items"><code>pets.yaml</code></li>');
    expect(page).toContain('<li id="a0f0l2" value="2" class="miss" title="0 of 1 items"><code>second</code></li>');
    expect(page).toContain('<li id="a0f0l3" value="3"><code>third</code></li>');
  });

  test("loads nothing, and runs nothing", () => {
    const page = pageOf("pets.yaml");
    expect(page).toMatch(
      /content="default-src 'none'; style-src 'sha256-[\w+/]+=*'; base-uri 'none'; form-action 'none'"/,
    );
    expect(tagsOf(page)).not.toContain("script");
    expect(page).not.toMatch(/ (?:src|style|on\w+)=|url\(|@import/);
  });

  test.each(payloads)("%s is but a text in it", (_, text) => {
    const harmless = tagsOf(pageOf("pets.yaml"));
    const page = pageOf(text);
    expect(tagsOf(page)).toEqual(harmless);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(page).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202e]/);
    const attributes = [...page.matchAll(/ (?:id|href|class|title|content)="([^"]*)"/g)].map(([, value = ""]) => value);
    expect(attributes.filter((value) => value.includes("PWNED"))).toEqual([]);
  });
});

describe("a report for a terminal and for Markdown", () => {
  test.each(payloads)("%s is but a text in it", (_, text) => {
    const lines = textReport(coverageOf(text), true).split("\n");
    expect(lines.length).toBe(textReport(coverageOf("pets"), true).split("\n").length);
    const markdown = markdownReport(coverageOf(text));
    expect(markdown.split("\n").length).toBe(markdownReport(coverageOf("pets")).split("\n").length);
    expect(markdown.split("\n")[0]).not.toMatch(/[<>`[\]|]/);
  });
});
