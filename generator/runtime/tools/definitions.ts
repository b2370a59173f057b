import type { OperationDescription } from "../core/description.ts";
import type { RawResult } from "../core/result.ts";
import type { Transport } from "../core/transport.ts";

/** A schema in JSON Schema 2020-12. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** An operation as a tool that an assistant may call. */
export interface Tool {
  /** What it does, and which scopes it needs. */
  readonly description: string;
  /** The operation's arguments; references are `#/$defs/<name>` of the set's schemas. */
  readonly input: JsonSchema;
  /** The operation, where the tool has another name. */
  readonly operation?: string;
  /** Further names that are taken for it. */
  readonly aliases?: readonly string[];
}

/** The tools of an API. The generator writes one set for each. */
export interface ToolSet {
  /** By name; a name has letters, digits, `_` and `-` of ASCII, at most 64. */
  readonly tools: { readonly [name: string]: Tool };
  /** The schemas that inputs refer to, by name. */
  readonly schemas: { readonly [name: string]: JsonSchema };
  /** The module of all operations. */
  readonly operations: object;
  /** Operations that are not tools, and why. */
  readonly unavailable: { readonly [operation: string]: string };
  /** Codes of errors after which nothing is to be sent again. */
  readonly stop?: readonly string[];
  /** Cookies of a browser session, which are not an API session; `*` at the end stands for any further text. */
  readonly sessionCookies?: readonly string[];
}

/** Sends the request of an operation, whichever it is. */
export interface AnyOperation {
  (transport: Transport, ...rest: unknown[]): Promise<RawResult<unknown, unknown>>;
  readonly description: OperationDescription;
}

/** The name of the tool that a name or an alias means. */
export function toolNamed({ tools }: ToolSet, name: string): string | undefined {
  if (Object.hasOwn(tools, name)) return name;
  return Object.keys(tools).find((each) => tools[each]!.aliases?.includes(name));
}

/** The operation of a tool of the set. */
export function operationOf({ tools, operations }: ToolSet, name: string): AnyOperation {
  return (operations as { readonly [name: string]: AnyOperation })[tools[name]!.operation ?? name]!;
}

/**
 * A tool as the Model Context Protocol describes it (revision 2025-06-18, "Tool"). Anthropic's API wants `inputSchema`
 * as `input_schema`, OpenAI's as `parameters`.
 */
export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  /** JSON Schema 2020-12 of the arguments; the schemas it refers to are in its `$defs`. */
  readonly inputSchema: JsonSchema & { readonly type: "object" };
  readonly annotations: ToolAnnotations;
}

/** What the HTTP method says of a tool (RFC 9110, section 9.2). */
export interface ToolAnnotations {
  /** Whether it changes nothing. */
  readonly readOnlyHint: boolean;
  /** Whether it may change or delete what is there. */
  readonly destructiveHint: boolean;
  /** Whether a second call changes nothing more. */
  readonly idempotentHint: boolean;
}

/** The definitions of the tools of these names, or of all. Throws a TypeError for a name that no tool has. */
export function toolDefinitions(
  api: ToolSet,
  names: readonly string[] = Object.keys(api.tools),
): ToolDefinition[] {
  return names.map((name) => {
    if (!Object.hasOwn(api.tools, name)) throw new TypeError(noSuchTool(api, name));
    const { description, input } = api.tools[name]!;
    const { method } = operationOf(api, name).description;
    return {
      name,
      description,
      inputSchema: withDefinitions(input, api),
      annotations: annotationsOf(method),
    };
  });
}

/** Why a name is not a tool's, with a suggestion. */
export function noSuchTool(api: ToolSet, name: string): string {
  const { tools, unavailable } = api;
  if (Object.hasOwn(unavailable, name))
    return `the operation "${name}" is not a tool: ${unavailable[name]}`;
  const known = toolNamed(api, name);
  const suggestion =
    known === undefined ? didYouMean(name, Object.keys(tools)) : `; it is an alias of "${known}"`;
  return `there is no tool ${JSON.stringify(name.slice(0, 100))}${suggestion}`;
}

function annotationsOf(method: string): ToolAnnotations {
  const isRead = ["GET", "HEAD", "OPTIONS", "QUERY", "TRACE"].includes(method);
  return {
    readOnlyHint: isRead,
    destructiveHint: !isRead && method !== "POST",
    idempotentHint: isRead || method === "PUT" || method === "DELETE",
  };
}

/** A schema with everything that it refers to, by whatever way. */
function withDefinitions(input: JsonSchema, { schemas }: ToolSet): ToolDefinition["inputSchema"] {
  const found = new Map<string, JsonSchema>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      const name = key === "$ref" ? referredName(child) : undefined;
      if (name !== undefined && !found.has(name) && Object.hasOwn(schemas, name)) {
        found.set(name, schemas[name]!);
        visit(schemas[name]);
      } else visit(child);
    }
  };
  visit(input);
  const own = { ...input, type: "object" as const };
  return found.size === 0 ? own : { ...own, $defs: Object.fromEntries(found) };
}

/** The name in `#/$defs/<name>`. */
export function referredName(reference: unknown): string | undefined {
  const prefix = "#/$defs/";
  if (typeof reference !== "string" || !reference.startsWith(prefix)) return undefined;
  try {
    return decodeURIComponent(reference.slice(prefix.length));
  } catch {
    return undefined;
  }
}

/** "; did you mean …?" for the candidate that is spelt most like a word: at most a third of its letters differ. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: { readonly name: string; readonly edits: number } | undefined;
  // A longer word is not a typing mistake, and would take long to compare.
  for (const name of word.length > 100 ? [] : candidates) {
    if (Math.abs(name.length - word.length) > limit) continue;
    const edits = editsBetween(word.toLowerCase(), name.toLowerCase());
    if (edits <= limit && edits < (best?.edits ?? Number.POSITIVE_INFINITY)) best = { name, edits };
  }
  return best ? `; did you mean "${best.name}"?` : "";
}

/** Whether two names differ only in case and punctuation, as `departmentID` and `department_id` do. */
export function isSameWord(a: string, b: string): boolean {
  return plainName(a) === plainName(b);
}

/** A name without case and punctuation. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** The Levenshtein distance. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    row = next;
  }
  return row[b.length]!;
}
