import { expect, test } from "vitest";
import { retryAfter } from "../../../generator/runtime/fetch/call-limits.ts";

const now = Date.parse("1994-11-06T08:49:30Z");

test.each<[string, string, number | undefined]>([
  ["seconds", "120", 120_000],
  ["no seconds", "0", 0],
  ["a part of a second, as some APIs send it", "0.5", 500],
  ["spaces around", " 5 ", 5000],
  ["an IMF-fixdate", "Sun, 06 Nov 1994 08:49:37 GMT", 7000],
  ["an RFC 850 date", "Sunday, 06-Nov-94 08:49:37 GMT", 7000],
  ["an asctime date", "Sun Nov  6 08:49:37 1994", 7000],
  ["a date that is over", "Sun, 06 Nov 1994 08:00:00 GMT", 0],
  ["a negative number", "-5", undefined],
  ["an ISO date", "1994-11-06T08:49:37Z", undefined],
  ["words", "in 5 minutes", undefined],
  ["an impossible date", "Sun, 99 Nov 1994 08:49:37 GMT", undefined],
  ["nothing", "", undefined],
])("Retry-After of %s", (_, value, want) => {
  expect(retryAfter(new Headers({ "Retry-After": value }), now)).toBe(want);
});

test("no Retry-After", () => {
  expect(retryAfter(new Headers(), now)).toBeUndefined();
});

test("a date counts from the response's own Date", () => {
  const headers = { "Retry-After": "Sun, 06 Nov 1994 08:49:37 GMT", Date: "Sun, 06 Nov 1994 08:49:35 GMT" };
  expect(retryAfter(new Headers(headers), now)).toBe(2000);
});
