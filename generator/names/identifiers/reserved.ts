import { isIdentifier, isSlug } from "./identifier.ts";

/** What a name is for; each kind has reserved words of its own. */
export type NameKind = "operation" | "schema" | "argument" | "tag" | "webhook" | "server";

const words = (text: string): string[] => text.split(/\s+/).filter((each) => each !== "");

/** The reserved words of ECMA-262, including those of strict mode and modules, and the names that must not be bound. */
const javascript = words(`
  arguments await break case catch class const continue debugger default delete do else enum eval export extends
  false finally for function if implements import in instanceof interface let new null package private
  protected public return static super switch this throw true try typeof undefined var void while with yield
`);

/** Members that every object inherits: such a name seems to be present where it is not. */
const objectMembers = words(`
  __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ __proto__ constructor hasOwnProperty isPrototypeOf
  propertyIsEnumerable prototype toLocaleString toString valueOf
`);

/** Global values that generated code, or code beside it, uses. */
const globals = words(`
  Infinity NaN clearInterval clearTimeout console crypto decodeURI decodeURIComponent encodeURI encodeURIComponent
  escape exports fetch global globalThis isFinite isNaN module parseFloat parseInt process queueMicrotask require self
  setInterval setTimeout structuredClone undefined unescape window
`);

/** Members of the client object, of functions and of promises, and what the package exports beside operations. */
const clientMembers = words(`
  DELETE GET HEAD OPTIONS PATCH POST PUT QUERY TRACE ApiError ContentError DeadlineError MissingScopeError
  NetworkError TimeoutError apply baseUrl bind call caller can catch createClient createTransport eject finally
  isApiError length name raw refreshToken request servers then toJSON unwrap use
`);

/** Types of TypeScript, ECMAScript and the fetch platform that a schema must not shadow. */
const types = words(`
  any asserts bigint boolean declare infer is keyof never number object readonly string symbol type unique unknown
  AggregateError Array ArrayBuffer ArrayLike AsyncGenerator AsyncIterable AsyncIterableIterator AsyncIterator Atomics
  Awaited BigInt Boolean Capitalize DataView Date Error EvalError Exclude Extract Float32Array Float64Array Function
  Generator InstanceType Int8Array Int16Array Int32Array Intl Iterable IterableIterator Iterator JSON Lowercase Map
  Math Never NoInfer NonNullable Null Number Object Omit Parameters Partial Pick Promise PromiseLike PropertyKey Proxy
  RangeError Readonly ReadonlyArray ReadonlyMap ReadonlySet Record ReferenceError Reflect RegExp Required ReturnType
  Set SharedArrayBuffer String Symbol SyntaxError ThisType TypeError URIError Uint8Array Uint8ClampedArray Uint16Array
  Uint32Array Uncapitalize Undefined Uppercase WeakMap WeakRef WeakSet
  AbortController AbortSignal Blob File FormData Headers ReadableStream Request RequestInit Response
  TextDecoder TextEncoder URL URLSearchParams WritableStream
`);

/** File names that a generated package uses for other things than tags. */
const modules = words(
  "auth client default fetch index links operations package pages runtime schemas scopes streams tags tools transport",
);

/** What the entry of all webhooks is called, and what it exports besides. */
const webhookMembers = words("all parseWebhook");

/** Names of devices, which Windows reserves with any extension. */
const device = /^(?:aux|con|conin\$|conout\$|nul|prn|com[0-9]|lpt[0-9])$/i;

const reserved: Record<NameKind, ReadonlySet<string>> = {
  operation: new Set([...javascript, ...objectMembers, ...globals, ...clientMembers]),
  schema: new Set([...javascript, ...objectMembers, ...types]),
  argument: new Set([...javascript, ...objectMembers]),
  tag: new Set(modules),
  webhook: new Set([...javascript, ...objectMembers, ...globals, ...webhookMembers]),
  server: new Set(objectMembers),
};

/** Whether a name of this kind belongs to JavaScript, TypeScript, the client object, a promise or the file system. */
function isReserved(name: string, kind: NameKind): boolean {
  return reserved[kind].has(name) || device.test(name);
}

/**
 * The name itself, or its escape if it is reserved: a schema gets the suffix `Model` (`Error` → `ErrorModel`), all
 * others an underscore (`delete` → `delete_`). An escape is never reserved.
 */
export function safeName(name: string, kind: NameKind): string {
  if (!isReserved(name, kind)) return name;
  return kind === "schema" ? `${name}Model` : `${name}_`;
}

/** Whether a name can be used in generated code, and as a file name, as it is. */
export function isSafeName(name: string, kind: NameKind): boolean {
  const isWellFormed =
    kind === "tag" ? isSlug(name) : isIdentifier(name) || (kind === "server" && name.includes("://"));
  return isWellFormed && !isReserved(name, kind);
}
