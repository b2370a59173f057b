import type { Group, Kind, Setting } from "../../generator/settings/table/setting.ts";
import { settingsTable } from "../../generator/settings/table/table.ts";

/** The sections of the reference of settings: one for each setting, groups before what is in them. */
export function settingsReference(): string[] {
  return sectionsOf(settingsTable, "");
}

function sectionsOf({ keys }: Group, path: string): string[] {
  return Object.entries(keys).flatMap(([key, setting]) => {
    const name = path === "" ? key : `${path}.${key}`;
    const inner = groupIn(setting);
    return [section(name, setting), ...(inner ? sectionsOf(inner.group, `${name}${inner.below}`) : [])];
  });
}

/** The group that a setting is, or that its entries are. */
function groupIn(kind: Kind): { readonly group: Group; readonly below: string } | undefined {
  if (kind.kind === "group") return { group: kind, below: "" };
  if (kind.kind === "either") return kind.of.map(groupIn).find((found) => found !== undefined);
  if (kind.kind !== "map") return undefined;
  const inner = groupIn(kind.of);
  return inner && { group: inner.group, below: ".<name>" };
}

function section(name: string, setting: Setting): string {
  const { about, formerly, needs } = setting;
  const isGroup = setting.kind === "group";
  const facts = [
    ...(isGroup ? [] : [`${capitalized(shapeOf(setting))}.`]),
    ...(setting.isRequired ? ["Required."] : []),
    ...defaultOf(setting),
    ...(needs === undefined ? [] : [`Goes with \`${needs}\`.`]),
    ...(formerly === undefined ? [] : [`Its former name \`${formerly}\` still works, with a warning.`]),
  ];
  const heading = name.includes(".") ? "###" : "##";
  return [`${heading} ${name}`, about, facts.join(" ")].filter(Boolean).join("\n\n");
}

function defaultOf({ default: standard, otherwise }: Setting): string[] {
  if (otherwise !== undefined) return [`Default: ${otherwise}.`];
  return standard === undefined || typeof standard === "object" ? [] : [`Default: ${code(standard)}.`];
}

function shapeOf(kind: Kind, isPlural = false): string {
  const counted = (one: string, several: string) => (isPlural ? several : one);
  switch (kind.kind) {
    case "string":
      return `${counted("a string", "strings")}${kind.pattern ? `: ${kind.pattern.means}` : ""}`;
    case "choice":
      return kind.of.length === 1
        ? code(kind.of[0]!)
        : `${counted("one of", "each one of")} ${kind.of.map(code).join(", ")}`;
    case "boolean":
      return "`true` or `false`";
    case "integer": {
      const { minimum, maximum } = kind;
      const range = maximum === undefined ? ` of at least ${minimum}` : ` from ${minimum} to ${maximum}`;
      return `${counted("an integer", "integers")}${minimum === undefined ? "" : range}`;
    }
    case "list":
      return `${counted("a list", "lists")} of ${shapeOf(kind.of, true)}${kind.isNotEmpty ? ", at least one" : ""}`;
    case "map": {
      const { names, of } = kind;
      const named =
        names === undefined
          ? "names"
          : "regExp" in names
            ? `names (${names.means})`
            : "[diagnostic codes](diagnostics.md)";
      return `${counted("a map", "maps")} of ${named} to ${shapeOf(of, true)}`;
    }
    case "group":
      return counted("a map with the keys below", "maps with the keys below");
    case "either":
      return kind.of.map((each) => shapeOf(each, isPlural)).join(", or ");
    case "any":
      return counted("any value", "any values");
  }
}

function code(value: string | number | boolean): string {
  return value === " " || value === "," ? `\`"${value}"\`` : `\`${value}\``;
}

function capitalized(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}
