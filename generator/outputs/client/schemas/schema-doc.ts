import { isObject, listIn } from "../../../document/json.ts";
import { commentText } from "../../../emit/text.ts";

/** The longest default or example that a comment shows, in characters of JSON. */
const longestShown = 200;

/** What a schema says of itself, as the inside of a doc comment; empty where it says nothing. */
export function schemaDoc(schema: unknown): string {
  if (!isObject(schema)) return "";
  const paragraphs = [proseOf(schema["title"]), proseOf(schema["description"])];
  const tags = [
    tag("default", schema["default"]),
    tag("example", listIn(schema, "examples")[0]),
    schema["deprecated"] === true ? "@deprecated" : "",
  ];
  return [...new Set([...paragraphs, tags.filter((text) => text !== "").join("\n")])]
    .filter((text) => text !== "")
    .join("\n\n");
}

/** The inside of a doc comment between its delimiters. */
export function docComment(text: string): string {
  return text.includes("\n") ? `*\n${text.replace(/^/gm, " * ").replace(/ +$/gm, "")}\n ` : `* ${text} `;
}

function proseOf(text: unknown): string {
  return typeof text === "string" ? commentText(text) : "";
}

function tag(name: string, value: unknown): string {
  if (value === undefined) return "";
  const shown = commentText(JSON.stringify(value));
  return shown.length > longestShown ? "" : `@${name} ${shown}`;
}
