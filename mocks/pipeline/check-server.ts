import { isObject, type JsonObject, listIn } from "../../generator/document/json.ts";
import { serversOf, urlsOfServer } from "../document/base-paths.ts";
import { mayPrefer } from "../engine/engine-request.ts";
import { ProblemJsonError } from "../http/problem.ts";
import type { RoutedExchange } from "./gateway.ts";

// As Prism's users know them.
const noServer = { type: "NO_SERVER_MATCHED_ERROR", title: "Route not resolved, no server matched", status: 404 };
const noServers = {
  type: "NO_SERVER_CONFIGURATION_PROVIDED_ERROR",
  title: "Route not resolved, no server configuration provided",
  status: 404,
};

/**
 * Checks that the operation of a request has the server that the query names, `?__server=https://example.com/v1`.
 * Throws a problem 404 where it has another or none.
 */
export function createServerCheck(openapi: JsonObject): (exchange: RoutedExchange) => void {
  return (exchange) => {
    if (!mayPrefer(exchange.sentQuery)) return;
    const { query, operation } = exchange;
    const wanted = query.get("__server");
    if (wanted === null || wanted === "") return;
    const servers = serversOf(operation, openapi);
    if (servers.length === 0) throw new ProblemJsonError(noServers, "The document names no server.");
    if (servers.some((server) => isObject(server) && isAddressOf(wanted, server))) return;
    throw new ProblemJsonError(noServer, `None of the document's servers is ${wanted.slice(0, 200)}.`);
  };
}

/** Stands for the value of a variable without an `enum`, which may have any (section 4.8.6). */
const anything = "\0";

function isAddressOf(address: string, server: JsonObject): boolean {
  const urls = urlsOfServer(server, (variable) => {
    const values = isObject(variable) ? listIn(variable, "enum").map(String) : [];
    return values.length === 0 ? [anything] : values;
  });
  return urls.some((url) => {
    const [start = "", ...rest] = url.split(anything);
    const end = rest.pop();
    if (end === undefined) return address === start;
    let from = start.length;
    for (const text of rest) {
      const found = address.indexOf(text, from);
      if (found === -1) return false;
      from = found + text.length;
    }
    return address.startsWith(start) && address.endsWith(end) && address.length - end.length >= from;
  });
}
