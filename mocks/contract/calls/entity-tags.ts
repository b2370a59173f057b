import type { TestedOperation, TestedParameter } from "../tested/tested-operation.ts";
import { type Call, withArgument } from "./call.ts";

/** Stands for the entity tag that a record has when the request is sent. */
export const currentTag = '"twinspec-current"';

/** Whether a parameter is the condition that a record is as it was read (RFC 9110, section 13.1.1). */
export function isMatch({ place, name }: Pick<TestedParameter, "name" | "place">): boolean {
  return place === "header" && name.toLowerCase() === "if-match";
}

/** The key of the argument that has the tag of the record as it is; undefined where a call has none. */
export function currentTagIn({ operation, arguments: given }: Call): string | undefined {
  return operation.parameters.find((one) => isMatch(one) && given.get(one.key) === currentTag)?.key;
}

/** What reads the record of a call; undefined where nothing does. */
export function readOf(call: Call, operations: readonly TestedOperation[]): Call | undefined {
  const reading = operations.find(
    ({ info, parameters }) =>
      info.method === "GET" &&
      info.path === call.operation.info.path &&
      parameters.every(({ isRequired, place }) => place === "path" || !isRequired),
  );
  if (reading === undefined) return undefined;
  const keys = reading.parameters.filter(({ place }) => place === "path").map(({ key }) => key);
  const given = new Map(keys.map((key) => [key, call.arguments.get(key)]));
  return { operation: reading, arguments: given, holder: { kind: "valid" }, isPlaced: call.isPlaced };
}

/** A call at a record that has an entity tag; where it is not known, any will do. */
export function withTag(call: Call, key: string, tag: string | undefined): Call {
  return withArgument(call, key, tag ?? "*");
}
