import { describe, expect, test } from "vitest";
import { startMock } from "../../mocks/index.ts";
import { digitalOceanMissing, fetchPublishedDocuments, findDigitalOcean } from "../corpus/documents.ts";

/**
 * Asks a spread of the operations without arguments or bodies; gives those that failed on the server's side, and the
 * statuses seen.
 */
async function ask(spec: string, every: number): Promise<{ failed: string[]; statuses: Set<number> }> {
  await using mock = await startMock({ spec, auth: "off" });
  const failed: string[] = [];
  const statuses = new Set<number>();
  for (const { method, path } of mock.operations.filter((_, index) => index % every === 0)) {
    const target = path.replaceAll(/\{[^{}]*\}/g, "1");
    const response = await fetch(`${mock.url}${target}`, { method, redirect: "manual" });
    statuses.add(response.status);
    if (response.status >= 500 || response.status === 404) failed.push(`${method} ${path}: ${await response.text()}`);
    else await response.arrayBuffer();
  }
  return { failed, statuses };
}

describe("published documents", () => {
  test("GitHub's operations respond", async () => {
    const { failed, statuses } = await ask((await fetchPublishedDocuments()).github, 10);
    expect(failed).toEqual([]);
    expect([...statuses]).toEqual(expect.arrayContaining([200, 204, 422]));
  });

  test("Stripe's operations respond, though its schemas are one knot", async () => {
    const { failed, statuses } = await ask((await fetchPublishedDocuments()).stripe, 15);
    expect(failed).toEqual([]);
    expect([...statuses]).toContain(200);
  });

  const digitalOcean = findDigitalOcean();
  test.skipIf(digitalOcean === undefined)(
    `DigitalOcean's operations respond${digitalOcean === undefined ? ` (${digitalOceanMissing})` : ""}`,
    async () => {
      const { failed, statuses } = await ask(digitalOcean ?? "", 10);
      expect(failed).toEqual([]);
      expect([...statuses]).toContain(200);
    },
  );
});
