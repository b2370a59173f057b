import { headerOf } from "../message.ts";
import type { Exchange } from "../running/exchange.ts";
import type { TestedApi } from "../tested/tested-api.ts";
import { objectsIn } from "../tested/views-of.ts";
import { schemaOfJson } from "./described-body.ts";
import { documentedFor } from "./documented-response.ts";
import { type Fault, quoted } from "./fault.ts";

/** Headers of HTTP itself, of its connections, caches, security and CORS, which no document needs to list. */
const usual = new Set(
  [
    ..."accept-ranges age allow alt-svc cache-control connection content-disposition content-encoding".split(" "),
    ..."content-language content-length content-location content-range content-security-policy content-type".split(" "),
    ..."cross-origin-embedder-policy cross-origin-opener-policy cross-origin-resource-policy date etag expires".split(
      " ",
    ),
    ..."keep-alive last-modified location permissions-policy pragma proxy-authenticate referrer-policy".split(" "),
    ..."retry-after server server-timing set-cookie strict-transport-security trailer transfer-encoding".split(" "),
    ..."upgrade vary via warning www-authenticate x-content-type-options x-dns-prefetch-control".split(" "),
    ..."x-frame-options x-powered-by x-xss-protection".split(" "),
  ].filter((name) => name !== ""),
);

/** Members and headers that the documents do not list. */
export function undocumentedParts(exchange: Exchange, api: TestedApi): Fault[] {
  const { response, call, rounded } = exchange;
  const documented = response && documentedFor(call.operation, response.status);
  if (response === undefined || documented === undefined) return [];
  return [...ofHeaders(), ...ofMembers()];

  function ofHeaders(): Fault[] {
    const listed = new Set(Object.keys(headersOf(documented!.description)).map((name) => name.toLowerCase()));
    const names = [...new Set(response!.headers.map(([name]) => name.toLowerCase()))];
    return names
      .filter((name) => !usual.has(name) && !listed.has(name) && !name.startsWith("access-control-"))
      .filter((name) => headerOf(response!, name) !== undefined)
      .map((name) => ({
        rule: "undocumented-header",
        cause: name,
        message: `The response has the header ${quoted(name)}, which the documents do not list.`,
      }));
  }

  function ofMembers(): Fault[] {
    const objects = objectsIn(schemaOfJson(exchange), rounded, { views: api.views, schemas: api.response });
    return objects.flatMap(({ path, value, members, isOpen }) =>
      Object.keys(value)
        .filter((name) => !isOpen && !members.has(name))
        .map((name) => ({
          rule: "undocumented-member",
          cause: [...path, name].join(" "),
          message: `The response has the member ${quoted([...path, name].join("."))}, which its schema does not list.`,
        })),
    );
  }
}

function headersOf({ headers }: { readonly headers?: unknown }): object {
  return typeof headers === "object" && headers !== null ? headers : {};
}
