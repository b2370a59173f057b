import { operationNames } from "./result.ts";

/** A response that could not be taken as data: not a 2xx one (from `unwrap`), or one whose JSON is malformed. */
export class ResponseError extends Error {
  /** The operation's public name, when one of the generated operations got the response. */
  readonly operation: string | undefined;
  /** The HTTP status. */
  readonly status: number;
  /** The response's body as it was parsed, or its text when it could not be. */
  readonly body: unknown;
  readonly response: Response;

  constructor(response: Response, body: unknown, problem: string, cause?: unknown) {
    const operation = operationNames.get(response);
    super(`${operation ?? response.url}: ${problem}`, { cause });
    this.name = "ResponseError";
    this.operation = operation;
    this.status = response.status;
    this.body = body;
    this.response = response;
  }
}
