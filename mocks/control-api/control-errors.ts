import { NotReceivedError } from "../callbacks/deliver.ts";
import { UnknownOperationError } from "../control/find-operation.ts";
import { MissingRequestsError } from "../control/journal-control.ts";
import { ScriptError } from "../control/response-types.ts";
import { FaultSyntaxError } from "../faults/parse-faults.ts";
import { ProblemJsonError, type ProblemTemplate } from "../http/problem.ts";
import { StateError } from "../state/stored-state.ts";

/** Thrown when a control API refuses a request, or there is none. */
export class ControlError extends Error {
  override readonly name = "ControlError";
  /** The status of the response; undefined where there was none. */
  readonly status: number | undefined;

  constructor(message: string, status?: number, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** What a caller did wrong, as it is thrown in the mock's process, and as it is told over HTTP. */
const kinds: readonly (readonly [new (message: string) => Error, ProblemTemplate])[] = [
  [UnknownOperationError, { type: "UNKNOWN_OPERATION", title: "No such operation", status: 422 }],
  [FaultSyntaxError, { type: "FAULT_SYNTAX", title: "Not a fault", status: 422 }],
  [ScriptError, { type: "SCRIPT", title: "Not a response", status: 422 }],
  [StateError, { type: "STATE", title: "Not possible with the state", status: 409 }],
  [MissingRequestsError, { type: "MISSING_REQUESTS", title: "Not so many requests came", status: 409 }],
  [NotReceivedError, { type: "NOT_RECEIVED", title: "Nobody received it", status: 502 }],
];

/** The error as a problem, where a caller did wrong; any other as it is. */
export function asProblem(error: unknown): unknown {
  const [, template] = kinds.find(([kind]) => error instanceof kind) ?? [];
  if (template === undefined) return error;
  const { message } = error as Error;
  const end = /[.?!]$/.test(message) ? "" : ".";
  return new ProblemJsonError(template, `${message.charAt(0).toUpperCase()}${message.slice(1)}${end}`);
}

/** A problem of a control API. */
interface ReceivedProblem {
  readonly type?: string | undefined;
  readonly title?: string | undefined;
  readonly status?: number | undefined;
  readonly detail?: string | undefined;
}

/** A problem as the error that it was in the mock's process. */
export function asError({ type = "", title = "", status, detail }: ReceivedProblem): Error {
  const [Kind] = kinds.find(([, template]) => type.endsWith(`#${template.type}`)) ?? [];
  if (Kind === undefined || detail === undefined) return new ControlError(detail || title, status);
  return new Kind(`${detail.charAt(0).toLowerCase()}${detail.slice(1).replace(/\.$/, "")}`);
}
