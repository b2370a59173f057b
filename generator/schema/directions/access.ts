import { isObject, type JsonObject } from "../../document/json.ts";
import { partsOf } from "../parts.ts";
import { onlyPart } from "../portions.ts";
import { referredId } from "../references.ts";

/** Who sends a member (OpenAPI 3.1, section 4.8.24; JSON Schema validation, section 9.4). */
export interface Access {
  /** Responses alone have it. */
  readonly isReadOnly: boolean;
  /** Requests alone have it. */
  readonly isWriteOnly: boolean;
}

const open: Access = { isReadOnly: false, isWriteOnly: false };

/**
 * Who sends a member: its schema says so, what that refers to, or any schema that it is composed of. `contentOf` gives
 * a named schema.
 */
export function accessOf(member: unknown, contentOf: (id: string) => unknown): Access {
  // it is asked of every member of an API, of which most are nothing else
  if (!isObject(member) || !mayDefer(member)) return isObject(member) ? ownAccess(member) : open;
  return accessIn(member, contentOf, new Set());
}

function mayDefer({ $ref, allOf, anyOf, oneOf }: JsonObject): boolean {
  return $ref !== undefined || allOf !== undefined || anyOf !== undefined || oneOf !== undefined;
}

function accessIn(schema: unknown, contentOf: (id: string) => unknown, passed: Set<unknown>): Access {
  if (!isObject(schema) || passed.has(schema)) return open;
  passed.add(schema);
  const own = ownAccess(schema);
  if (own.isReadOnly || own.isWriteOnly) return own;
  const id = referredId(schema);
  if (id !== undefined) return accessIn(contentOf(id), contentOf, passed);
  const only = onlyPart(schema)?.schema;
  for (const part of only === undefined ? partsOf(schema).all : [only]) {
    const access = accessIn(part, contentOf, passed);
    if (access.isReadOnly || access.isWriteOnly) return access;
  }
  return open;
}

function ownAccess({ readOnly, writeOnly }: JsonObject): Access {
  if (readOnly !== true && writeOnly !== true) return open;
  return { isReadOnly: readOnly === true, isWriteOnly: writeOnly === true };
}
