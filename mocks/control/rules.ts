import type { JsonObject } from "../../generator/document/json.ts";
import type { ServedOperation } from "../document/operations.ts";
import { contentsOf, describedResponse } from "../document/response-object.ts";
import { percentEncoded } from "../writing/write-header.ts";
import type { FindOperation } from "./find-operation.ts";
import { type ResponseRule, scriptOf } from "./response-rule.ts";
import type { ScriptedResponse } from "./response-types.ts";
import { createScripts, type Scripts } from "./scripts.ts";
import { escapeMarkup, fillTemplates, fillText, templateFault } from "./template.ts";
import { firstSuccess } from "./write-response.ts";

type Arguments = Readonly<Record<string, unknown>>;

/** The responses that the settings, or the options, give in place of the document's. */
export interface Rules {
  readonly scripts: Pick<Scripts, "candidates">;
  /** Begins to count anew. */
  reset(): void;
}

/**
 * Responses by rules: of those that fit a request, the first one.
 *
 * @throws {UnknownOperationError} where a rule names an operation that the API does not have.
 * @throws {TypeError} where a pattern or a template of a rule is not valid.
 */
export function createRules(rules: readonly ResponseRule[], find: FindOperation, openapi: JsonObject): Rules {
  const scripts = createScripts();
  const addAll = () => {
    // Of scripts the last one wins.
    for (const rule of rules.toReversed()) {
      const fault = templateFault([rule.body, rule.headers]);
      if (fault !== undefined) throw new TypeError(`"${fault}" is not a valid template, such as {{args.petId}}`);
      const operation = find(rule.operation);
      const { response, when } = scriptOf(rule);
      scripts.add(operation, ({ arguments: args }) => filled(response, args, { operation, openapi }), when);
    }
  };
  addAll();
  return {
    scripts,
    reset() {
      scripts.reset();
      addAll();
    },
  };
}

interface Described {
  readonly operation: ServedOperation;
  readonly openapi: JsonObject;
}

/** A response with the arguments of the request in its texts. */
function filled(response: ScriptedResponse, args: Arguments, described: Described): ScriptedResponse {
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
  const [first] = contentsOf(describedResponse(openapi, operation, status ?? firstSuccess(operation)));
  return String(own ?? first?.[0] ?? "");
}
