import { camelCase } from "./identifiers/identifier.ts";
import { isSafeName, safeName } from "./identifiers/reserved.ts";
import { type Candidate, resolveNames } from "./resolve.ts";

/** A parameter of an operation, by what identifies it: its name on the wire, and `path`, `query`, … */
export interface ParameterToName {
  readonly name: string;
  readonly in: string;
}

/** The names of an operation's arguments. */
export interface ArgumentNames {
  /** One for each parameter, in the order given. */
  readonly parameters: readonly string[];
  /** The name of the request body, if there is one. */
  readonly body?: string;
}

/**
 * Names the arguments of one operation. A parameter keeps its wire name where that is a safe identifier, and is
 * camelCased where it is not; in a clash, all members are qualified by their location (`pathId`, `queryId`;
 * `queryBody`, `requestBody`). They are properties of one object and never file names, so `id` and `ID` do not clash.
 */
export function nameArguments(parameters: readonly ParameterToName[], hasBody: boolean): ArgumentNames {
  const candidates = new Map<string, Candidate>();
  const add = (place: string, text: string) => {
    const key = `${place} ${text}`;
    const wanted = isSafeName(text, "argument") ? text : safeName(camelCase(text, "parameter"), "argument");
    const qualified = () => [safeName(camelCase(`${camelCase(place)} ${camelCase(text, "parameter")}`), "argument")];
    candidates.set(key, { key, wanted, qualified });
    return key;
  };
  const keys = parameters.map((parameter) => add(parameter.in, parameter.name));
  const bodyKey = hasBody ? add("request", "body") : undefined;
  const names = resolveNames([...candidates.values()], { isCaseSensitive: true });
  return {
    parameters: keys.map((key) => names.get(key)!),
    ...(bodyKey === undefined ? {} : { body: names.get(bodyKey)! }),
  };
}
