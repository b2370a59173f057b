import { isObject, type JsonObject, listIn } from "../../../document/json.ts";
import { commentText } from "../../../emit/text.ts";
import { isBinaryString } from "../../../model/media-type.ts";
import { isLongInteger, takesNumbers } from "../../../schema/long-integers.ts";

/** The longest value that a comment shows, in characters of JSON. */
const longestShown = 200;

/** What a schema requires of values that its type does not show, in the order in which comments list it. */
const constraints: ReadonlyMap<string, { readonly place: number; readonly type: string }> = new Map(
  (
    [
      ["minimum", "number"],
      ["maximum", "number"],
      ["exclusiveMinimum", "number"],
      ["exclusiveMaximum", "number"],
      ["multipleOf", "number"],
      ["minLength", "number"],
      ["maxLength", "number"],
      ["pattern", "string"],
      ["format", "string"],
      ["minItems", "number"],
      ["maxItems", "number"],
      ["uniqueItems", "boolean"],
      ["minProperties", "number"],
      ["maxProperties", "number"],
    ] as const
  ).map(([name, type], place) => [name, { place, type }]),
);

/** What a schema says of itself, as the inside of a doc comment; empty where it says nothing. */
export function schemaDoc(schema: unknown): string {
  if (!isObject(schema)) return "";
  const paragraphs = [proseOf(schema["title"]), proseOf(schema["description"])];
  const tags = [schemaTags(schema), schema["deprecated"] === true ? "@deprecated" : ""];
  return [...new Set([...paragraphs, tags.filter((text) => text !== "").join("\n")])]
    .filter((text) => text !== "")
    .join("\n\n");
}

/** What a schema requires of a value, its default and an example, as tags; empty where it says nothing. */
export function schemaTags(schema: unknown): string {
  if (!isObject(schema)) return "";
  const tags = [
    ...constraintTags(schema),
    tag("default", schema["default"], schema),
    tag("example", listIn(schema, "examples")[0], schema),
  ];
  return tags.filter((text) => text !== "").join("\n");
}

/** What a schema requires, as tags; nothing where its type says it all: a few values, or bytes. */
function constraintTags(schema: JsonObject): string[] {
  if (isBinaryString(schema) || schema["enum"] !== undefined || schema["const"] !== undefined) return [];
  const stated = Object.keys(schema).flatMap((name) => {
    const known = constraints.get(name);
    const value = schema[name];
    return known && typeof value === known.type && value !== false && !isRounded(value)
      ? [{ name, value, place: known.place }]
      : [];
  });
  return stated.sort((a, b) => a.place - b.place).map(({ name, value }) => taggedText(name, String(value)));
}

/** Whether a number would be shown with digits that its document has not: JavaScript holds no such integer. */
function isRounded(value: unknown): boolean {
  return typeof value === "number" && isLongInteger(String(value));
}

function proseOf(text: unknown): string {
  return typeof text === "string" ? commentText(text) : "";
}

function tag(name: string, value: unknown, schema: JsonObject): string {
  if (value === undefined) return "";
  return taggedText(name, isLongInteger(value) && takesNumbers(schema) ? value : JSON.stringify(value));
}

/** A tag whose text is one line. */
function taggedText(name: string, text: string): string {
  const shown = commentText(text).replace(/\s*\n\s*/g, " ");
  return shown === "" || shown.length > longestShown ? "" : `@${name} ${shown}`;
}
