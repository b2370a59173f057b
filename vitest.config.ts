import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Tests that take whole seconds: of packages that are packed and installed, published documents of megabytes, programs that run as
 * processes, a browser, the names of hundreds of random APIs, hundreds of modules that are type-checked.
 */
export const slowTests = [
  "test/package/**/*.test.ts",
  "test/story/**/*.test.ts",
  "test/hostile/**/*.test.ts",
  "test/fuzz/**/*.test.ts",
  "test/corpus/**/*.test.ts",
  "test/contract/faults/**/*.test.ts",
  "test/docs/examples.test.ts",
  "test/mocks/samples/satisfied-at-random.test.ts",
  "test/mocks/server/reload/**/*.test.ts",
  "test/commands/mock-apis.test.ts",
  "test/commands/watch.test.ts",
  "test/commands/scopes/**/*.test.ts",
  "test/commands/contract/contract.test.ts",
  "test/commands/contract/interrupted.test.ts",
  "test/integration/**/*.test.ts",
  "test/coverage/**/*.test.ts",
  "test/drift/**/*.test.ts",
  "test/output/killed-runs.test.ts",
  "test/reuse/**/*.test.ts",
  "test/types/**/*.test.ts",
  "test/browser/**/*.test.ts",
  "test/mocks/inspector/**/*.test.ts",
  "test/mocks/corpus.test.ts",
  "test/mocks/prism/**/*.test.ts",
  "test/mocks/storage/**/*.test.ts",
  "test/mocks/validation/published-documents.test.ts",
  "test/model/pages.test.ts",
  "test/outputs/client/operations.test.ts",
  "test/outputs/client/order.test.ts",
  "test/outputs/contract/**/*.test.ts",
  "test/outputs/growth.test.ts",
  "test/outputs/links/links.test.ts",
  "test/outputs/tools/tools.test.ts",
  "test/document/order.test.ts",
  "test/names/lock.test.ts",
  "test/names/operations.properties.test.ts",
  "test/names/schemas.test.ts",
  "test/names/tags.test.ts",
  "test/names/histories/**/*.test.ts",
  "test/names/modules.test.ts",
];

/** The slow tests first, so that at the end no worker waits for another that is left with one of them. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ project }: TestSpecification) => project.name === "slow";
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}

/** Tests in projects that are written by a test. */
const notOurs = "test/projects/**";

/** Hooks generate clients, too. */
const timeouts = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    maxWorkers: "100%",
    sequence: { sequencer: SlowFirst },
    projects: [
      // A worker loads modules once for all of its files: no file may leave anything behind in one, or in a global.
      {
        test: {
          name: "fast",
          include: ["test/**/*.test.ts"],
          exclude: [...slowTests, notOurs],
          isolate: false,
          setupFiles: "test/leaves-nothing.ts",
          ...timeouts,
        },
      },
      { test: { name: "slow", include: slowTests, ...timeouts } },
    ],
  },
});
