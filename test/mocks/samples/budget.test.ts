import { expect, test, vi } from "vitest";
import { createSampler } from "../../../mocks/samples/sampler.ts";
import { documentOf } from "../document.ts";
import { reference } from "./sampled.ts";

test("all checks of a made-up value and its parts have one time together, after which it is taken", () => {
  const numbers = Array.from({ length: 2_500 }, (_, index) => index);
  const List = {
    type: "array",
    items: reference("Part"),
    // Each is wrong at its end.
    examples: Array.from({ length: 50 }, (_, index) => [...numbers, `wrong ${index}`]),
  };
  const openapi = documentOf({}, { components: { schemas: { Part: { type: "integer" }, List } } });
  let looks = 0;
  const spy = vi.spyOn(process, "cpuUsage").mockImplementation((since = { user: 0, system: 0 }) => {
    looks += 1;
    return { user: looks * 900_000 - since.user, system: 0 };
  });
  const asked = { place: "GET /x", isDynamic: false, seed: undefined };
  const value = createSampler(openapi, () => undefined).sample(reference("List"), asked);
  spy.mockRestore();
  expect(value).toEqual(List.examples[0]);
  expect(looks).toBeLessThan(10);
});
