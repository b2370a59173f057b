import { basename, join, resolve } from "node:path";
import type { Code } from "../diagnostics/codes.ts";
import type { Place, Severity } from "../diagnostics/diagnostic.ts";
import { lockFileName } from "./find-settings.ts";
import type { LinkSettings, PagesSettings, Settings } from "./settings.ts";
import type * as writtenClient from "./written-client.ts";
import type * as written from "./written-settings.ts";

/** Where settings were written. */
export interface Origin {
  /** What relative paths are relative to. */
  readonly folder: string;
  /** The settings file, where there is one. */
  readonly file?: {
    readonly path: string;
    /** Where something is in it: the value at a list of keys, or its key. */
    placeOf(keys: readonly string[], part?: "key" | "value"): Place;
  };
}

/** What written settings come to: paths absolute, shorthands written out, entries with their places. */
export function resolveSettings(settings: written.WrittenSettings, { folder, file }: Origin): Settings {
  const {
    input = ".",
    root,
    output,
    outputs,
    target,
    importExtension,
    postProcess,
    title,
    scopes,
    auth,
    client,
    mock,
    contract,
    coverage,
  } = settings;
  const inputs = typeof input === "string" ? [input] : input;
  const at = (keys: readonly string[], part?: "key" | "value"): { readonly at?: Place } =>
    file ? { at: file.placeOf(keys, part) } : {};
  const placed = <From, To extends object>(
    entries: Readonly<Record<string, From>>,
    keys: readonly string[],
    resolved: (value: From) => To,
  ): ReadonlyMap<string, To & { readonly at?: Place }> =>
    new Map(
      Object.entries(entries).map(([name, value]) => [name, { ...resolved(value), ...at([...keys, name], "key") }]),
    );
  const listed = (key: "exclude" | "include" | "overlays") =>
    settings[key].map((text, index) => ({ text, ...at([key, `${index}`]) }));
  return {
    ...(file && {
      file: file.path,
      placeOf: (keys, part) => file.placeOf(keys, part),
      lockFile: join(folder, lockFileName),
      ...(root !== undefined && { root: resolve(folder, root) }),
      inputPlaces: new Map(
        inputs.map((each, index) => [
          each,
          file.placeOf(typeof input === "string" ? ["input"] : ["input", `${index}`]),
        ]),
      ),
    }),
    inputs,
    folder,
    references: new Map(Object.entries(settings.references)),
    vendor: settings.vendor,
    ...(Object.keys(settings.vendorHeaders).length > 0 && {
      vendorHeaders: new Map(Object.entries(settings.vendorHeaders)),
    }),
    nullableReferences: settings.nullableReferences,
    ...((settings.overlays.length > 0 || settings.transform !== undefined) && {
      amendments: {
        overlays: listed("overlays"),
        ...(settings.transform !== undefined && { transform: { text: settings.transform, ...at(["transform"]) } }),
      },
    }),
    ...(settings.include.length + settings.exclude.length > 0 && {
      choice: { include: listed("include"), exclude: listed("exclude") },
    }),
    ...(output !== undefined && { output: resolve(folder, output) }),
    target,
    ...(importExtension !== undefined && { importExtension }),
    ...(postProcess !== undefined && { postProcess: typeof postProcess === "string" ? [postProcess] : postProcess }),
    ...(outputs !== undefined && {
      outputs: outputs.flatMap((each, index) => {
        const listed = typeof each === "string" ? { [each]: {} } : each;
        return Object.entries(listed).map(([name, options]) => ({ name, options, ...at(["outputs", `${index}`]) }));
      }),
    }),
    ...(title !== undefined && { title }),
    package: packageOf(settings.package, packageNameOf(resolve(folder, output ?? "client"))),
    names: placed(settings.names, ["names"], (name) => ({ name })),
    scopes: {
      lists: scopes.lists,
      isCaseSensitive: scopes.caseSensitive,
      implies: new Map(Object.entries(scopes.implies)),
    },
    authPrefix: auth.prefix,
    auth,
    client: {
      parameters: placed(client.parameters, ["client", "parameters"], (parameter) => parameter),
      servers: new Map(Object.entries(client.servers)),
      ids: client.ids,
      values: {
        int64: client.int64,
        enums: client.enums,
        dates: client.dates,
        baseSchemas: client.baseSchemas,
      },
      pages: placed(client.pages, ["client", "pages"], pagesOf),
      links: placed(client.links, ["client", "links"], linkOf),
      retry: { ...client.retry },
      ...(client.concurrency !== undefined && { concurrency: client.concurrency }),
    },
    mock,
    contract,
    coverage: {
      thresholds: coverage.thresholds,
      ...(coverage.baseline !== undefined && { baseline: resolve(folder, coverage.baseline) }),
    },
    severity: new Map(Object.entries(settings.severity) as [Code, Severity | "off"][]),
  };
}

/** What is said of a package, without what is read from elsewhere. */
function packageOf({ readme: _, examples: __, ...settings }: written.PackageSettings, name: string) {
  return { name, private: settings.name === undefined, ...settings };
}

/** The name of a folder as the name of an npm package. */
export function packageNameOf(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9._~-]+/g, "-")
    .replace(/^[._-]+|-+$/g, "");
  return name === "" ? "client" : name;
}

function pagesOf(pages: boolean | writtenClient.PagesSettings): PagesSettings {
  if (typeof pages !== "boolean") return pages;
  return { style: pages ? "found" : "none" };
}

function linkOf(link: string | writtenClient.LinkSettings): LinkSettings {
  return typeof link === "string" ? { url: link, requires: [], members: {}, operations: [] } : link;
}

/** Settings that choose by other lists in place of their own; one that is empty says nothing. */
export function withChoice(
  settings: Settings,
  { include = [], exclude = [] }: { readonly include?: readonly string[]; readonly exclude?: readonly string[] },
): Settings {
  if (include.length + exclude.length === 0) return settings;
  const entries = (texts: readonly string[]) => texts.map((text) => ({ text }));
  return {
    ...settings,
    choice: {
      include: include.length > 0 ? entries(include) : (settings.choice?.include ?? []),
      exclude: exclude.length > 0 ? entries(exclude) : (settings.choice?.exclude ?? []),
    },
  };
}
