import { type ExactJson, parseExactIntegers } from "../../document/exact-numbers.ts";
import { decodeContent } from "../../http/content-coding.ts";
import { isJson } from "../../http/media-type.ts";
import type { Call } from "../calls/call.ts";
import type { CaseInfo } from "../finding.ts";
import { type ContractRequest, type ContractResponse, headerOf } from "../message.ts";

/** A call, what was sent for it, and what came back. */
export interface Exchange {
  readonly call: Call;
  /** The call with what is known only when it is sent, where there is such a thing. */
  readonly written?: Call;
  readonly testCase: CaseInfo;
  readonly request: ContractRequest;
  /** By secret text the variable that stands for it. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Undefined where none came, for which `failure` is the reason. */
  readonly response: ContractResponse | undefined;
  readonly failure?: string;
  /** The content of the response, unpacked. */
  readonly content: Uint8Array;
  /** Why it could not be unpacked. */
  readonly codingFault?: "too-large" | "undecodable";
  /** JSON as a value whose long integers are texts of all their digits; undefined where there is none. */
  readonly json: unknown;
  /** The same as JavaScript has it, which is what schemas are asked about. */
  readonly rounded?: unknown;
}

/** The largest content that is looked at, in bytes. */
const largestContent = 10 * 1024 * 1024;

/** Reads the content of a response as far as its headers say how. */
export async function readContent(
  response: ContractResponse,
): Promise<Pick<Exchange, "codingFault" | "content" | "json" | "rounded">> {
  const { body } = response;
  const coding = headerOf(response, "content-encoding");
  const content = await decodeContent(Buffer.from(body), coding, largestContent);
  if (typeof content === "string") return { content: body, codingFault: content, json: undefined };
  const json = isJson(headerOf(response, "content-type")) ? jsonOf(content) : undefined;
  return { content, json: json?.exact, rounded: json?.rounded };
}

/** How deep JSON is nested that is looked into; what is nested deeper is sent to make readers fail. */
const deepest = 500;

function jsonOf(content: Uint8Array): ExactJson | undefined {
  try {
    const text = new TextDecoder().decode(content);
    return depthOf(text) > deepest ? undefined : parseExactIntegers(text);
  } catch {
    return undefined;
  }
}

/** Whether a response says that the request was carried out. */
export function isSuccess({ response }: Exchange): boolean {
  return response !== undefined && response.status >= 200 && response.status < 300;
}

/** How deep brackets are nested at most, those in strings among them. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === "[" || bracket === "{" ? 1 : -1;
    most = Math.max(most, depth);
  }
  return most;
}
