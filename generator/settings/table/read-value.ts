import { didYouMean } from "../../diagnostics/suggestion.ts";
import { isObject, type JsonObject, setOwn } from "../../document/json.ts";
import type { Group, Kind, Names, Pattern, Setting } from "./setting.ts";
import { quoted, remedyFor, wordsFor } from "./words.ts";

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

/** Where a value is, and who takes in what is wrong with it; reading goes on. */
interface At {
  readonly keys: readonly string[];
  readonly report: (fault: SettingsFault) => void;
}

/**
 * The value as its kind allows it, with every default filled in. What is not allowed is reported, and left as it is.
 */
export function readValue(kind: Kind, value: unknown, report: At["report"] = () => {}): unknown {
  return readAt(kind, value, { keys: [], report });
}

function readAt(kind: Kind, value: unknown, at: At): unknown {
  const fault = faultOf(kind, value);
  if (fault) {
    const message = `${shown(at.keys)} must ${fault.message}`;
    at.report({ code: "settings", keys: at.keys, part: "value", message, help: fault.help });
    return value;
  }
  switch (kind.kind) {
    case "list":
      return (value as unknown[]).map((item, index) => readAt(kind.of, item, below(at, String(index))));
    case "map":
      return readMap(kind, value as JsonObject, at);
    case "group":
      return readGroup(kind, value as JsonObject, at);
    case "either":
      return readAt(kind.of.find((each) => isOfKind(each, value))!, value, at);
    default:
      return value;
  }
}

/** What a value must be and is not, as far as can be said without looking into it. */
function faultOf(kind: Kind, value: unknown): Pick<SettingsFault, "message" | "help"> | undefined {
  if (!isOfKind(kind, value)) return { message: `be ${wordsFor(kind)}`, help: remedyFor(kind, value) };
  switch (kind.kind) {
    case "string":
      return kind.pattern && mismatch(String(value), kind.pattern);
    case "choice": {
      if (typeof value === "string" && kind.of.includes(value)) return undefined;
      const help = typeof value === "string" ? didYouMean(value, kind.of) : undefined;
      return { message: `be one of ${kind.of.map(quoted).join(", ")}, not ${JSON.stringify(value)}`, help };
    }
    case "integer": {
      const { minimum = -Infinity, maximum = Infinity } = kind;
      if (Number(value) < minimum) return { message: `be >= ${minimum}` };
      return Number(value) > maximum ? { message: `be <= ${maximum}` } : undefined;
    }
    case "list":
      return kind.isNotEmpty && (value as unknown[]).length === 0 ? { message: "not be empty" } : undefined;
    default:
      return undefined;
  }
}

function readMap({ of, names }: Extract<Kind, { kind: "map" }>, value: JsonObject, at: At): JsonObject {
  const read = {};
  for (const [name, each] of Object.entries(value)) {
    const inside = below(at, name);
    const fault = names && faultOfName(name, names, inside);
    if (fault) at.report({ code: "settings", keys: inside.keys, part: "key", ...fault });
    setOwn(read, name, readAt(of, each, inside));
  }
  return read;
}

function readGroup({ keys: settings }: Group, value: JsonObject, at: At): JsonObject {
  reportUnknown(settings, value, at);
  const read = {};
  for (const [key, setting] of Object.entries(settings)) {
    const { formerly, isRequired, needs } = setting;
    const written = writtenKey(value, { key, formerly }, at);
    const lacks = (message: string): void =>
      at.report({ code: "settings", keys: at.keys, part: "value", message: `${shown(at.keys)} must have ${message}` });
    if (written === undefined && isRequired) lacks(`the key "${key}"`);
    if (written !== undefined && needs !== undefined && !Object.hasOwn(value, needs))
      lacks(`property ${needs} when property ${key} is present`);
    const result = written === undefined ? defaultOf(setting) : readAt(setting, value[written], below(at, written));
    if (result !== undefined) setOwn(read, key, result);
  }
  return read;
}

function reportUnknown(settings: Group["keys"], value: JsonObject, at: At): void {
  const known = new Set(Object.entries(settings).flatMap(([key, { formerly = key }]) => [key, formerly]));
  const names = Object.keys(settings);
  for (const key of Object.keys(value).filter((each) => !known.has(each))) {
    const { keys } = below(at, key);
    const help = didYouMean(key, names) ?? `known keys: ${names.join(", ")}`;
    at.report({ code: "settings", keys, part: "key", message: `the settings have no key ${shown(keys)}`, help });
  }
}

/** The key under which a setting is written: its own, or the one that it had before. */
function writtenKey(
  value: JsonObject,
  { key, formerly }: { readonly key: string; readonly formerly: string | undefined },
  at: At,
): string | undefined {
  const isWritten = Object.hasOwn(value, key);
  if (formerly === undefined || !Object.hasOwn(value, formerly)) return isWritten ? key : undefined;
  const { keys } = below(at, formerly);
  const [before, now] = [shown(keys), shown([...at.keys, key])];
  const [code, message, help] = isWritten
    ? (["settings", `${before} is the former name of ${now}, which is there too`, "remove it"] as const)
    : (["setting-renamed", `${before} is now called ${now}`, "rename it"] as const);
  at.report({ code, keys, part: "key", message, help });
  return isWritten ? key : formerly;
}

/** What a setting is where nobody writes it, if it is anything. */
function defaultOf(setting: Setting): unknown {
  if (setting.kind !== "group") return setting.default;
  const isOptional = Object.values(setting.keys).some(({ isRequired }) => isRequired);
  return isOptional ? undefined : readValue(setting, {});
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

function faultOfName(
  name: string,
  names: Pattern | Names,
  { keys }: At,
): Pick<SettingsFault, "message" | "help"> | undefined {
  if ("regExp" in names) {
    const fault = mismatch(name, names);
    return fault && { ...fault, message: `${shown(keys)}: the name must ${fault.message}` };
  }
  if (names.of.includes(name)) return undefined;
  return { message: `there is no ${names.noun} "${name}"`, help: didYouMean(name, names.of) };
}

function mismatch(
  text: string,
  { regExp, means, known = [] }: Pattern,
): Pick<SettingsFault, "message" | "help"> | undefined {
  if (regExp.test(text)) return undefined;
  return { message: `be ${means}, not ${JSON.stringify(text)}`, help: didYouMean(text, known) };
}

function below({ keys, report }: At, key: string): At {
  return { keys: [...keys, key], report };
}

function shown(keys: readonly string[]): string {
  return keys.length === 0 ? "the settings" : `"${keys.join(".")}"`;
}
