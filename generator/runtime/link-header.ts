/**
 * The target of the first link with the relation type `next` in a Link header (RFC 8288, section 3); undefined when
 * there is none. Links about another context (`anchor`) are passed over.
 */
export function nextLink(header: string | null): string | undefined {
  const link = /[\s,]*<([^>]*)>((?:\s*;\s*[^\s=;,]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s";,]*))?)*)/y;
  for (let found = link.exec(header ?? ""); found; found = link.exec(header!)) {
    const [, target, parameters = ""] = found;
    const relation = parameterOf(parameters, "rel")?.toLowerCase().split(/\s+/);
    if (relation?.includes("next") && parameterOf(parameters, "anchor") === undefined) return target;
  }
  return undefined;
}

/** The first parameter of that name: of several `rel` only the first counts. */
function parameterOf(parameters: string, wanted: string): string | undefined {
  const parameter = /;\s*([^\s=;,]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s";,]*)))?/g;
  for (const [, name, quoted, bare] of parameters.matchAll(parameter)) {
    if (name!.toLowerCase() === wanted) return quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "";
  }
  return undefined;
}
