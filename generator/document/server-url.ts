import { isObject, type JsonObject } from "./json.ts";

/** The URL of a Server Object as it is written, with its variables; `/` where it has none (section 4.8.5). */
export function urlOf({ url }: JsonObject): string {
  return String(url ?? "/");
}

/** The URL of a Server Object with variables replaced by their defaults. */
export function defaultUrlOf(server: JsonObject): string {
  const variables = isObject(server["variables"]) ? server["variables"] : {};
  return urlOf(server).replace(/\{([^{}]+)\}/g, (written, name: string) => {
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return isObject(variable) && variable["default"] !== undefined ? String(variable["default"]) : written;
  });
}
