import { docComment } from "./comments.ts";
import { newLine, type Place, printWidth, roomAt, widthOf } from "./layout.ts";

/**
 * A type as code: text that is never broken over lines, or what may be.
 *
 * @experimental
 */
export type TypeCode = string | ObjectType | ListType | LabelledType | ArrayType | GenericType;

/** The type of an object. */
export interface ObjectType {
  readonly kind: "object";
  readonly members: readonly Member[];
  /** Whether it stands on one line where there is room. */
  readonly isShort?: boolean;
}

/**
 * A member of an object or an interface.
 *
 * @experimental
 */
export interface Member {
  /** As it is written: an identifier, a literal, or `[key: string]`. */
  readonly name: string;
  readonly type: TypeCode;
  readonly isOptional?: boolean;
  readonly isReadonly?: boolean;
  /** The inside of its doc comment; empty for none. */
  readonly doc?: string;
}

/** A union, an intersection or a tuple. */
export interface ListType {
  readonly kind: "union" | "intersection" | "tuple";
  readonly of: readonly TypeCode[];
  /** Whether a tuple is readonly. */
  readonly isReadonly?: boolean;
}

/** An element of a tuple that has a name: `options?: CallOptions`. */
export interface LabelledType {
  readonly kind: "labelled";
  readonly name: string;
  readonly isOptional?: boolean;
  readonly of: TypeCode;
}

/** The type of an array. */
export interface ArrayType {
  readonly kind: "array";
  readonly of: TypeCode;
}

/** A type with arguments. */
export interface GenericType {
  readonly kind: "generic";
  readonly name: string;
  readonly of: readonly TypeCode[];
}

/** A type in as few lines as the width allows, as prettier breaks it. */
export function printType(type: TypeCode, place: Place): string {
  return flat(type, roomAt(place)) ?? broken(type, place);
}

/** A type as one string, whatever its width: the same for the same type. */
export function typeText(type: TypeCode): string {
  return printType(type, { indent: 0, column: -1_000_000, tail: 0 });
}

/** The union of types, each once: of those that only their examples tell apart, the first. */
export function unionOf(types: readonly TypeCode[]): TypeCode {
  const parts = types.flatMap((type) => (typeof type === "object" && type.kind === "union" ? type.of : [type]));
  const distinct = new Map<string, TypeCode>();
  for (const type of parts) {
    const key = parts.length === 1 ? "" : typeText(withoutExamples(type));
    if (!distinct.has(key)) distinct.set(key, type);
  }
  const [first = "never", ...others] = distinct.values();
  return others.length === 0 ? first : { kind: "union", of: [first, ...others] };
}

function withoutExamples(type: TypeCode): TypeCode {
  if (typeof type === "string") return type;
  switch (type.kind) {
    case "object":
      return {
        ...type,
        members: type.members.map((member) => ({
          ...member,
          type: withoutExamples(member.type),
          doc: (member.doc ?? "").replace(/^@example .*$/gm, "").trim(),
        })),
      };
    case "array":
    case "labelled":
      return { ...type, of: withoutExamples(type.of) };
    default:
      return { ...type, of: type.of.map(withoutExamples) };
  }
}

/** A type on one line; undefined where it takes more columns than there are, or is always broken. */
function flat(type: TypeCode, room: number): string | undefined {
  if (typeof type === "string") return type.length <= room && widthOf(type) <= room ? type : undefined;
  switch (type.kind) {
    case "object": {
      const [member, ...others] = type.members;
      if (!member) return "{}";
      // As a person would write it: one index signature on one line, nearly everything else on several.
      const isShort = type.isShort === true || member.name.startsWith("[");
      if (others.length > 0 || member.doc || !isShort) return undefined;
      const start = startOf(member);
      const text = flat(member.type, room - start.length - 4);
      return text === undefined ? undefined : `{ ${start}${text} }`;
    }
    case "union":
      return joined(type.of, " | ", { room, wrap: isIntersection });
    case "intersection":
      return joined(type.of, " & ", { room, wrap: isUnion });
    case "tuple": {
      const start = tupleStart(type);
      const text = joined(type.of, ", ", { room: room - start.length - 1 });
      return text === undefined ? undefined : `${start}${text}]`;
    }
    case "labelled": {
      const start = startOf(type);
      const text = flat(type.of, room - start.length);
      return text === undefined ? undefined : start + text;
    }
    case "array": {
      const text = joined([type.of], "", { room: room - 2, wrap: (of) => isUnion(of) || isIntersection(of) });
      return text === undefined ? undefined : `${text}[]`;
    }
    case "generic": {
      const text = joined(type.of, ", ", { room: room - type.name.length - 2 });
      return text === undefined ? undefined : `${type.name}<${text}>`;
    }
  }
}

function tupleStart({ isReadonly = false }: ListType): string {
  return isReadonly ? "readonly [" : "[";
}

interface Joining {
  readonly room: number;
  /** Which types are put in parentheses. */
  readonly wrap?: (type: TypeCode) => boolean;
}

function joined(
  types: readonly TypeCode[],
  separator: string,
  { room, wrap = () => false }: Joining,
): string | undefined {
  let text = "";
  for (const [index, type] of types.entries()) {
    if (index > 0) text += separator;
    const printed = flat(type, room - text.length);
    if (printed === undefined) return undefined;
    text += wrap(type) ? `(${printed})` : printed;
  }
  return text.length <= room ? text : undefined;
}

function broken(type: TypeCode, place: Place): string {
  if (typeof type === "string") return type;
  const { indent, column, tail } = place;
  switch (type.kind) {
    case "object":
      return membersText(type.members, indent);
    case "union":
      return brokenUnion(type, place);
    case "intersection":
      return brokenIntersection(type.of, place);
    case "tuple":
      return brokenList(tupleStart(type), type.of, { indent, close: "]", comma: "," });
    case "labelled": {
      const start = startOf(type);
      return start + printType(type.of, { indent, column: column + widthOf(start), tail });
    }
    case "array": {
      const isWrapped = isUnion(type.of) || isIntersection(type.of);
      if (!isWrapped) return `${printType(type.of, { indent, column, tail: tail + 2 })}[]`;
      if (isHugged(type.of)) return `(${hugged(type.of as ListType, indent, column + 1)})[]`;
      const inner = indent + 2;
      const text = isUnion(type.of)
        ? alternatives(type.of.of, inner)
        : printType(type.of, { indent: inner, column: inner, tail: 0 });
      return `(${newLine(inner)}${text}${newLine(indent)})[]`;
    }
    case "generic": {
      const [first, ...others] = type.of;
      // An only argument stays between its angle brackets where it is an object.
      if (first !== undefined && others.length === 0 && (isObject(first) || isHugged(first)))
        return `${type.name}<${printType(first, { indent, column: column + type.name.length + 1, tail: tail + 1 })}>`;
      return brokenList(`${type.name}<`, type.of, { indent, close: ">", comma: "" });
    }
  }
}

/** Members between braces, each on its lines. */
export function membersText(members: readonly Member[], indent: number): string {
  if (members.length === 0) return "{}";
  const inner = indent + 2;
  const lines = members.map((member) => {
    const start = startOf(member);
    const place = { indent: inner, column: inner + widthOf(start), tail: 1 };
    const text = printType(member.type, place);
    const doc = member.doc ? `${newLine(inner)}${docComment(member.doc, inner)}` : "";
    return `${doc}${newLine(inner)}${text.startsWith("\n") ? start.trimEnd() : start}${text};`;
  });
  return `{${lines.join("")}${newLine(indent)}}`;
}

function startOf({ name, isOptional = false, isReadonly = false }: Omit<Member, "type">): string {
  return `${isReadonly ? "readonly " : ""}${name}${isOptional ? "?" : ""}: `;
}

function brokenList(
  open: string,
  types: readonly TypeCode[],
  { indent, close, comma }: { indent: number; close: string; comma: string },
): string {
  const inner = indent + 2;
  const items = types.map((type, index) => {
    const separator = index < types.length - 1 ? "," : comma;
    const text = isUnion(type) ? listedUnion(type, inner) : printType(type, { indent: inner, column: inner, tail: 1 });
    return `${newLine(inner)}${text}${separator}`;
  });
  return `${open}${items.join("")}${newLine(indent)}${close}`;
}

/** A union that stands in a list: its alternatives begin where it does. */
function listedUnion(type: ListType, indent: number): string {
  return flat(type, printWidth - indent - 1) ?? (isHugged(type) ? hugged(type, indent) : alternatives(type.of, indent));
}

/** A union after what it belongs to: on the next line where there is room, or else on several. */
function brokenUnion(union: ListType, { indent, column, tail }: Place): string {
  if (isHugged(union)) return hugged(union, indent, column);
  const inner = indent + 2;
  return newLine(inner) + (flat(union, printWidth - inner - tail) ?? alternatives(union.of, inner));
}

function alternatives(types: readonly TypeCode[], indent: number): string {
  const inner = indent + 2;
  return types
    .map((type) => {
      const text = printType(type, { indent: inner, column: inner, tail: 0 });
      return `| ${isIntersection(type) ? `(${text})` : text}`;
    })
    .join(newLine(indent));
}

/** Whether a union is an object or null, which is written as the object would be. */
function isHugged(type: TypeCode): boolean {
  if (!isUnion(type)) return false;
  return type.of.filter((each) => each !== "null").length === 1 && type.of.some(isObject);
}

function hugged({ of }: ListType, indent: number, column = indent): string {
  return of.map((type) => printType(type, { indent, column, tail: 0 })).join(" | ");
}

/** Objects follow each other; what is not an object, and follows none, begins a line. */
function brokenIntersection(types: readonly TypeCode[], { indent, column, tail }: Place): string {
  let text = "";
  let isIndented = false;
  for (const [index, type] of types.entries()) {
    const previous = types[index - 1];
    const place = (at: number): Place => ({ indent: at, column: at, tail: index === types.length - 1 ? tail : 2 });
    const wrapped = (printed: string, at: number) => {
      if (!isUnion(type)) return printed;
      return printed.startsWith("\n") ? `(${printed}${newLine(at)})` : `(${printed})`;
    };
    const print = (at: number) => wrapped(printType(type, place(at)), at);
    if (previous === undefined) text += wrapped(printType(type, { indent, column, tail: 2 }), indent);
    else if (isObject(previous) && isObject(type)) text += ` & ${print(isIndented ? indent + 2 : indent)}`;
    else if (!isObject(previous) && !isObject(type)) text += ` &${newLine(indent + 2)}${print(indent + 2)}`;
    else {
      if (index > 1) isIndented = true;
      text += ` & ${print(index > 1 ? indent + 2 : indent)}`;
    }
  }
  return text;
}

function isObject(type: TypeCode): type is ObjectType {
  return typeof type === "object" && type.kind === "object";
}

function isUnion(type: TypeCode): type is ListType {
  return typeof type === "object" && type.kind === "union";
}

function isIntersection(type: TypeCode): boolean {
  return typeof type === "object" && type.kind === "intersection";
}
