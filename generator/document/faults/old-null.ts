import { nullAsType } from "../../schema/dialect.ts";
import { type Contradiction, noContradiction, type Subject } from "./contradiction.ts";

/** `nullable` is a field of schemas up to 3.0 (section 4.7.24 there). Many later documents have it still. */
export function nullOfOldDocuments({ value, version }: Subject): readonly Contradiction[] {
  const written = version < "3.1" ? undefined : nullAsType(value);
  if (written === undefined) return noContradiction;
  const { field, type } = written;
  const message = `schemas have no field "${field}" from OpenAPI 3.1 on; it is ignored, and null is not a value by it`;
  return [{ code: "unknown-field", keys: [field], message, help: `null is a type there: ${type}` }];
}
