import { isJson, matchContent } from "../../http/media-type.ts";
import { headerOf } from "../message.ts";
import type { Exchange } from "../running/exchange.ts";
import { documentedFor } from "./documented-response.ts";

/** The schema of the JSON that came back; undefined where there is no JSON, or nothing is said of it. */
export function schemaOfJson({ call, response, json }: Exchange): unknown {
  if (response === undefined || json === undefined) return undefined;
  const mediaType = headerOf(response, "content-type");
  if (!isJson(mediaType)) return undefined;
  const documented = documentedFor(call.operation, response.status);
  return matchContent(Object.fromEntries(documented?.contents ?? []), mediaType ?? "")?.description["schema"];
}
