import type { ContractOptions } from "../../../mocks/contract/options.ts";
import { isFor } from "../../../mocks/contract/tested/fixed-arguments.ts";
import { listOperations } from "../../../mocks/document/operations.ts";
import type { Spec } from "../../../mocks/server/read-spec.ts";
import { parametersOf } from "../../../mocks/validation/parameters.ts";
import { documentSchemas } from "../../../mocks/validation/schemas/document-schemas.ts";
import { didYouMean } from "../../diagnostics/suggestion.ts";
import type { Settings } from "../../settings/settings.ts";
import { type Arguments, UsageError } from "../command.ts";

/** An argument of every request. */
type Given = NonNullable<ContractOptions["arguments"]>[number];

type Environment = Readonly<Record<string, string | undefined>>;

const places = ["path", "query", "header", "cookie"] as const;

/**
 * The arguments of a command line that every request has: `orgId=600`, `path.tenant=acme`, `orgId=env:ORG` for a secret
 * one. A usage error where one is none.
 */
export function givenArguments(args: Pick<Arguments, "texts">, environment: Environment): Given[] {
  return args.texts("argument").map((text) => {
    const [, name, value = ""] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined)
      throw new UsageError(
        `"--argument" must be a name, "=" and a value, not "${text}"`,
        "such as --argument orgId=600, or path.tenant=env:TENANT for a secret",
      );
    return argumentOf(name, value, { from: `"--argument ${name}="`, environment });
  });
}

/** Those of the settings, of which the command line's take precedence. */
export function settledArguments({ contract }: Settings, environment: Environment): Given[] {
  return Object.entries(contract.arguments).map(([name, value]) =>
    argumentOf(name, String(value), { from: `"contract.arguments.${name}" in the settings`, environment }),
  );
}

function argumentOf(
  name: string,
  value: string,
  { from, environment }: { readonly from: string; readonly environment: Environment },
): Given {
  const [, place, rest = ""] = /^(path|query|header|cookie)\.(.+)$/s.exec(name) ?? [];
  const named = { name: place === undefined ? name : rest, place: places.find((each) => each === place) };
  const variable = /^env:(\w+)$/.exec(value)?.[1];
  const text = variable === undefined ? value : environment[variable]?.trim();
  if (text) return { ...named, text, ...(variable !== undefined && { variable }) };
  throw variable === undefined
    ? new UsageError(`${from} has no value`)
    : new UsageError(`the environment has no ${variable}`, `set it: export ${variable}=…`);
}

/** A usage error where no operation of the APIs takes one of these arguments. */
export function checkArguments(given: readonly Given[], apis: readonly Pick<Spec, "openapi" | "names">[]): void {
  if (given.length === 0) return;
  const known = apis.flatMap(({ openapi, names }) => {
    const { resolve } = documentSchemas(openapi, "request");
    return listOperations(openapi, names).flatMap((operation) =>
      parametersOf(operation, resolve).map(({ name, place }) => ({
        ...{ name, place },
        argument: operation.argumentNames.get(`${place} ${name}`) ?? name,
      })),
    );
  });
  for (const one of given) {
    if (known.some((parameter) => isFor(one, parameter))) continue;
    const meant = known.filter(({ place }) => one.place === undefined || place === one.place);
    const kind = one.place === undefined ? "parameter" : `${one.place} parameter`;
    throw new UsageError(
      `no operation has a ${kind} "${one.name}"`,
      didYouMean(one.name, new Set(meant.map(({ name }) => name))) ?? "twinspec inspect lists the operations",
    );
  }
}
