import { createHash } from "node:crypto";
import { getOwn, type JsonObject } from "../../generator/document/json.ts";
import type { FindOperation } from "../control/find-operation.ts";
import type { Given, Way } from "../control/given.ts";
import type { OperationName } from "../control/response-types.ts";
import { withPlainNumbers } from "../document/exact-numbers.ts";
import type { ServedOperation } from "../document/operations.ts";
import { type Coverage, type CoveredDocuments, coverageOf } from "./coverage.ts";
import { type CoverageRecord, clearRecord } from "./record.ts";
import type { CoverageRecorder } from "./recorder.ts";

/** Which coverage is meant. */
export interface CoverageFilter<Name extends string = string> {
  /** A name of the operation. Default: all operations. */
  readonly operation?: Name | undefined;
  /** Whether items are listed, or only counted. Default: true. */
  readonly items?: boolean | undefined;
}

/** What a test does with coverage. */
export interface CoverageControl<Package = unknown, How extends Way = "here"> {
  /**
   * What requests exercised of the API since it was first served, and what they did not: operations, parameters given
   * and left out, members, statuses, media types, error codes, scopes, pages.
   *
   * @throws {UnknownOperationError} when the API has no such operation.
   */
  coverage(which?: CoverageFilter<OperationName<Package>>): Given<How, Coverage>;
  /** Forgets what was exercised; `reset` does not. */
  clearCoverage(): Given<How, void>;
}

/** What coverage is told of. */
export interface CoverageControlParts {
  readonly openapi: JsonObject;
  readonly operations: readonly ServedOperation[];
  readonly find: FindOperation;
  readonly recorder: CoverageRecorder;
  readonly record: CoverageRecord;
  readonly api: DescribedApi;
}

/** What an API is called, and where its documents are. */
export interface DescribedApi {
  /** Default: the title of its documents. */
  readonly title?: string | undefined;
  /** As coverage names them; none where they were not read from disk. */
  readonly spec?: readonly string[] | undefined;
}

/** Coverage as tests see it. */
export function createCoverageControl(parts: CoverageControlParts): CoverageControl {
  const { openapi, operations, find, recorder, record, api } = parts;
  let documents: CoveredDocuments | undefined;
  return {
    coverage({ operation, items = true } = {}) {
      documents ??= documentsOf(openapi, api);
      const meant = operation === undefined ? operations : [find(operation)];
      const found = coverageOf({ operations: meant, record, documents, planOf: recorder.plan });
      return items ? found : { ...found, operations: found.operations.map((each) => ({ ...each, items: [] })) };
    },
    clearCoverage: () => clearRecord(record),
  };
}

/** Which documents an API is made of. The digest is the same in each process that reads them. */
export function documentsOf(openapi: JsonObject, { title, spec = [] }: DescribedApi = {}): CoveredDocuments {
  const digest = createHash("sha256")
    .update(withPlainNumbers(JSON.stringify(openapi)))
    .digest("hex");
  return { title: title ?? String(getOwn(openapi["info"], "title") ?? ""), digest, spec };
}
