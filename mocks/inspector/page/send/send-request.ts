import type { DescribedOperation } from "../../../../generated/twinspec-control/schemas/DescribedOperation.ts";
import type { DescribedParameter } from "../../../../generated/twinspec-control/schemas/DescribedParameter.ts";
import type { DescribedPart } from "../../../../generated/twinspec-control/schemas/DescribedPart.ts";
import type { OperationDescription, ParameterDescription } from "../../../../generator/runtime/core/description.ts";
import { createTransport, type Transport } from "../../../../generator/runtime/core/transport.ts";
import { bodyOf, writeForm, writeJson, writeMultipart, writeRaw } from "../../../../generator/runtime/request/body.ts";
import { operation } from "../../../../generator/runtime/request/operation.ts";
import { expandPathWithQuery, writeStyled } from "../../../../generator/runtime/request/parameters.ts";
import { argumentOf, parsed } from "./argument.ts";
import { encodingOf, formValue, type PartDrafts } from "./form-parts.ts";

/** What a person wrote into the form, by argument; what is left out is empty. */
export interface Draft {
  readonly values: ReadonlyMap<string, string>;
  readonly mediaType: string | undefined;
  readonly body: string;
  readonly file: File | undefined;
  /** Those of a form with files, where the document names its parts. */
  readonly parts: PartDrafts;
}

/** What came back. */
export interface Received {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly milliseconds: number;
  /** The request as it went out. */
  readonly sent: { readonly method: string; readonly url: string; readonly headers: Readonly<Record<string, string>> };
}

interface SendOptions {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Sends a request as a generated client does: each parameter by its style, the body by its media type. Rejects where a
 * value cannot be sent, or nothing responds.
 */
export async function sendRequest(
  described: DescribedOperation,
  draft: Draft,
  { baseUrl, headers }: SendOptions,
): Promise<Received> {
  const { mediaType } = draft;
  let received: Received | undefined;
  const transport = createTransport({
    baseUrl,
    async fetch(request: Request) {
      const start = performance.now();
      const sent = { method: request.method, url: request.url, headers: Object.fromEntries(request.headers) };
      // The same origin's cookies and cache would be the inspector's, not the program's that is tried.
      const response = await fetch(
        new Request(request, { credentials: "omit", cache: "no-store", redirect: "manual" }),
      );
      const milliseconds = performance.now() - start;
      const text = response.type === "opaqueredirect" ? "" : await response.text();
      const status = response.status;
      received = { status, text, headers: Object.fromEntries(response.headers), milliseconds, sent };
      return new Response(null, { status: 204 });
    },
  });
  const call = operation<
    (transport: Transport, args: object, options: { contentType?: string; headers: object }) => Promise<unknown>
  >(descriptionOf(described, draft));
  await call(transport, argumentsOf(described, draft), {
    headers,
    ...(mediaType !== undefined && { contentType: mediaType }),
  });
  if (received === undefined) throw new Error("The mock does not respond.");
  return received;
}

function descriptionOf(described: DescribedOperation, draft: Draft): OperationDescription {
  const { operation: one, parameters, body } = described;
  const { method, path, name = "request" } = one;
  const parts = partsOf(described, draft);
  return {
    ...{ name, method, path, accept: "*/*", read: async () => undefined, expand: expandPathWithQuery },
    // A browser sends no cookies that a page sets in a header.
    parameters: parameters.filter(({ in: place }) => place !== "cookie").map(parameterOf),
    ...(body && {
      body: bodyOf({
        argument: body.argument,
        content: body.contents.map(({ mediaType }) => mediaType),
        writers: [writeMultipart, writeForm, writeRaw, writeJson],
        ...(parts && { encoding: encodingOf(parts, draft.parts) }),
      }),
    }),
  };
}

function parameterOf({
  name,
  in: place,
  argument,
  style,
  explode,
  allowReserved,
  mediaType,
}: DescribedParameter): ParameterDescription {
  return {
    ...{ name, in: place, argument, explode, allowReserved, write: writeStyled },
    style: style as NonNullable<ParameterDescription["style"]>,
    ...(mediaType !== undefined && { content: mediaType }),
  };
}

/** The parts of the chosen media type; undefined where the body is written as one. */
export function partsOf(
  { body }: Pick<DescribedOperation, "body">,
  { mediaType }: Draft,
): readonly DescribedPart[] | undefined {
  return body?.contents.find((each) => each.mediaType === mediaType)?.parts;
}

/** The arguments as a program would give them to the client. */
export function argumentsOf({ parameters, body }: DescribedOperation, draft: Draft): Record<string, unknown> {
  // A parameter may have any name.
  const args = Object.create(null) as Record<string, unknown>;
  for (const parameter of parameters) {
    const text = draft.values.get(parameter.argument) ?? "";
    if (text !== "") args[parameter.argument] = argumentOf(parameter, text);
  }
  if (body === undefined) return args;
  const parts = partsOf({ body }, draft);
  const value = parts === undefined ? (draft.file ?? bodyValue(draft)) : formValue(parts, draft.parts);
  if (value !== undefined) args[body.argument] = value;
  return args;
}

function bodyValue({ mediaType = "application/json", body }: Draft): unknown {
  if (body.trim() === "") return undefined;
  const isText = !/json|x-www-form-urlencoded|multipart\/form-data/i.test(mediaType);
  if (isText) return body;
  const value = parsed(body);
  if (value === undefined) throw new TypeError("The body is not valid JSON.");
  return value.json;
}

/** The call of the generated client that sends the same. */
export function clientCall(
  { operation: { name = "request" } }: DescribedOperation,
  args: Record<string, unknown>,
): string {
  return `await client.${name}(${Object.keys(args).length === 0 ? "" : objectText(args)});`;
}

/** A value as a program has it; a file is a variable. */
function valueText(value: unknown): string {
  if (value instanceof File) return "file";
  if (!holdsFile(value)) return JSON.stringify(value);
  return Array.isArray(value) ? `[${value.map(valueText).join(", ")}]` : objectText(value as object);
}

function objectText(value: object): string {
  const members = Object.entries(value).map(([key, each]) => {
    const name = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : JSON.stringify(key);
    return `${name}: ${valueText(each)}`;
  });
  return `{ ${members.join(", ")} }`;
}

function holdsFile(value: unknown): boolean {
  return value instanceof File || (typeof value === "object" && value !== null && Object.values(value).some(holdsFile));
}
