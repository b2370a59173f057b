import { matchContent } from "../../http/media-type.ts";
import type { Violation } from "../../validation/violation.ts";
import type { Part } from "../finding.ts";
import { headerOf } from "../message.ts";
import type { Exchange } from "../running/exchange.ts";
import { documentedFor } from "./documented-response.ts";

/** Where the documents describe what a violation of a response is about. */
export function partOfResponse({ location, code }: Violation, { call, response }: Exchange): Part {
  const documented = response && documentedFor(call.operation, response.status);
  if (response === undefined || documented === undefined) return { keys: ["responses"] };
  const keys = ["responses", documented.status];
  const [, place, ...path] = location;
  if (place === "header") return { keys: [...keys, "headers", ...path.slice(0, 1)] };
  const contents = Object.fromEntries(documented.contents);
  const match = code === "media-type" ? undefined : matchContent(contents, headerOf(response, "content-type") ?? "");
  if (match === undefined) return { keys: [...keys, "content"] };
  const range = Object.keys(contents).find((key) => contents[key] === match.description) ?? "";
  return { keys: [...keys, "content", range, "schema"], value: path };
}
