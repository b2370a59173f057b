import { isObject, type JsonObject, setOwn } from "../../document/json.ts";

/**
 * A schema of which each part has one role: a reference, an object of its listed members alone, an array of one kind of
 * items, listed values, a primitive, a pure `allOf` or `anyOf`, or an own type. Printers of JSON Schema are right on
 * it.
 */
export type Form = JsonObject | boolean;

/** A type that JSON Schema has no one keyword for; it stands where the form has its `type`. */
export type OwnType =
  /** An array of any length. */
  | { readonly kind: "list"; readonly items: Form }
  /** An array whose first items have places; those from an index on may be missing. */
  | { readonly kind: "tuple"; readonly items: readonly Form[]; readonly optionalFrom: number; readonly rest?: Form }
  /** An object that has members beside those that are listed; these and `others` have names like them. */
  | {
      readonly kind: "indexed";
      readonly object: Form;
      readonly values: readonly Form[];
      readonly others: readonly Form[];
    }
  /** Members that must be there, whatever the form says of them. */
  | { readonly kind: "requiring"; readonly of: Form; readonly names: readonly string[] }
  /** Without members, which are said to be something else. */
  | { readonly kind: "without"; readonly of: Form; readonly names: readonly string[] }
  /** The few values of a member that tells schemas apart. */
  | { readonly kind: "label"; readonly values: readonly unknown[] }
  /** An object with such a member. */
  | { readonly kind: "labelled"; readonly name: string; readonly values: readonly unknown[] }
  /** A few values of a schema, of which one exceeds JavaScript's numbers: what a client has there, settings say. */
  | { readonly kind: "integers"; readonly of: JsonObject }
  /** Any value that is there. */
  | { readonly kind: "present" }
  /** An object without members. */
  | { readonly kind: "empty" };

/** The form of an own type. */
export function ownForm(type: OwnType): Form {
  return { type };
}

/** No value. */
export const nothing: Form = { enum: [] };

/** Null. */
export const nullForm: Form = { type: "null" };

/** Whatever one of the forms takes. */
export function either(forms: readonly Form[]): Form {
  if (forms.includes(true)) return true;
  const some = forms.map((form) => (form === false ? nothing : form));
  return some.length === 1 ? some[0]! : { anyOf: some };
}

/** What all forms take. */
export function all(forms: readonly Form[]): Form {
  const some = forms.flatMap((form) => (form === true ? [] : form === false ? [nothing] : [form]));
  return some.length === 0 ? true : some.length === 1 ? some[0]! : { allOf: some };
}

/** Objects with these members, of which those that are named must be there. */
export function objectForm(members: ReadonlyMap<string, Form>, required: readonly string[]): Form {
  const properties = Object.create(null) as Record<string, Form>;
  for (const [name, form] of members) setOwn(properties, name, form);
  return { type: "object", properties, required };
}

/** The own type of a form; undefined where it has none. */
export function ownTypeOf(form: unknown): OwnType | undefined {
  const type = isObject(form) ? form["type"] : undefined;
  return isObject(type) ? (type as unknown as OwnType) : undefined;
}
