import { expect, test } from "vitest";
import { createKeptResponses } from "../../../mocks/pipeline/kept-responses.ts";

const response = (body: string | undefined) => ({ status: 200, headers: [], body });

test("the latest responses are kept, as many as there is room for", () => {
  const kept = createKeptResponses(2_000);
  const [first, second, third] = [{}, {}, {}];
  kept.keep(first, response("x".repeat(400)));
  kept.keep(second, response(undefined));
  expect(kept.of(first)?.body).toHaveLength(400);
  kept.keep(third, response("y".repeat(400)));
  expect([kept.of(first), kept.of(second), kept.of(third)?.body?.length]).toEqual([
    undefined,
    response(undefined),
    400,
  ]);
});

test("one for which there is no room is not kept", () => {
  const kept = createKeptResponses(2_000);
  const [small, large] = [{}, {}];
  kept.keep(small, response("a"));
  kept.keep(large, response("x".repeat(5_000)));
  expect([kept.of(small), kept.of(large)]).toEqual([undefined, undefined]);
});
