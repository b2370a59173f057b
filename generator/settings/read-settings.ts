import { readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { Ajv, type ErrorObject } from "ajv";
import { type Code, codes } from "../diagnostics/codes.ts";
import { Diagnostics } from "../diagnostics/diagnostics.ts";
import { placeOf } from "../diagnostics/places.ts";
import { didYouMean } from "../diagnostics/suggestion.ts";
import { isObject, type JsonObject, listIn } from "../document/json.ts";
import { fromPointer, type Position, type SourceDocument } from "../document/source-document.ts";
import { parseYaml } from "../document/text/parse-yaml.ts";
import type { ValueSettings } from "../model/package-settings.ts";
import { packageRoot } from "./package-root.ts";
import { pagesSettings } from "./pages-settings.ts";
import {
  type LinkSettings,
  lockFileName,
  type ParameterSettings,
  type ServerSettings,
  type Settings,
} from "./settings.ts";

/** Reads a settings file. Every fault is reported with its place; the settings are left out when there is one. */
export function readSettings(file: string, workingFolder: string): { settings?: Settings; diagnostics: Diagnostics } {
  const diagnostics = new Diagnostics();
  const shown = relative(workingFolder, file) || file;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    diagnostics.add([{ code: "file-not-found", severity: "error", message: `there is no settings file "${shown}"` }]);
    return { diagnostics };
  }
  const unparsed = { file, path: basename(file), shown, text, format: "yaml" } as const;
  const parsed = parseYaml(unparsed);
  diagnostics.add(parsed.diagnostics);
  if (diagnostics.hasErrors) return { diagnostics };
  const document: SourceDocument = { ...unparsed, value: parsed.value ?? {}, repeated: parsed.repeated };
  checkSettings(document, diagnostics);
  if (diagnostics.hasErrors) return { diagnostics };
  const settings = fillDefaults(document.value as JsonObject, dirname(file), file);
  const inputPlaces = new Map(
    listIn(document.value as JsonObject, "input").map((input, index) => [
      String(input),
      placeOf(positionOf(document, ["input", String(index)])),
    ]),
  );
  const names = new Map(
    [...settings.names].map(([key, { name }]) => {
      return [key, { name, at: placeOf(positionOf(document, ["names", key]), "key") }] as const;
    }),
  );
  const parameters = new Map(
    [...settings.client.parameters].map(([name, parameter]) => {
      const at = placeOf(positionOf(document, ["client", "parameters", name]), "key");
      return [name, { ...parameter, at }] as const;
    }),
  );
  const pages = new Map(
    [...settings.client.pages].map(([name, each]) => {
      const at = placeOf(positionOf(document, ["client", "pages", name]), "key");
      return [name, { ...each, at }] as const;
    }),
  );
  const links = new Map(
    [...settings.client.links].map(([name, link]) => {
      const at = placeOf(positionOf(document, ["client", "links", name]), "key");
      return [name, { ...link, at }] as const;
    }),
  );
  const client = { ...settings.client, parameters, pages, links };
  return { settings: { ...settings, inputPlaces, names, client }, diagnostics };
}

/** Settings for documents that have no settings file. */
export function defaultSettings(
  inputs: readonly string[],
  output: string | undefined,
  workingFolder: string,
): Settings {
  const folder = output === undefined ? undefined : resolve(workingFolder, output);
  return {
    ...fillDefaults({}, workingFolder),
    inputs,
    ...(folder !== undefined && {
      output: folder,
      lockFile: join(folder, lockFileName),
      package: { name: packageNameOf(folder), version: "0.0.0", isPrivate: false },
    }),
  };
}

function checkSettings(document: SourceDocument, diagnostics: Diagnostics): void {
  const schema = JSON.parse(
    readFileSync(join(packageRoot(), "generator/settings/settings.schema.json"), "utf8"),
  ) as JsonObject;
  const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true });
  if (!ajv.validate(schema, document.value)) for (const error of ajv.errors ?? []) report(error, document, diagnostics);
  for (const { key, offset } of [...document.repeated.values()].flat()) {
    const position = { ...positionOf(document, [key]), offset };
    diagnostics.report("error", "settings", position, `"${key}" stands twice`, {
      help: "remove one of them",
      part: "key",
    });
  }
  const severity = isObject(document.value) ? document.value["severity"] : undefined;
  for (const code of isObject(severity) ? Object.keys(severity) : []) {
    if (Object.hasOwn(codes, code)) continue;
    const position = positionOf(document, ["severity", code]);
    diagnostics.report("error", "settings", position, `there is no diagnostic with the code "${code}"`, {
      help: didYouMean(code, Object.keys(codes)),
      part: "key",
    });
  }
}

function report(error: ErrorObject, document: SourceDocument, diagnostics: Diagnostics): void {
  const keys = fromPointer(error.instancePath);
  if (error.keyword === "additionalProperties") {
    const { additionalProperty: key } = error.params as { additionalProperty: string };
    const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {});
    diagnostics.report(
      "error",
      "settings",
      positionOf(document, [...keys, key]),
      `the settings have no key "${[...keys, key].join(".")}"`,
      {
        help: didYouMean(key, known) ?? `known keys: ${known.join(", ")}`,
        part: "key",
      },
    );
    return;
  }
  const subject = keys.length === 0 ? "the settings" : `"${keys.join(".")}"`;
  const { allowedValues } = error.params as { allowedValues?: string[] };
  const help = allowedValues && typeof error.data === "string" ? didYouMean(error.data, allowedValues) : undefined;
  const at = positionOf(document, keys);
  diagnostics.report("error", "settings", at, `${subject} ${wantedBy(error, allowedValues)}`, { help });
}

/** What the schema asks for, in the words of YAML. */
function wantedBy(
  { keyword, params, data, message }: ErrorObject,
  allowedValues: readonly string[] | undefined,
): string {
  if (allowedValues) return `must be one of ${allowedValues.join(", ")}, not ${JSON.stringify(data)}`;
  if (keyword === "minItems") return "must not be empty";
  if (keyword !== "type") return message ?? "is not valid";
  const words: Record<string, string> = {
    object: "a map",
    array: "a list",
    string: "a text",
    boolean: "true or false",
  };
  return `must be ${words[String((params as { type: string }).type)] ?? message}`;
}

function positionOf(document: SourceDocument, keys: readonly string[]): Position {
  let position: Position = { document };
  for (const key of keys) position = { document, parent: position, key };
  return position;
}

function fillDefaults(value: JsonObject, folder: string, file?: string): Settings {
  const text = (key: string, object: JsonObject = value) => (typeof object[key] === "string" ? object[key] : undefined);
  const object = (key: string, from: JsonObject = value) => (isObject(from[key]) ? from[key] : {});
  const output = text("output");
  const described = object("package");
  const scopes = object("scopes");
  const root = text("root");
  const title = text("title");
  return {
    ...(file !== undefined && { file, lockFile: join(folder, lockFileName) }),
    inputs: Array.isArray(value["input"]) ? (value["input"] as string[]) : ["."],
    folder,
    ...((root !== undefined || file !== undefined) && { root: resolve(folder, root ?? ".") }),
    ...(output !== undefined && { output: resolve(folder, output) }),
    target: text("target") === "source" ? "source" : "package",
    ...(title !== undefined && { title }),
    package: {
      name: text("name", described) ?? packageNameOf(resolve(folder, output ?? "client")),
      version: text("version", described) ?? "0.0.0",
      description: text("description", described),
      license: text("license", described),
      isPrivate: described["private"] === true,
    },
    names: new Map(Object.entries(object("names")).map(([key, name]) => [key, { name: String(name) }])),
    scopes: {
      lists: scopes["lists"] === "any-of" ? "any-of" : "all-of",
      isCaseSensitive: scopes["caseSensitive"] !== false,
      implies: new Map(Object.entries(object("implies", scopes)) as [string, string[]][]),
    },
    authPrefix: text("prefix", object("auth")) ?? "Bearer",
    auth: {
      tokenUrl: text("tokenUrl", object("auth")),
      authorizationUrl: text("authorizationUrl", object("auth")),
      clientAuthentication:
        object("auth")["clientAuthentication"] === "client_secret_post" ? "client_secret_post" : "client_secret_basic",
      scopeSeparator: object("auth")["scopeSeparator"] === "," ? "," : " ",
      authorizationParameters: object("authorizationParameters", object("auth")),
      accountsParameter: text("accountsParameter", object("auth")),
      sessionCookies: listIn(object("auth"), "sessionCookies").map(String),
    },
    client: {
      parameters: new Map(
        Object.entries(object("parameters", object("client"))).map(([name, each]) => [name, parameterOf(each)]),
      ),
      servers: new Map(Object.entries(object("servers", object("client"))) as [string, ServerSettings][]),
      values: {
        int64: (text("int64", object("client")) ?? "string") as ValueSettings["int64"],
        enums: (text("enums", object("client")) ?? "closed") as ValueSettings["enums"],
        dates: (text("dates", object("client")) ?? "string") as ValueSettings["dates"],
      },
      pages: pagesSettings(object("client")["pages"]),
      links: new Map(Object.entries(object("links", object("client"))).map(([name, each]) => [name, linkOf(each)])),
      retry: object("retry", object("client")),
      concurrency: object("client")["concurrency"] as number | undefined,
    },
    mock: object("mock"),
    severity: new Map(Object.entries(object("severity")) as [Code, "error"][]),
  };
}

function parameterOf(value: unknown): ParameterSettings {
  const parameter = isObject(value) ? value : {};
  return { in: parameter["in"] === "header" ? "header" : "query", exclude: listIn(parameter, "exclude").map(String) };
}

function linkOf(value: unknown): LinkSettings {
  const link = isObject(value) ? value : { url: value };
  return {
    url: String(link["url"]),
    requires: listIn(link, "requires").map(String),
    members: new Map(Object.entries(isObject(link["members"]) ? link["members"] : {}) as [string, string][]),
    operations: listIn(link, "operations").map(String),
  };
}

/** The name of a folder as the name of an npm package. */
function packageNameOf(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9._~-]+/g, "-")
    .replace(/^[._-]+|-+$/g, "");
  return name === "" ? "client" : name;
}
