import { nameArguments } from "../names/arguments.ts";
import type { ParameterSettings } from "../settings/settings.ts";
import type { ClientParameter, Operation, Parameter } from "./model.ts";
import { namesOf } from "./operation-names.ts";

/** The other options of a client: those of RequestInit, and its own. */
const options = new Set(
  `Request accounts attributionReporting auth authPrefix baseUrl body bodySerializer browsingTopics cache concurrency
  credentials deadline dispatcher duplex fetch headers integrity keepalive method middleware mode params parseAs
  pathSerializer priority querySerializer redirect referrer referrerPolicy requestInitExt retry scopes server
  serverVariables signal throwOnError timeout window`.split(/\s+/),
);

/** Whether the client may fill in the parameter. */
export function isClientWide(
  { name, in: place }: Pick<Parameter, "name" | "in">,
  settings: ReadonlyMap<string, ParameterSettings>,
): boolean {
  return settings.has(name) && (place === "query" || place === "header");
}

/** The parameters that are given to the client once, with what the operations say about them. */
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
        .filter((operation) => namesOf(operation).some((each) => exclude.includes(each)))
        .map((operation) => operation.name),
      ...(declared && { schema: declared.schema }),
      ...(declared?.description !== undefined && { description: declared.description }),
      ...(declared?.example !== undefined && { example: declared.example }),
    };
  });
}

function declarationsOf(name: string, operations: readonly Operation[]): Parameter[] {
  return operations.flatMap(({ parameters }) =>
    parameters.filter((parameter) => parameter.name === name && parameter.isClientWide),
  );
}
