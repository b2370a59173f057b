import { didYouMean } from "../diagnostics/suggestion.ts";
import { fixedMethods } from "../document/objects.ts";
import { textPattern } from "./text-pattern.ts";

/** What can be chosen: an operation, or a webhook, which has no path. */
export interface Choosable {
  readonly method: string;
  readonly path?: string;
  /** What it is called in the client and in the documents. */
  readonly names: readonly string[];
  readonly tags: readonly string[];
  readonly isDeprecated: boolean;
}

/** A text that means some of what can be chosen. */
export interface Selector {
  readonly matches: (each: Choosable) => boolean;
  /** What is said where it means nothing, with the nearest that there is. */
  readonly unmatched: (all: readonly Choosable[]) => { readonly message: string; readonly help?: string | undefined };
}

/**
 * What a text selects: a tag (`tag:admin`), a path, maybe with a method (`GET /pets/*`), a method (`DELETE`), what is
 * `deprecated`, or a name (`listPets`, `get*`; `operation:deprecated` for one of another meaning). In all of them `*`
 * stands for any part; in a path for a segment or a part of one, and `**` for any number of them.
 */
export function selectorOf(text: string): Selector {
  const [, kind, named = text] = /^(tag|operation|path|method):(.*)$/s.exec(text) ?? [];
  if (kind === "tag") return tagSelector(named);
  if (kind === "operation") return nameSelector(named);
  if (kind === "method" || (kind === undefined && isMethodName(text))) return methodSelector(named.toUpperCase());
  if (kind === undefined && text === "deprecated") {
    const unmatched = () => ({ message: "no operation is deprecated" });
    return { matches: ({ isDeprecated }) => isDeprecated, unmatched };
  }
  const [, method, path] = /^(?:([A-Za-z]+) )?(\/.*)$/s.exec(named) ?? [];
  return kind === "path" || path !== undefined
    ? pathSelector(path ?? named, method?.toUpperCase())
    : nameSelector(named);
}

function tagSelector(tag: string): Selector {
  const pattern = textPattern(tag);
  return {
    matches: ({ tags }) => tags.some((each) => pattern.test(each)),
    unmatched: (all) => ({
      message: `there is no operation with the tag "${tag}"`,
      help: didYouMean(tag, new Set(all.flatMap(({ tags }) => tags))),
    }),
  };
}

function methodSelector(method: string): Selector {
  return {
    matches: (each) => each.path !== undefined && each.method === method,
    unmatched: () => ({ message: `there is no operation with the method ${method}` }),
  };
}

function pathSelector(path: string, method: string | undefined): Selector {
  const pattern = textPattern(path, { isPath: true });
  const matchesPath = (text: string) => pattern.test(text) || pattern.test(text.replaceAll(/\{[^{}]*\}/g, "{}"));
  return {
    matches: (each) =>
      each.path !== undefined && (method === undefined || method === each.method) && matchesPath(each.path),
    unmatched: (all) => {
      const what = method === undefined ? path : `${method} ${path}`;
      const help = didYouMean(path, new Set(all.flatMap((each) => each.path ?? [])));
      return { message: `there is no operation with the path "${what}"`, help };
    },
  };
}

function nameSelector(name: string): Selector {
  const pattern = textPattern(name, { isCaseSensitive: false });
  const hasPattern = name.includes("*");
  return {
    matches: ({ names }) => names.some((each) => (hasPattern ? pattern.test(each) : each === name)),
    unmatched: (all) => ({
      message: `there is no operation ${hasPattern ? "with a name like" : "called"} "${name}"`,
      help: didYouMean(name.replaceAll("*", ""), new Set(all.flatMap(({ names }) => names))),
    }),
  };
}

/** Whether a text is a method in upper case, which no name is taken for. */
function isMethodName(text: string): boolean {
  return text === text.toUpperCase() && fixedMethods.has(text.toLowerCase());
}
