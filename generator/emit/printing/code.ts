import { literal, propertyKey } from "../text.ts";
import { newLine, type Place, printWidth, roomAt, widthOf } from "./layout.ts";
import { type TypeCode, typeText } from "./types.ts";

/**
 * A value as code: text that is never broken over lines, or what may be.
 *
 * @experimental
 */
export type Code = string | ObjectCode | ArrayCode | CallCode;

/** An object literal. */
export interface ObjectCode {
  readonly kind: "object";
  /** Keys are as they are written; `...` spreads the value, and none lets a name stand for key and value. */
  readonly entries: readonly (readonly [key: string, value: Code])[];
}

/** An array literal. */
export interface ArrayCode {
  readonly kind: "array";
  readonly items: readonly Code[];
}

/** A call. */
export interface CallCode {
  readonly kind: "call";
  readonly callee: string;
  readonly args: readonly Code[];
  /** JavaScript has none of them. */
  readonly typeArguments?: readonly TypeCode[];
  /** Whether its result alone matters: bundlers drop it where nobody uses that. */
  readonly isPure?: boolean;
}

/** A call whose result alone matters. */
export function pureCall(callee: string, ...args: readonly Code[]): CallCode {
  return { kind: "call", callee, args, isPure: true };
}

/** Code without its types. */
export function withoutTypes(code: Code): Code {
  if (typeof code === "string") return code;
  switch (code.kind) {
    case "object":
      return { kind: "object", entries: code.entries.map(([key, value]) => [key, withoutTypes(value)]) };
    case "array":
      return { kind: "array", items: code.items.map(withoutTypes) };
    case "call": {
      const { typeArguments: _, ...call } = code;
      return { ...call, args: call.args.map(withoutTypes) };
    }
  }
}

/** JSON data as code; members that are undefined are left out. */
export function codeOf(value: unknown): Code {
  if (Array.isArray(value)) return { kind: "array", items: value.map(codeOf) };
  if (typeof value !== "object" || value === null) return literal(value);
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return { kind: "object", entries: entries.map(([key, entry]) => [propertyKey(key), codeOf(entry)]) };
}

/** Code in as few lines as the width allows, as prettier breaks it. */
export function printCode(code: Code, place: Place): string {
  return flat(code, roomAt(place)) ?? broken(code, place);
}

/** Code on one line; undefined where it takes more columns than there are, or is always broken. */
function flat(code: Code, room: number): string | undefined {
  if (typeof code === "string") return code.length <= room && widthOf(code) <= room ? code : undefined;
  switch (code.kind) {
    case "object": {
      if (code.entries.length === 0) return room < 2 ? undefined : "{}";
      const entries = flatList(code.entries, flatEntry, room - 4);
      return entries === undefined ? undefined : `{ ${entries} }`;
    }
    case "array": {
      if (isAlwaysBroken(code)) return undefined;
      const items = flatList(code.items, flat, room - 2);
      return items === undefined ? undefined : `[${items}]`;
    }
    case "call": {
      const start = startOf(code);
      const args = flatList(code.args, flat, room - start.length - 1);
      return args === undefined ? undefined : `${start}${args})`;
    }
  }
}

function flatEntry([key, value]: readonly [string, Code], room: number): string | undefined {
  const start = keyText(key);
  const text = flat(value, room - start.length);
  return text === undefined ? undefined : `${start}${text}`;
}

/** A key with what separates it from its value. */
function keyText(key: string): string {
  return key === "..." || key === "" ? key : `${key}: `;
}

function flatList<Item>(
  items: readonly Item[],
  print: (item: Item, room: number) => string | undefined,
  room: number,
): string | undefined {
  let text = "";
  for (const [index, item] of items.entries()) {
    if (index > 0) text += ", ";
    const printed = print(item, room - text.length);
    if (printed === undefined) return undefined;
    text += printed;
  }
  return text.length <= room ? text : undefined;
}

/** Several objects, or several arrays, that all have more than one member. */
function isAlwaysBroken({ items: [first, ...others] }: ArrayCode): boolean {
  if (others.length === 0 || typeof first !== "object") return false;
  return [first, ...others].every((item) => typeof item === "object" && item.kind === first.kind && sizeOf(item) > 1);
}

function sizeOf(code: Exclude<Code, string>): number {
  return code.kind === "object" ? code.entries.length : code.kind === "array" ? code.items.length : 0;
}

function broken(code: Code, place: Place): string {
  if (typeof code === "string") return code;
  const { indent } = place;
  const inner = indent + 2;
  switch (code.kind) {
    case "object":
      return list(
        "{",
        code.entries.map((entry) => entryText(entry, inner)),
        { indent, close: "}" },
      );
    case "array": {
      if (code.items.length > 1 && code.items.every(isNumber)) return filled(code.items as string[], indent);
      const items = code.items.map((item) => printCode(item, { indent: inner, column: inner, tail: 1 }));
      return list("[", items, { indent, close: "]" });
    }
    case "call":
      return brokenCall(code, place);
  }
}

function list(open: string, items: readonly string[], { indent, close }: { indent: number; close: string }): string {
  const start = newLine(indent + 2);
  return `${open}${items.map((item) => `${start}${item},`).join("")}${newLine(indent)}${close}`;
}

function entryText([key, value]: readonly [string, Code], indent: number): string {
  const start = keyText(key);
  const column = indent + widthOf(start);
  // A string may begin a line of its own, unless that saves next to nothing.
  const isString = typeof value === "string" && value.startsWith('"');
  if (isString && key.length > 4 && column + widthOf(value) + 1 > printWidth)
    return `${key}:${newLine(indent + 2)}${value}`;
  return `${start}${printCode(value, { indent, column, tail: 1 })}`;
}

function brokenCall(call: CallCode, { indent, column, tail }: Place): string {
  const start = startOf(call);
  const last = call.args.at(-1);
  if (last === undefined) return `${start})`;
  if (typeof last === "object" && last.kind !== "call" && sizeOf(last) > 0) {
    const others =
      call.args.length === 1 ? "" : flatList(call.args.slice(0, -1), flat, printWidth - column - start.length - 3);
    const before = others === undefined || others === "" ? others : `${others}, `;
    if (before !== undefined) {
      const at = { indent, column: column + start.length + before.length, tail: tail + 1 };
      return `${start}${before}${broken(last, at)})`;
    }
  }
  const inner = indent + 2;
  const args = call.args.map((arg) => printCode(arg, { indent: inner, column: inner, tail: 1 }));
  return list(start, args, { indent, close: ")" });
}

function startOf({ callee, isPure, typeArguments = [] }: CallCode): string {
  const types = typeArguments.length === 0 ? "" : `<${typeArguments.map(typeText).join(", ")}>`;
  return `${isPure ? "/* @__PURE__ */ " : ""}${callee}${types}(`;
}

function isNumber(code: Code): boolean {
  return typeof code === "string" && /^-?\d/.test(code);
}

/** Numbers, as many on a line as there is room for. */
function filled(items: readonly string[], indent: number): string {
  const lines: string[] = [];
  for (const item of items) {
    const line = lines.at(-1);
    if (line !== undefined && indent + 2 + line.length + item.length + 2 <= printWidth)
      lines[lines.length - 1] = `${line} ${item},`;
    else lines.push(`${item},`);
  }
  return `[${lines.map((line) => newLine(indent + 2) + line).join("")}${newLine(indent)}]`;
}
