import { expect, test } from "vitest";
import { inline, plain, prose } from "../../generator/diagnostics/markdown.ts";

test.each([
  [
    "**bold** _it_ `code` ~~gone~~",
    "&#42;&#42;bold&#42;&#42; &#95;it&#95; &#96;code&#96; &#126;&#126;gone&#126;&#126;",
  ],
  ["[a](b) ![c](d)", "&#91;a&#93;&#40;b&#41; &#33;&#91;c&#93;&#40;d&#41;"],
  ["<img src=x>&lt;", "&#60;img src=x&#62;&#38;lt;"],
  ["a | b", "a &#124; b"],
  ["@team https://evil.example", "&#64;team https&#58;//evil.example"],
  ["www.evil.example WWW.evil.example", "www&#46;evil.example WWW&#46;evil.example"],
  ["one\n\n# two\u2028three\u202e", "one\ufffd\ufffd&#35; two\ufffdthree\ufffd"],
  ["v1.1-rc.2+3", "v1.1-rc.2+3"],
])("text of a document is but text in Markdown: %j", (text, written) => {
  expect(plain(text)).toBe(written);
});

test("code in a sentence stays code", () => {
  expect(prose("the member `a|b` is gone: @all")).toBe("the member <code>a&#124;b</code> is gone&#58; &#64;all");
  expect(inline("</code>")).toBe("<code>&#60;/code&#62;</code>");
});
