import type { TypeName } from "../../../generator/schema/keywords.ts";
import type { Parameter } from "../parameters.ts";
import type { ParameterSources } from "./decode-parameter.ts";
import type { Schemas } from "./decoding.ts";
import { decodePercent, decodeQueryText, type Pair } from "./pairs.ts";

type Texts = (sources: ParameterSources) => string | undefined;

/**
 * Reads a parameter that is one text, number or boolean, written as most are; gives undefined for whatever takes more
 * care: arrays and objects, values of several types, a name that is sent twice, a malformed escape, a text that is no
 * such value.
 */
export function scalarReader(parameter: Parameter, { shapes }: Schemas): (sources: ParameterSources) => unknown {
  const { style, mediaType, wholeQuery, schema } = parameter;
  const isPlain = mediaType === undefined && wholeQuery === undefined && ["form", "simple", "cookie"].includes(style);
  const valueIn = isPlain ? readerOf(shapes.types(schema)) : undefined;
  if (valueIn === undefined) return () => undefined;
  const textIn = textsOf(parameter);
  return (sources) => {
    const text = textIn(sources);
    return text === undefined ? undefined : valueIn(text);
  };
}

function readerOf(types: ReadonlySet<TypeName>): ((text: string) => unknown) | undefined {
  if (types.size === 1 && types.has("string")) return (text) => text;
  if (types.size === 1 && types.has("boolean"))
    return (text) => (text === "true" ? true : text === "false" ? false : undefined);
  const isNumber = types.has("integer") && types.size === (types.has("number") ? 2 : 1);
  // So many digits no number loses.
  return isNumber ? (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : undefined) : undefined;
}

function textsOf({ name, place, style }: Parameter): Texts {
  switch (place) {
    case "path":
      return ({ variables }) => {
        const sent = variables.get(name);
        return sent === undefined ? undefined : decodePercent(sent);
      };
    case "header": {
      const key = name.toLowerCase();
      return ({ headers }) => (Object.hasOwn(headers, key) ? headers[key]?.trim() : undefined);
    }
    case "query":
      return ({ query }) => {
        const sent = onlyValue(query, name);
        return sent === undefined ? undefined : decodeQueryText(sent);
      };
    case "cookie":
      return ({ cookies }) => {
        const sent = onlyValue(cookies, name);
        return sent === undefined || style === "cookie" ? sent : decodePercent(sent);
      };
  }
}

function onlyValue(pairs: readonly Pair[], name: string): string | undefined {
  let found: string | undefined;
  for (const pair of pairs) {
    if (pair.name !== name) continue;
    if (found !== undefined) return undefined;
    found = pair.value;
  }
  return found;
}
