import { afterEach, describe, expect, test, vi } from "vitest";
import { readSpec } from "../../mocks/server/read-spec.ts";
import { digitalOceanMissing, fetchPublishedDocuments, findDigitalOcean } from "./documents.ts";
import { madeUpBodiesOf, type WrongBody } from "./made-up-bodies.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** Static bodies of schemas alone, and dynamic ones; the console stays silent. */
async function wrongBodiesOf(
  document: string,
): Promise<{ readonly judged: number; readonly wrong: readonly WrongBody[] }> {
  const warn = vi.spyOn(console, "warn");
  const spec = await readSpec([document]);
  const plain = await madeUpBodiesOf(spec, { ignoreExamples: true });
  const dynamic = await madeUpBodiesOf(spec, { dynamic: true, seed: 1 });
  expect(warn).not.toHaveBeenCalled();
  expect([plain.told, dynamic.told]).toEqual(
    [plain, dynamic].map(({ wrong }) => wrong.filter(({ own }) => own).length),
  );
  return { judged: plain.judged + dynamic.judged, wrong: [...plain.wrong, ...dynamic.wrong] };
}

describe("what is made up for published documents satisfies them", () => {
  test("GitHub", { timeout: 120_000 }, async () => {
    const { judged, wrong } = await wrongBodiesOf((await fetchPublishedDocuments()).github);
    expect(judged).toBeGreaterThan(800);
    expect(wrong).toEqual([]);
  });

  test("Stripe, whose schemas are one knot", { timeout: 120_000 }, async () => {
    const { judged, wrong } = await wrongBodiesOf((await fetchPublishedDocuments()).stripe);
    expect(judged).toBeGreaterThan(400);
    expect(wrong).toEqual([]);
  });

  const digitalOcean = findDigitalOcean();
  test.skipIf(digitalOcean === undefined)(
    `DigitalOcean${digitalOcean === undefined ? ` (${digitalOceanMissing})` : ""}`,
    { timeout: 120_000 },
    async () => {
      const { judged, wrong } = await wrongBodiesOf(digitalOcean ?? "");
      expect(judged).toBeGreaterThan(200);
      expect(wrong).toEqual([]);
    },
  );
});
