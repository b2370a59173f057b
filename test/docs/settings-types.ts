import type { Kind, Setting } from "../../generator/settings/table/setting.ts";
import { settingsTable } from "../../generator/settings/table/table.ts";

/** The groups of the table that have a file of their own, with all that is in them. */
const files: Readonly<Record<string, string>> = { client: "./written-client.ts", mock: "./written-mock.ts" };

/**
 * The types of a settings file as it is read, every default filled in: an interface per group of the table. Of a group
 * that has a file of its own, or of all that have none.
 */
export function settingsTypes(part?: "client" | "mock"): string {
  const interfaces = new Map<string, string>();
  const imports: string[] = [];
  if (part !== undefined) collect(settingsTable.keys[part]!, interfaces, settingsTable.keys[part]!.about);
  else {
    const elsewhere = new Map<string, string>();
    for (const [key, file] of Object.entries(files)) {
      const setting = settingsTable.keys[key]!;
      collect(setting, elsewhere, setting.about);
      imports.push(`import type { ${typeOf(setting)} } from "${file}";\n`);
    }
    collect(settingsTable, elsewhere, "A settings file, with every default filled in.");
    const ofParts = new Set(Object.keys(files).flatMap((key) => namesIn(settingsTable.keys[key]!)));
    for (const [name, text] of elsewhere) if (!ofParts.has(name)) interfaces.set(name, text);
  }
  const header = "// Made from the table of settings by `npm run docs`; do not edit.";
  const body = [...interfaces.values()].reverse().join("\n");
  return [header, ...(imports.length === 0 ? [] : [imports.join("").trimEnd()]), body].join("\n\n");
}

/** The names of the interfaces of a kind. */
function namesIn(kind: Kind): string[] {
  const interfaces = new Map<string, string>();
  collect(kind, interfaces, undefined);
  return [...interfaces.keys()];
}

/** Adds the interface of every group in a kind, the inner ones first. */
function collect(kind: Kind, interfaces: Map<string, string>, about: string | undefined): void {
  if (kind.kind === "list" || kind.kind === "map") collect(kind.of, interfaces, about);
  if (kind.kind === "either") for (const each of kind.of) collect(each, interfaces, about);
  if (kind.kind !== "group" || interfaces.has(kind.type)) return;
  for (const setting of Object.values(kind.keys)) collect(setting, interfaces, setting.about);
  const members = Object.entries(kind.keys).map(([key, setting]) => member(key, setting));
  const summary = kind.summary ?? about;
  const comment = summary === undefined ? "" : docComment(summary, "");
  interfaces.set(kind.type, `${comment}export interface ${kind.type} {\n${members.join("")}}\n`);
}

function member(key: string, setting: Setting): string {
  const { about, otherwise } = setting;
  const text = [about, otherwise && `Default: ${otherwise}.`].filter(Boolean).join(" ");
  const mark = isAlwaysThere(setting) ? "" : "?";
  return `${text === "" ? "" : docComment(text, "  ")}  readonly ${key}${mark}: ${typeOf(setting)};\n`;
}

function isAlwaysThere(setting: Setting): boolean {
  if (setting.kind === "group") return !Object.values(setting.keys).some(({ isRequired }) => isRequired);
  return setting.isRequired === true || setting.default !== undefined;
}

function typeOf(kind: Kind): string {
  switch (kind.kind) {
    case "string":
      return "string";
    case "choice":
      return kind.of.map((each) => JSON.stringify(each)).join(" | ");
    case "boolean":
      return "boolean";
    case "integer":
      return "number";
    case "list":
      return `readonly ${inParentheses(kind.of)}[]`;
    case "map":
      return `{ readonly [name: string]: ${typeOf(kind.of)} }`;
    case "group":
      return kind.type;
    case "either":
      return kind.of.map(typeOf).join(" | ");
    case "any":
      return "unknown";
  }
}

function inParentheses(kind: Kind): string {
  const type = typeOf(kind);
  return type.includes(" ") ? `(${type})` : type;
}

/** Lines of at most 120 characters, as the formatter leaves them. */
function docComment(text: string, indent: string): string {
  const oneLine = `${indent}/** ${text} */`;
  if (oneLine.length <= 120) return `${oneLine}\n`;
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = `${lines.at(-1)} ${word}`;
    if (`${indent} *${line}`.length <= 120) lines[lines.length - 1] = line;
    else lines.push(` ${word}`);
  }
  return `${indent}/**\n${lines.map((line) => `${indent} *${line}\n`).join("")}${indent} */\n`;
}
