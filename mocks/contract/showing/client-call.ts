import { literal, propertyKey } from "../../../generator/emit/text.ts";
import { unmarked } from "../../document/exact-numbers.ts";
import type { Call } from "../calls/call.ts";

/**
 * A call as one of the generated client, written as its README does: `client.getTicket({ ticketId: "1" })`; with
 * expressions in the place of arguments, by their keys.
 */
export function clientCallOf(
  { operation, arguments: given, body }: Call,
  expressions: ReadonlyMap<string, string> = new Map(),
): string {
  const { info, parameters } = operation;
  const members = parameters.flatMap(({ key, argument }) =>
    given.has(key) ? [`${propertyKey(argument)}: ${expressions.get(key) ?? literal(unmarked(given.get(key)))}`] : [],
  );
  if (body !== undefined) members.push(`${propertyKey(operation.body?.argument ?? "body")}: ${bodyOf(body)}`);
  const method = /^[A-Za-z_$][\w$]*$/.test(info.name) ? `.${info.name}` : `[${literal(info.name)}]`;
  return `client${method}(${members.length === 0 ? "" : `{ ${members.join(", ")} }`})`;
}

function bodyOf(body: NonNullable<Call["body"]>): string {
  if (!("bytes" in body)) return literal(unmarked(body.value));
  const type = body.mediaType === undefined ? "" : `, { type: ${literal(body.mediaType)} }`;
  return `new Blob([${literal(Buffer.from(body.bytes).toString("latin1").slice(0, 40))}]${type})`;
}
