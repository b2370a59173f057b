import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type * as desk from "../../../generated/zoho-desk/esm/index.js";
import { type Mock, startMock } from "../../../mocks/index.ts";
import { checkPoints } from "./checklist.ts";
import { points } from "./points.ts";

let mock: Mock<typeof desk>;
beforeAll(async () => {
  mock = await startMock<typeof desk>({ spec: fileURLToPath(new URL("../../../spec/zoho-desk", import.meta.url)) });
});
afterEach(() => mock.reset());
afterAll(() => mock.close());

describe.each([
  ["step", 7],
  ["pitfall", 4],
] as const)("the article's %ss", (kind, count) => {
  const ofKind = points.filter((point) => point.kind === kind);

  test(`are ${count}`, () => expect(ofKind).toHaveLength(count));

  test.each(ofKind.map((point) => [point.name, point] as const))("%s", async (_, point) => {
    await point.holds(mock);
  });
});

test("a point that does not hold is told in the list, with what was seen, and the list fails", async () => {
  const [first, ...others] = points;
  const lines: string[] = [];
  const broken = { ...first!, holds: () => Promise.reject(new Error("the API\u001b[31m is down")) };
  const isHeld = await checkPoints([broken, ...others.slice(0, 1)], mock, (line) => lines.push(line));
  expect(isHeld).toBe(false);
  expect(lines.join("\n")).toContain(`✗ 1. ${first!.name}\n       the API is down`);
  expect(lines.join("\n")).toContain(`✓ 2. ${others[0]!.name}`);
  expect(lines.at(-1)).toBe("1 of 2 does not hold.");
});
