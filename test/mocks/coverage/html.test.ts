import { describe, expect, test } from "vitest";
import type { Coverage, ItemCoverage } from "../../../mocks/coverage/coverage.ts";
import type { ItemKind } from "../../../mocks/coverage/item.ts";
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

describe("the page of a large API", () => {
  const item = (kind: ItemKind, name: string, isCovered = false) => ({ kind, name, isCovered });
  const called = [
    item("operation", "called", true),
    item("parameter", "query sort: given"),
    item("value", "query sort=up"),
    item("request-member", "owner", true),
    item("request-member", "owner.name"),
    item("request-member", "owner.name.first"),
    item("value", "owner.name.first=Ann"),
    item("status", "200", true),
    item("response-member", "200 pets[]", true),
    item("response-member", "200 pets[].tags"),
    item("response-member", "200 pets[].tags[].id"),
    item("status", "404"),
    item("response-media-type", "404 application/json"),
    item("response-member", "404 code"),
    item("error-code", "404 code=GONE"),
  ];
  const many = Array.from({ length: 10_000 }, (_, index) => item("response-member", `200 m${index}`));
  const never = [item("operation", "called"), item("status", "200"), ...many];
  const operation = (path: string, items: readonly ItemCoverage[]) => ({
    ...{ method: "GET", path, name: "one", requests: 0, covered: 0, total: items.length, statuses: [], items },
  });
  const coverage: Coverage = {
    ...{ documents: { title: "Pets", digest: "0", spec: [] }, covered: 4, total: called.length + never.length },
    ...{ kinds: [], operations: [operation("/called", called), operation("/never", never)], unmatched: 0 },
  };
  const page = htmlReport([{ coverage, texts: new Map(), placeOf: () => undefined }]);

  test("lists the outermost of what is missing, with how many are below it", () => {
    const listed = [...page.matchAll(/<span>([^<]*)<\/span> <small>([^<]*)<\/small>/g)].map(([, name, told]) => [
      name,
      told,
    ]);
    expect(listed).toEqual([
      ["called", "operation"],
      ["query sort: given", "parameter, and 1 below it"],
      ["owner", "request member"],
      ["owner.name", "request member, and 2 below it"],
      ["200", "status"],
      ["200 pets[]", "response member"],
      ["200 pets[].tags", "response member, and 1 below it"],
      ["404", "status, and 3 below it"],
      ["called", "operation, and 10001 below it"],
    ]);
  });

  test("is small enough for a browser", () => {
    expect(page.length).toBeLessThan(10_000);
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
