import { didYouMean } from "../../diagnostics/suggestion.ts";
import { isObject, type JsonObject, setOwn } from "../../document/json.ts";
import type { Group, Kind, Names, Pattern, Setting } from "./setting.ts";

/** What is wrong with a setting, or out of date. */
export interface SettingsFault {
  readonly code: "settings" | "setting-renamed";
  /** The keys from the root of the settings to the place. */
  readonly keys: readonly string[];
  /** Whether the key itself is at fault, not its value. */
  readonly part: "key" | "value";
  readonly message: string;
  readonly help?: string | undefined;
}

/** Takes in what is wrong; reading goes on. */
type Report = (fault: SettingsFault) => void;

/** The value as its kind allows it, with every default filled in. What is not allowed is reported, and left as it is. */
export function readValue(kind: Kind, value: unknown, keys: readonly string[], report: Report): unknown {
  const refuse = (message: string, help?: string): unknown => {
    report({ code: "settings", keys, part: "value", message: `${shown(keys)} ${message}`, help });
    return value;
  };
  if (!isOfKind(kind, value)) return refuse(`must be ${listed(wordsOf(kind))}`, remedyFor(kind, value));
  switch (kind.kind) {
    case "string": {
      const { pattern } = kind;
      if (!pattern || pattern.regExp.test(String(value))) return value;
      return refuse(mismatch(pattern, value), didYouMean(String(value), pattern.known ?? []));
    }
    case "choice": {
      if (kind.of.includes(String(value)) && typeof value === "string") return value;
      const help = typeof value === "string" ? didYouMean(value, kind.of) : undefined;
      return refuse(`must be one of ${kind.of.map(quoted).join(", ")}, not ${JSON.stringify(value)}`, help);
    }
    case "integer": {
      const { minimum = -Infinity, maximum = Infinity } = kind;
      if (Number(value) < minimum) return refuse(`must be >= ${minimum}`);
      return Number(value) > maximum ? refuse(`must be <= ${maximum}`) : value;
    }
    case "list": {
      const items = value as readonly unknown[];
      if (kind.isNotEmpty && items.length === 0) return refuse("must not be empty");
      return items.map((item, index) => readValue(kind.of, item, [...keys, String(index)], report));
    }
    case "map": {
      const read = {};
      for (const [name, each] of Object.entries(value as JsonObject)) {
        const at = [...keys, name];
        const fault = faultOfName(at, kind.names);
        if (fault) report({ code: "settings", keys: at, part: "key", ...fault });
        setOwn(read, name, readValue(kind.of, each, at, report));
      }
      return read;
    }
    case "group":
      return readGroup(kind, value as JsonObject, keys, report);
    case "either":
      return readValue(kind.of.find((each) => isOfKind(each, value))!, value, keys, report);
    case "boolean":
    case "any":
      return value;
  }
}

/** What a setting is where nobody writes it, if it is anything. */
export function defaultOf(setting: Setting): unknown {
  if (setting.kind !== "group") return setting.default;
  const isOptional = Object.values(setting.keys).some(({ isRequired }) => isRequired);
  return isOptional ? undefined : readGroup(setting, {}, [], () => {});
}

function readGroup({ keys: settings }: Group, value: JsonObject, keys: readonly string[], report: Report): JsonObject {
  const fault = (key: string, message: string, help?: string): void =>
    report({ code: "settings", keys: [...keys, key], part: "key", message, help });
  const known = new Set(Object.entries(settings).flatMap(([key, { formerly = key }]) => [key, formerly]));
  for (const key of Object.keys(value)) {
    if (known.has(key)) continue;
    const names = Object.keys(settings);
    const help = didYouMean(key, names) ?? `known keys: ${names.join(", ")}`;
    fault(key, `the settings have no key ${shown([...keys, key])}`, help);
  }
  const read = {};
  for (const [key, setting] of Object.entries(settings)) {
    const { formerly, needs } = setting;
    let written = key;
    if (formerly !== undefined && Object.hasOwn(value, formerly)) {
      const [old, now] = [shown([...keys, formerly]), shown([...keys, key])];
      if (Object.hasOwn(value, key))
        fault(formerly, `${old} is the former name of ${now}, which is there too`, "remove it");
      else {
        written = formerly;
        const at = [...keys, formerly];
        report({
          code: "setting-renamed",
          keys: at,
          part: "key",
          message: `${old} is now called ${now}`,
          help: "rename it",
        });
      }
    }
    const isWritten = Object.hasOwn(value, written);
    if (isWritten && needs !== undefined && !Object.hasOwn(value, needs))
      report({
        code: "settings",
        keys,
        part: "value",
        message: `${shown(keys)} must have property ${needs} when property ${key} is present`,
      });
    if (!isWritten && setting.isRequired)
      report({ code: "settings", keys, part: "value", message: `${shown(keys)} must have the key "${key}"` });
    const result = isWritten ? readValue(setting, value[written], [...keys, written], report) : defaultOf(setting);
    if (result !== undefined) setOwn(read, key, result);
  }
  return read;
}

function isOfKind(kind: Kind, value: unknown): boolean {
  switch (kind.kind) {
    case "string":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return Number.isInteger(value);
    case "list":
      return Array.isArray(value);
    case "map":
    case "group":
      return isObject(value);
    case "either":
      return kind.of.some((each) => isOfKind(each, value));
    case "choice":
    case "any":
      return true;
  }
}

/** What a kind takes, in the words of YAML. */
function wordsOf(kind: Kind): string[] {
  switch (kind.kind) {
    case "string":
    case "choice":
      return ["a string"];
    case "boolean":
      return ["true", "false"];
    case "integer":
      return ["an integer"];
    case "list":
      return ["a list"];
    case "map":
    case "group":
      return ["a map"];
    case "either":
      return kind.of.flatMap(wordsOf);
    case "any":
      return ["a value"];
  }
}

/** Words as a sentence has them: `a, b or c`. */
function listed(words: readonly string[]): string {
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** What a value was meant to be: YAML 1.2 reads `yes` as a string, and a key without a value as null. */
function remedyFor({ kind }: Kind, value: unknown): string | undefined {
  if (value === null) return "write a value, or remove the key";
  if (kind !== "boolean" || typeof value !== "string") return undefined;
  const meant = ["true", "yes", "on"].includes(value.toLowerCase());
  return meant || ["false", "no", "off"].includes(value.toLowerCase()) ? `did you mean ${meant}?` : undefined;
}

/** A word as it is, anything else in quotes. */
function quoted(text: string): string {
  return /^[\w-]+$/.test(text) ? text : JSON.stringify(text);
}

function faultOfName(
  keys: readonly string[],
  names: Pattern | Names | undefined,
): Pick<SettingsFault, "message" | "help"> | undefined {
  const name = keys.at(-1)!;
  if (names === undefined) return undefined;
  if ("regExp" in names)
    return names.regExp.test(name)
      ? undefined
      : { message: `${shown(keys)}: the name ${mismatch(names, name)}`, help: didYouMean(name, names.known ?? []) };
  if (names.of.includes(name)) return undefined;
  return { message: `there is no ${names.noun} "${name}"`, help: didYouMean(name, names.of) };
}

function mismatch({ means }: Pattern, value: unknown): string {
  return `must be ${means}, not ${JSON.stringify(value)}`;
}

function shown(keys: readonly string[]): string {
  return keys.length === 0 ? "the settings" : `"${keys.join(".")}"`;
}
