import { hasPages, hasScopes } from "../../model/features.ts";
import type { Model } from "../../model/model.ts";
import type { PackageSettings } from "../../model/package-settings.ts";

/** The versions of packages that the runtime is tested with. */
const versions: { readonly [name: string]: string } = { oauth4webapi: "^3.8.8", "openapi-fetch": "^0.17.0" };

/** The package.json of a generated package, whose modules import `packages`. */
export function packageJson(model: Model, settings: PackageSettings, packages: readonly string[]): string {
  const manifest = {
    name: settings.name,
    version: settings.version,
    ...(settings.private && { private: true }),
    description: settings.description ?? `Typed client for ${model.title.replace(/\s+/g, " ").trim()}.`,
    ...(settings.license !== undefined && { license: settings.license }),
    type: "module",
    sideEffects: false,
    engines: { node: ">=20" },
    exports: {
      ".": entry("./dist/index"),
      ...(model.oauth && { "./auth": entry("./dist/auth") }),
      "./client": entry("./dist/client"),
      "./fetch": entry("./dist/fetch"),
      ...(model.links.length > 0 && { "./links": entry("./dist/links") }),
      ...(hasPages(model) && { "./pages": entry("./dist/pages") }),
      "./streams": entry("./dist/streams"),
      ...(hasScopes(model) && { "./scopes": entry("./dist/scopes") }),
      "./tools": entry("./dist/tools"),
      "./transport": entry("./dist/transport"),
      "./operations/*": entry("./dist/operations/*"),
      "./schemas/*": { types: "./dist/schemas/*.d.ts" },
      "./package.json": "./package.json",
      "./*": entry("./dist/tags/*"),
    },
    files: ["dist"],
    dependencies: Object.fromEntries(packages.map((name) => [name, versions[name]!])),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function entry(path: string): { types: string; default: string } {
  return { types: `${path}.d.ts`, default: `${path}.js` };
}
