import { isObject, setOwn } from "../../generator/document/json.ts";
import { argumentAt } from "./match-arguments.ts";

type Arguments = Readonly<Record<string, unknown>>;

/** What begins with two braces: one that is escaped, one that stands for an argument, or any other. */
const marks = /\\\{\{|\{\{\s*args\.([^{}]*[^{}\s])\s*\}\}|\{\{/g;
const whole = /^\{\{\s*args\.([^{}]*[^{}\s])\s*\}\}$/;

/** The first part of a value's texts that looks like a template and is none; undefined where all is well. */
export function templateFault(value: unknown): string | undefined {
  if (typeof value === "string") {
    const found = [...value.matchAll(marks)].find(([mark, place]) => mark === "{{" && place === undefined);
    return found && value.slice(found.index, found.index + 40);
  }
  const parts = Array.isArray(value) ? (value as unknown[]) : isObject(value) ? Object.values(value) : [];
  return parts.map(templateFault).find((fault) => fault !== undefined);
}

/** The arguments that a value's texts name, by their places. */
export function templatePlaces(value: unknown): string[] {
  if (typeof value === "string") return [...value.matchAll(marks)].flatMap(([, place]) => place ?? []);
  const parts = Array.isArray(value) ? (value as unknown[]) : isObject(value) ? Object.values(value) : [];
  return parts.flatMap(templatePlaces);
}

/**
 * A value with the arguments that its texts name by `{{args.petId}}` or, by place, `{{args.body.tags.0}}`. A text that
 * is nothing else becomes the argument itself, whatever it is, and is left out where the request has none; within a
 * text stands the argument as text, an array or an object as JSON, nothing where there is none. `\{{` is `{{`. What is
 * filled in is data: nothing in it is looked at again.
 */
export function fillTemplates(value: unknown, args: Arguments, written: (text: string) => string = asIs): unknown {
  if (typeof value === "string") {
    const place = whole.exec(value)?.[1];
    if (place !== undefined && written === asIs) return argumentAt(args, place);
    return fillText(value, args, written);
  }
  if (Array.isArray(value)) return value.map((item: unknown) => fillTemplates(item, args) ?? null);
  if (!isObject(value)) return value;
  const filled = {};
  for (const [key, member] of Object.entries(value)) {
    const found = fillTemplates(member, args);
    if (found !== undefined) setOwn(filled, key, found);
  }
  return filled;
}

/** A text with the arguments that it names, each as text. */
export function fillText(text: string, args: Arguments, written: (text: string) => string = asIs): string {
  return text.replaceAll(marks, (mark, place?: string) => {
    if (place === undefined) return mark.replace(/^\\/, "");
    return written(textOf(argumentAt(args, place)));
  });
}

/** As markup has it, where neither a tag nor an attribute can end. */
export function escapeMarkup(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null || value instanceof Blob || ArrayBuffer.isView(value)) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value as string | number | bigint | boolean);
}

function asIs(text: string): string {
  return text;
}
