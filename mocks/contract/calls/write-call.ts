import { isObject } from "../../../generator/document/json.ts";
import { withPlainNumbers } from "../../document/exact-numbers.ts";
import { essenceOf } from "../../http/media-type.ts";
import type { Content } from "../../writing/content.ts";
import { writeBody } from "../../writing/write-body.ts";
import { writeHeader } from "../../writing/write-header.ts";
import { writeQuery } from "../../writing/write-query.ts";
import type { ContractRequest } from "../message.ts";
import type { Authorization } from "../options.ts";
import type { TestedApi } from "../tested/tested-api.ts";
import type { TestedContent, TestedParameter } from "../tested/tested-operation.ts";
import type { Call } from "./call.ts";

/** Writes a call as the request that it is. `url` is the address of the server. */
export function writeCall(
  call: Call,
  { api, url }: { readonly api: TestedApi; readonly url: string },
  authorizations: readonly Authorization[],
): ContractRequest {
  const { operation } = call;
  const given = operation.parameters.filter(({ key }) => call.arguments.has(key));
  const inPlace = (place: TestedParameter["place"]) => given.filter((parameter) => parameter.place === place);
  const argumentOf = ({ key }: TestedParameter) => call.arguments.get(key);

  let path = operation.info.path;
  for (const parameter of inPlace("path"))
    path = path.replaceAll(`{${parameter.name}}`, () => writePath(argumentOf(parameter), parameter));
  const query = [
    ...inPlace("query").map((parameter) =>
      parameter.wholeQuery
        ? String(
            writtenBody(argumentOf(parameter), { mediaType: parameter.mediaType ?? "", schema: parameter.schema }, api)
              .body,
          )
        : writeQuery(argumentOf(parameter), parameter),
    ),
    ...pairsOf(authorizations, "query").map(
      ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
    ),
  ].filter((part) => part !== "");
  const cookies = [
    ...inPlace("cookie").map((parameter) => writeQuery(argumentOf(parameter), parameter).replaceAll("&", "; ")),
    ...pairsOf(authorizations, "cookies").map(([name, value]) => `${name}=${value}`),
  ].filter((part) => part !== "");
  const body = bodyOf(call, api);
  const headers: [string, string][] = [
    ["accept", call.accept ?? "*/*"],
    ...inPlace("header").flatMap((parameter) =>
      [writeHeader(argumentOf(parameter), parameter) ?? []]
        .flat()
        .map((text): [string, string] => [parameter.name, text]),
    ),
    ...(cookies.length === 0 ? [] : [["cookie", cookies.join("; ")] as [string, string]]),
    ...(body.mediaType === undefined ? [] : [["content-type", body.mediaType] as [string, string]]),
    ...pairsOf(authorizations, "headers").map(([name, value]): [string, string] => [name, value]),
  ];
  const own = new Set([...(call.headers?.keys() ?? [])].map((name) => name.toLowerCase()));
  return {
    method: call.method ?? operation.info.method,
    url: call.href ?? `${url.replace(/\/$/, "")}${path}${query.length === 0 ? "" : `?${query.join("&")}`}`,
    headers: [...headers.filter(([name]) => !own.has(name.toLowerCase())), ...(call.headers ?? [])],
    ...(body.bytes !== undefined && { body: body.bytes }),
  };
}

function pairsOf(
  authorizations: readonly Authorization[],
  place: "cookies" | "headers" | "query",
): (readonly [name: string, value: string])[] {
  return authorizations.flatMap((each) => each[place] ?? []);
}

function bodyOf({ operation, body }: Call, api: TestedApi): { mediaType?: string; bytes?: Uint8Array } {
  if (body === undefined) return {};
  if ("bytes" in body) return { bytes: body.bytes, ...(body.mediaType !== undefined && { mediaType: body.mediaType }) };
  const content = operation.body?.contents.find(({ mediaType }) => mediaType === body.mediaType);
  const written = writtenBody(body.value, { ...content, mediaType: body.mediaType }, api);
  const { body: text = "", mediaType = body.mediaType } = written;
  return { mediaType, bytes: typeof text === "string" ? new TextEncoder().encode(text) : text };
}

function writtenBody(
  value: unknown,
  { mediaType, media = {}, schema }: Pick<TestedContent, "mediaType"> & Partial<TestedContent>,
  { request }: TestedApi,
) {
  const { encoding, prefixEncoding, itemEncoding, itemSchema } = media;
  const content: Content = { mediaType, schema, encoding, prefixEncoding, itemEncoding, itemSchema, isWritten: false };
  if (isPlainText(mediaType) && typeof value === "string") return { mediaType, body: value };
  return writeBody(value instanceof Uint8Array ? Buffer.from(value) : value, content, request);
}

function isPlainText(mediaType: string): boolean {
  return essenceOf(mediaType) === "text/plain";
}

/** The texts of a call's path variables, as they are in its path. */
export function writtenVariables({ operation, arguments: given }: Call): Map<string, string> {
  const inPath = operation.parameters.filter(({ key, place }) => place === "path" && given.has(key));
  return new Map(inPath.map((parameter) => [parameter.name, writePath(given.get(parameter.key), parameter)]));
}

/** A value in a path, by its style (section 4.8.12.3). */
function writePath(value: unknown, { name, style, explode, mediaType }: TestedParameter): string {
  if (mediaType !== undefined) return encode(typeof value === "string" ? value : JSON.stringify(value));
  const key = encodeURIComponent(name);
  const members = isObject(value) ? Object.entries(value) : undefined;
  const items = Array.isArray(value) ? (value as unknown[]) : undefined;
  const joined = (members?.flat() ?? items ?? [value]).map(textOf).join(",");
  const pairs = members?.map(([member, part]) => `${encode(member)}=${textOf(part)}`);
  if (style === "label")
    return explode && (pairs || items) ? `.${(pairs ?? items!.map(textOf)).join(".")}` : `.${joined}`;
  if (style === "matrix") {
    if (explode && pairs) return `;${pairs.join(";")}`;
    if (explode && items) return items.map((item) => `;${key}=${textOf(item)}`).join("");
    return `;${key}=${joined}`;
  }
  return explode && pairs ? pairs.join(",") : joined;
}

function textOf(value: unknown): string {
  return encode(typeof value === "object" && value !== null ? JSON.stringify(value) : String(value));
}

function encode(text: string): string {
  const plain = withPlainNumbers(text);
  // A segment of dots alone leads elsewhere (RFC 3986, section 5.2.4).
  return /^\.{1,2}$/.test(plain) ? plain.replaceAll(".", "%2E") : encodeURIComponent(plain);
}
