import { byCodePoint } from "../document/order.ts";
import type { Model } from "../model/model.ts";
import { builtFolder, type PackageSettings } from "../model/package-settings.ts";

/** The versions of the packages that the runtime is tested with. */
const runtimeVersions: { readonly [name: string]: string } = { oauth4webapi: "^3.8.8", "openapi-fetch": "^0.17.0" };

/** What a package offers and needs. */
export interface PackageParts {
  /** The module of each entry; a `*` in both stands for the same. */
  readonly entries: ReadonlyMap<string, { readonly module: string; readonly isTypesOnly: boolean }>;
  /** The packages that its part of the runtime imports. */
  readonly packages: readonly string[];
  /** The versions of others. */
  readonly dependencies: { readonly [name: string]: string };
}

/** The package.json of a generated package. */
export function packageJson(model: Model, settings: PackageSettings, parts: PackageParts): string {
  const needed = [
    ...parts.packages.map((name) => [name, runtimeVersions[name]!] as const),
    ...Object.entries(parts.dependencies),
  ].sort(([a], [b]) => byCodePoint(a, b));
  const entries = [...parts.entries].sort(([a], [b]) => byCodePoint(sortKey(a), sortKey(b)));
  const manifest = {
    name: settings.name,
    version: settings.version,
    ...(settings.private && { private: true }),
    description: settings.description ?? `Typed client for ${model.title.replace(/\s+/g, " ").trim()}.`,
    ...(settings.license !== undefined && { license: settings.license }),
    ...(settings.repository !== undefined && { repository: settings.repository }),
    type: "module",
    sideEffects: false,
    engines: { node: ">=20.19" },
    exports: {
      ...Object.fromEntries(
        entries.map(([entry, { module, isTypesOnly }]) => {
          const types = `./${builtFolder}/${module}.d.ts`;
          return [entry, { types, ...(!isTypesOnly && { default: `./${builtFolder}/${module}.js` }) }];
        }),
      ),
      "./package.json": "./package.json",
    },
    files: [builtFolder, ...(settings.examples ? ["examples"] : [])],
    dependencies: Object.fromEntries(needed),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Patterns come after all other entries, the one of all names last. */
function sortKey(entry: string): string {
  return entry.replace("*", "\u{10ffff}");
}
