import { afterEach, describe, expect, test, vi } from "vitest";
import { readSpec } from "../../mocks/server/read-spec.ts";
import { digitalOceanMissing, fetchPublishedDocuments, findDigitalOcean } from "./documents.ts";
import { madeUpBodiesOf } from "./made-up-bodies.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** Static bodies of schemas alone, and dynamic ones; the console stays silent. */
async function wrongBodiesOf(
  document: string,
): Promise<{ readonly bodies: number; readonly wrong: readonly string[] }> {
  const warn = vi.spyOn(console, "warn");
  const spec = await readSpec([document]);
  const plain = await madeUpBodiesOf(spec, { ignoreExamples: true });
  const dynamic = await madeUpBodiesOf(spec, { dynamic: true, seed: 1 });
  expect(warn).not.toHaveBeenCalled();
  expect([plain.told, dynamic.told]).toEqual([plain.wrong.length, dynamic.wrong.length]);
  return { bodies: plain.bodies + dynamic.bodies, wrong: [...plain.wrong, ...dynamic.wrong] };
}

describe("what is made up for published documents satisfies them", () => {
  test("GitHub", { timeout: 120_000 }, async () => {
    const { bodies, wrong } = await wrongBodiesOf((await fetchPublishedDocuments()).github);
    expect(bodies).toBeGreaterThan(800);
    expect(wrong).toEqual([]);
  });

  test("Stripe, whose schemas are one knot", { timeout: 120_000 }, async () => {
    const { bodies, wrong } = await wrongBodiesOf((await fetchPublishedDocuments()).stripe);
    expect(bodies).toBeGreaterThan(400);
    expect(wrong).toEqual([]);
  });

  const digitalOcean = findDigitalOcean();
  test.skipIf(digitalOcean === undefined)(
    `DigitalOcean${digitalOcean === undefined ? ` (${digitalOceanMissing})` : ""}`,
    { timeout: 120_000 },
    async () => {
      const { bodies, wrong } = await wrongBodiesOf(digitalOcean ?? "");
      expect(bodies).toBeGreaterThan(200);
      expect(wrong).toEqual([]);
    },
  );
});
