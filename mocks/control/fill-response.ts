import type { JsonObject } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";
import { contentsOf, describedResponse } from "../document/response-object.ts";
import { percentEncoded } from "../writing/write-header.ts";
import type { ResponseRule } from "./response-rule.ts";
import { ScriptError, type ScriptedResponse } from "./response-types.ts";
import { escapeMarkup, fillTemplates, fillText, templateFault } from "./template.ts";
import { firstSuccess } from "./write-response.ts";

type Arguments = Readonly<Record<string, unknown>>;

/** What a response is for; an operation that the document has no more is not known. */
export interface Described {
  readonly operation: ServedOperation | undefined;
  readonly openapi: JsonObject;
}

/** Throws a `ScriptError` where a text of a rule looks like a template and is none. */
export function checkTemplates({ body, headers }: ResponseRule): void {
  const fault = templateFault([body, headers]);
  if (fault !== undefined) throw new ScriptError(`"${fault}" is not a valid template, such as {{args.petId}}`);
}

/** A response with the arguments of the request in its texts. */
export function fillResponse(response: ScriptedResponse, args: Arguments, described: Described): ScriptedResponse {
  const fill = (text: string) => percentEncoded(fillText(text, args));
  const headers = Object.entries(response.headers ?? {}).map(
    ([name, value]) => [name, typeof value === "string" ? fill(value) : value.map(fill)] as const,
  );
  const { body } = response;
  return {
    ...response,
    ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
    ...(body !== undefined && { body: filledBody(body, args, mediaTypeOf(response, described)) }),
  };
}

function filledBody(body: unknown, args: Arguments, mediaType: string): unknown {
  if (Buffer.isBuffer(body)) return body;
  const isMarkup = typeof body === "string" && /\b(?:html|xml)\b/i.test(mediaType);
  return isMarkup ? fillTemplates(body, args, escapeMarkup) : fillTemplates(body, args);
}

function mediaTypeOf({ status, headers }: ScriptedResponse, { operation, openapi }: Described): string {
  const own = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === "content-type")?.[1];
  if (own !== undefined || operation === undefined) return String(own ?? "");
  const [first] = contentsOf(describedResponse(openapi, operation, status ?? firstSuccess(operation)));
  return first?.[0] ?? "";
}
