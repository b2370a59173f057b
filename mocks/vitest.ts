import type { Mock, MockOptions } from "./server/mock.ts";
import { startMock } from "./server/start-mock.ts";

type Fixture<Context, Value> = (context: Context, use: (value: Value) => Promise<void>) => Promise<void>;

/** What `test.extend` of vitest takes, as far as tests see it: a test asks for `mock`. */
export type MockFixtures<Package> = {
  mock: Fixture<object, Mock<Package>>;
};

/** With the server behind it, one a worker. */
type AllFixtures<Package> = {
  twinspecMock: [start: Fixture<object, Mock<Package>>, options: { scope: "worker" }];
  mock: Fixture<{ readonly twinspecMock: Mock<Package> }, Mock<Package>>;
};

/**
 * A mock as fixtures for vitest: one server a worker, started when the first test asks for `mock`. After each of these
 * tests it is reset, and the test fails when its request, or a response that it scripted, broke the document and
 * `mock.allowViolations` did not say that it may. What the document's own examples and made-up bodies break is printed,
 * each once a worker.
 *
 * ```ts
 * const test = base.extend(mockFixtures<typeof import("zoho-desk-client")>({ spec: "spec/zoho-desk" }));
 * test("…", async ({ mock }) => { … });
 * ```
 */
export function mockFixtures<Package = unknown>(options: MockOptions): MockFixtures<Package> {
  const told = new Set<string>();
  const fixtures: AllFixtures<Package> = {
    twinspecMock: [
      // vitest reads from the pattern which fixtures are needed.
      // biome-ignore lint/correctness/noEmptyPattern: none are needed
      async ({}, use) => {
        await using mock = await startMock<Package>(options);
        await use(mock);
      },
      { scope: "worker" },
    ],
    mock: async ({ twinspecMock }, use) => {
      await use(twinspecMock);
      const violations = twinspecMock.unexpectedViolations;
      for (const note of twinspecMock.notes.filter((one) => !told.has(one))) {
        told.add(note);
        console.warn(`note: ${note}`);
      }
      twinspecMock.reset();
      // A worker may be ended before its fixtures are.
      twinspecMock.saveCoverage();
      if (violations.length > 0) throw new ContractViolationError(violations);
    },
  };
  // vitest hands a fixture the others that it names.
  return fixtures as object as MockFixtures<Package>;
}

/** A test sent or scripted something that the document does not allow. */
export class ContractViolationError extends Error {
  override readonly name = "ContractViolationError";
  readonly violations: readonly string[];

  constructor(violations: readonly string[]) {
    const lines = violations.map((violation) => `\n  ${violation}`).join("");
    super(
      `what the test sent or responded with breaks the document; mock.allowViolations() where that is meant${lines}`,
    );
    this.violations = violations;
  }
}
