import type { RequestDraft } from "./description.ts";
import { expandPath } from "./path.ts";

/**
 * `expandPath` for a template with a query of its own, which comes first (`/v1/?Action=Y`), or with a fragment, which tells
 * twins apart in documents (`/x#2`) and is not sent.
 */
export function expandPathWithQuery(url: string, draft: RequestDraft, operation: string): string {
  const expanded = expandPath(url.split("#")[0]!, draft, operation);
  // Taken away from openapi-fetch, which would put a second question mark before it.
  const query = draft.query.splice(0);
  return query.length ? expanded + (expanded.includes("?") ? "&" : "?") + query.join("&") : expanded;
}
