import type { JsonObject } from "../../generator/document/json.ts";
import type { WebhookControl } from "../callbacks/send-webhook.ts";
import type { Control } from "../control/control.ts";
import type { FindOperation } from "../control/find-operation.ts";
import type { JournalControl } from "../control/journal-control.ts";
import type { PlanControl } from "../control/plan-control.ts";
import type { ResponseRule } from "../control/response-rule.ts";
import { sampleRequest } from "../control/sample-request.ts";
import type { StateControl } from "../control/state-control.ts";
import type { MockApi } from "../control-api/mock-api.ts";
import type { CoverageControl, DescribedApi } from "../coverage/coverage-control.ts";
import { createBasePaths } from "../document/base-paths.ts";
import type { OperationNames, ServedOperation } from "../document/operations.ts";
import type { SentNames } from "../document/sent-operations.ts";
import type { Handle } from "../http/edge.ts";
import { createDescribeOperation } from "../inspector/describe/describe-operation.ts";
import type { Authorization } from "../oauth/authorization.ts";
import { sampleCredentials } from "../oauth/sample-credentials.ts";
import type { AccessMode } from "../oauth/settings.ts";
import type { partialStages } from "../recording/partial-upstream.ts";
import type { Recordings } from "../recording/recordings.ts";
import { nearMisses } from "../routing/near-misses.ts";
import type { Unsatisfied } from "../samples/sampler.ts";
import type { EntryStore } from "../storage/store.ts";
import { uncheckedIn } from "../validation/schemas/document-schemas.ts";
import type { SurvivingState } from "./surviving-state.ts";

/** Responses of an API by rules. */
export interface RuleOptions {
  /** Responses in place of the document's: of those that fit a request, the first one is sent. */
  readonly responses?: readonly ResponseRule[];
}

/** What an API is made with beside its options. */
export interface ApiParts {
  /** The client's names of operations. */
  readonly names?: OperationNames;
  /** The client's names of webhooks and callbacks. */
  readonly sentNames?: SentNames;
  /** Below which it is served; its tokens are others than those of an API below another prefix. Default: `""`. */
  readonly prefix?: string;
  /** Where tokens and state are kept. */
  readonly store: EntryStore;
  /** The recordings to write or to serve. */
  readonly recordings?: Recordings;
  /** Makes the stages of an API that has some operations of the real one. */
  readonly partialStages?: typeof partialStages;
  /** How coverage names it. */
  readonly described?: DescribedApi;
  /** What an earlier reading of the documents left. */
  readonly surviving?: SurvivingState;
}

/** An API, and what a server needs of it. */
export interface ServedApi {
  readonly api: MockApi;
  /** Its requests' targets are read below its own root. */
  readonly handle: Handle;
}

/** The parts of an API that those see who use it. */
interface VisibleParts {
  readonly openapi: JsonObject;
  readonly operations: readonly ServedOperation[];
  readonly authorization: Authorization;
  readonly auth: AccessMode;
  readonly controls: readonly [Control, JournalControl, PlanControl, StateControl, CoverageControl, WebhookControl];
  readonly unsatisfied: () => readonly Unsatisfied[];
  readonly find: FindOperation;
}

/** An API as those see it who use it. */
export function createMockApi(parts: VisibleParts): MockApi {
  const { openapi, operations, authorization, auth, controls, unsatisfied, find } = parts;
  const describeOperation = createDescribeOperation(openapi);
  const { approveDevice, denyDevice, issueToken, revoke, expire, tokens, endpoints, prefixes, scopes } = authorization;
  type Controls = Control & CoverageControl & JournalControl & PlanControl & StateControl & WebhookControl;
  const own: Omit<MockApi, keyof Controls> = {
    ...{ approveDevice, denyDevice, issueToken, revoke, expire, tokens, endpoints, prefixes, scopes },
    operations: operations.map(({ publicPart }) => publicPart),
    auth,
    unchecked: () => uncheckedIn(openapi),
    unsatisfied,
    sampleRequest() {
      const sample = sampleRequest(operations, openapi);
      if (sample === undefined) return undefined;
      const { operation, target } = sample;
      return { ...sampleCredentials(target, authorization.neededFor(operation)), operation: operation.publicPart };
    },
    describeOperation: (name) => describeOperation(find(name)),
    nearMisses: (request) => nearMisses(request, operations, createBasePaths(openapi)),
  };
  // With their getters.
  const members = [...controls, own].map((part) => Object.getOwnPropertyDescriptors(part));
  return Object.defineProperties({}, Object.assign({}, ...members) as PropertyDescriptorMap) as MockApi;
}
