import { hasScopes, type Model } from "../../model/model.ts";
import type { PackageSettings } from "../../model/package-settings.ts";

/** The version of openapi-fetch that the runtime is tested with. */
const openapiFetch = "^0.17.0";

/** The version of oauth4webapi that the runtime is tested with. */
const oauth4webapi = "^3.8.8";

/** The package.json of a generated package. */
export function packageJson(model: Model, settings: PackageSettings): string {
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
      "./pages": entry("./dist/pages"),
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
    dependencies: { ...(model.oauth && { oauth4webapi }), "openapi-fetch": openapiFetch },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function entry(path: string): { types: string; default: string } {
  return { types: `${path}.d.ts`, default: `${path}.js` };
}
