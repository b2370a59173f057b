import { describe, expect, test } from "vitest";
import { sampled } from "./sampled.ts";

const formats: readonly (readonly [format: string, shape: RegExp])[] = [
  ["date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
  ["date", /^\d{4}-\d\d-\d\d$/],
  ["time", /^\d\d:\d\d:\d\dZ$/],
  ["duration", /^P\d/],
  ["http-date", /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/],
  ["email", /^[a-z]+\d*@example\.com$/],
  ["idn-email", /^[\p{L}\d]+@пример\.ру$/u],
  ["hostname", /example\.com$/],
  ["idn-hostname", /пример\.ру$/],
  ["ipv4", /^(?:\d{1,3}\.){3}\d{1,3}$/],
  ["ipv6", /^[\da-f:]+$/],
  ["uri", /^https?:\/\/example\.com/],
  ["uri-reference", /^[./]/],
  ["uri-template", /\{.*\}$/],
  ["iri", /^http:\/\/пример\.ру/],
  ["uuid", /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/],
  ["json-pointer", /^\//],
  ["relative-json-pointer", /^1\//],
  ["regex", /./],
  ["byte", /^(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?$/],
  ["base64url", /^[\w-]+$/],
  ["char", /^.$/u],
  ["media-range", /^\w+\/[\w*]+$/],
  ["decimal", /^\d+\.\d\d$/],
  ["int64", /^\d+$/],
];

describe("strings of a format", () => {
  test.each(formats)("%s", (format, shape) => {
    const { values, faults } = sampled({ type: "string", format });
    expect(faults).toEqual([]);
    for (const value of values) expect(value).toMatch(shape);
  });

  test.each(["date-time", "email", "uri", "iri", "hostname", "password", "json-pointer", "byte"])(
    "%s, as long as is asked for",
    (format) => {
      expect(sampled({ type: "string", format, minLength: 80 }).faults).toEqual([]);
    },
  );

  test.each([
    ["email", 6],
    ["email", 10],
    ["uri", 10],
    ["url", 12],
    ["hostname", 5],
    ["ipv4", 8],
    ["ipv6", 15],
    ["password", 4],
    ["uri-reference", 3],
  ])("%s of at most %s characters", (format, maxLength) => {
    const { values, faults } = sampled({ type: "string", format, maxLength });
    expect(faults).toEqual([]);
    for (const value of values) expect(value).toSatisfy((text: string) => text.length <= maxLength);
  });

  test("dates are of our time", () => {
    for (const value of sampled({ type: "string", format: "date-time" }).values)
      expect(Math.abs(new Date(value as string).getFullYear() - 2022)).toBeLessThan(8);
  });
});

describe("strings of a pattern", () => {
  test.each([
    "^[A-Z]{3}-\\d{4}$",
    "^(?<year>\\d{4})-\\k<year>$",
    "^\\p{Lu}\\p{Ll}+$",
    "^[^\\s,]{3,}$",
    "^(?!0)\\d{3}$",
    "^\\S+@\\S+$",
    "^(a|b|c){2}$",
    "^[\\u4e00-\\u9fff]{2}$",
    "^arn:aws:[a-z]+:\\d{12}:[\\w/+=,.@-]*$",
    "^(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?:/\\d\\d)?$",
    "^$",
    "^\\t$",
  ])("%s", (pattern) => {
    const { faults, unsatisfied } = sampled({ type: "string", pattern });
    expect([faults, unsatisfied]).toEqual([[], []]);
  });

  test.each(["^(?:a{1000}){1000}$", "^(?:(?:x+)+)+y$", "^a{2147483647}$", "^[^\\s\\S]$", "^(?=b)a$"])(
    "that are none, or of unbearable length, cost little: %s",
    (pattern) => {
      const begin = process.cpuUsage();
      sampled({ type: "string", pattern });
      const { user, system } = process.cpuUsage(begin);
      expect((user + system) / 1_000_000).toBeLessThan(10);
    },
  );
});
