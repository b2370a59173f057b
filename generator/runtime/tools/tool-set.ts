import type { OperationDescription } from "../description.ts";
import type { Result } from "../result.ts";
import type { Transport } from "../transport.ts";

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
  (transport: Transport, ...rest: unknown[]): Promise<Result<unknown, unknown>>;
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
