import { isObject, setOwn } from "../../generator/document/json.ts";
import type { MockResponse } from "../http/response.ts";
import type { ErrorTemplate } from "../oauth/settings.ts";
import { fillTemplate } from "../oauth/template.ts";
import type { Violation } from "../validation/violation.ts";

/**
 * The API's own response to a request whose values are wrong. `{detail}` is the whole message. A list of one item that has `{field}`
 * in it gets one for each violation, with `{field}` (as `p/departmentId`), `{message}` and `{kind}`: `missing` or `invalid`.
 */
export function invalidRequestResponse(
  template: ErrorTemplate,
  detail: string,
  violations: readonly Violation[],
): MockResponse {
  return fillTemplate({ ...template, body: expand(template.body, violations) }, new Map([["detail", detail]]));
}

function expand(value: unknown, violations: readonly Violation[]): unknown {
  if (Array.isArray(value)) {
    const [item] = value as unknown[];
    const isForEach = value.length === 1 && JSON.stringify(item).includes("{field}");
    return isForEach
      ? violations.map((violation) => describe(item, violation))
      : value.map((one) => expand(one, violations));
  }
  return mapObject(value, (child) => expand(child, violations));
}

function describe(value: unknown, violation: Violation): unknown {
  if (typeof value === "string") {
    const { location, code, message } = violation;
    const texts = new Map([
      ["field", location.slice(2).join("/")],
      ["kind", code === "required" ? "missing" : "invalid"],
      ["message", message],
    ]);
    return value.replaceAll(/\{(field|kind|message)\}/g, (_, name: string) => texts.get(name) ?? "");
  }
  if (Array.isArray(value)) return value.map((one) => describe(one, violation));
  return mapObject(value, (child) => describe(child, violation));
}

function mapObject(value: unknown, change: (child: unknown) => unknown): unknown {
  if (!isObject(value)) return value;
  const copy = {};
  for (const [key, child] of Object.entries(value)) setOwn(copy, key, change(child));
  return copy;
}
