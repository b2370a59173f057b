import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { didYouMean } from "../diagnostics/suggestion.ts";
import { nameArguments } from "../names/arguments.ts";
import type { ParameterSettings } from "../settings/settings.ts";
import type { ClientParameter, Model, Operation, Parameter } from "./model.ts";

/** What a client takes beside such parameters: RequestInit, and options of its own. */
const options = new Set(
  `Request accounts attributionReporting auth authPrefix baseUrl body bodySerializer browsingTopics cache concurrency
  credentials deadline dispatcher duplex fetch headers integrity keepalive method middleware mode params parseAs
  pathSerializer priority querySerializer redirect referrer referrerPolicy requestInitExt retry scopes server
  serverVariables signal throwOnError timeout window`.split(/\s+/),
);

/** Whether the client may fill in a parameter of that name and place. */
export function isClientWide(
  { name, in: place }: Pick<Parameter, "name" | "in">,
  settings: ReadonlyMap<string, ParameterSettings>,
): boolean {
  return settings.has(name) && (place === "query" || place === "header");
}

/** The parameters that are given once, to the client, with what the operations say of them. */
export function buildClientParameters(
  settings: ReadonlyMap<string, ParameterSettings>,
  operations: readonly Operation[],
): ClientParameter[] {
  return [...settings].map(([name, { in: place, exclude }]) => {
    const declared = declarationsOf(name, operations)[0];
    const [argument] = nameArguments([{ name, in: place }], false).parameters;
    return {
      name,
      option: options.has(argument!) ? `${argument}_` : argument!,
      in: place,
      exclude: operations
        .filter((operation) => exclude.some((each) => isCalled(operation, each)))
        .map((operation) => operation.name),
      ...(declared && { schema: declared.schema }),
      ...(declared?.description !== undefined && { description: declared.description }),
      ...(declared?.example !== undefined && { example: declared.example }),
    };
  });
}

/** Reports settings of parameters that no operation declares, and of operations that are not there. */
export function checkClientParameters(
  settings: ReadonlyMap<string, ParameterSettings>,
  { operations }: Model,
  diagnostics: Diagnostics,
): void {
  const add = (message: string, help: string | undefined, at: ParameterSettings["at"]) =>
    diagnostics.add([{ code: "settings", severity: "error", message, ...(help && { help }), ...(at && { at }) }]);
  for (const [name, { in: place, exclude, at }] of settings) {
    if (place === "query" && declarationsOf(name, operations).length === 0) {
      const known = operations.flatMap(({ parameters }) => parameters.map((parameter) => parameter.name));
      add(`no operation declares the parameter "${name}"`, didYouMean(name, [...new Set(known)]), at);
    }
    for (const each of exclude) {
      if (operations.some((operation) => isCalled(operation, each))) continue;
      const known = operations.flatMap((operation) => [operation.name, operation.key]);
      add(`"${name}" excludes "${each}", which is no operation`, didYouMean(each, known), at);
    }
  }
}

function declarationsOf(name: string, operations: readonly Operation[]): Parameter[] {
  return operations.flatMap(({ parameters }) =>
    parameters.filter((parameter) => parameter.name === name && parameter.isClientWide),
  );
}

function isCalled({ name, aliases, key }: Operation, text: string): boolean {
  return text === name || text === key || aliases.includes(text);
}
