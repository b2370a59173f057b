import { didYouMean } from "../../../diagnostics/suggestion.ts";
import { type Arguments, UsageError } from "../../command.ts";

/** How a token is obtained, by the words of `--auth`: the client's providers. */
export const providers = ["token", "refresh-token", "client-credentials"] as const;

/** One of the providers. */
export type Provider = (typeof providers)[number];

/** A secret from the environment, and the variable that it came from. */
export interface GivenSecret {
  readonly value: string;
  readonly variable: string;
}

/** What the command line says of credentials, read from the environment. */
export interface GivenCredentials {
  /** For every scheme that takes a token. */
  readonly provider: Provider | undefined;
  /** By the name of the scheme. */
  readonly valid: ReadonlyMap<string, GivenSecret | Provider>;
  readonly expired: ReadonlyMap<string, GivenSecret>;
  readonly other: ReadonlyMap<string, GivenSecret>;
  /** What providers are made with, by variable: an identity, a secret, a token. */
  readonly parts: ReadonlyMap<string, GivenSecret>;
  /** All secrets. */
  readonly all: readonly GivenSecret[];
}

/** The environment as the command has it. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The credentials of a command line. A usage error where one cannot be had: a secret itself on the command line, which
 * other programs of the machine can read, a variable that is not set, a provider that is none.
 */
export function givenCredentials(args: Pick<Arguments, "texts">, environment: Environment): GivenCredentials {
  const secretOf = (variable: string): GivenSecret => {
    const value = environment[variable]?.trim();
    if (value) return { value, variable };
    throw new UsageError(`the environment has no ${variable}`, `set it: export ${variable}=…`);
  };
  let provider: Provider | undefined;
  const valid = new Map<string, GivenSecret | Provider>();
  for (const text of args.texts("auth")) {
    const { scheme, source } = splitScheme(text);
    const known = providers.find((each) => each === source);
    if (scheme === undefined && known === undefined) {
      const near = didYouMean(source, providers);
      // what is no name at all may be the secret itself, and is not repeated
      const found = near === undefined ? "" : `, not "${source}"`;
      throw new UsageError(`"--auth" must be ${providers.join(", ")} or scheme=env:NAME${found}`, near);
    }
    if (scheme === undefined) provider = known;
    else valid.set(scheme, known ?? secretIn({ option: "auth", scheme, source }, secretOf));
  }
  const named = (option: string) =>
    new Map(
      args.texts(option).map((text) => {
        const { scheme, source } = splitScheme(text);
        if (scheme === undefined)
          throw new UsageError(`"--${option}" must name a scheme of the documents: scheme=env:NAME`);
        return [scheme, secretIn({ option, scheme, source }, secretOf)] as const;
      }),
    );
  const used = new Set([provider, ...valid.values()].filter((each) => typeof each === "string"));
  const parts = new Map<string, GivenSecret>();
  for (const each of used) {
    const { required, optional } = variablesOf[each];
    for (const variable of required) parts.set(variable, secretOf(variable));
    for (const variable of optional) if (environment[variable]?.trim()) parts.set(variable, secretOf(variable));
  }
  const [expired, other] = [named("auth-expired"), named("auth-other")];
  const secrets = [...valid.values()].filter((each) => typeof each !== "string");
  const all = [...secrets, ...expired.values(), ...other.values(), ...parts.values()];
  return { provider, valid, expired, other, parts, all };
}

/** The variables of the environment that each provider takes. */
const variablesOf: Readonly<Record<Provider, Readonly<Record<"required" | "optional", readonly string[]>>>> = {
  token: { required: ["TWINSPEC_TOKEN"], optional: [] },
  "refresh-token": { required: ["TWINSPEC_CLIENT_ID", "TWINSPEC_REFRESH_TOKEN"], optional: ["TWINSPEC_CLIENT_SECRET"] },
  "client-credentials": { required: ["TWINSPEC_CLIENT_ID", "TWINSPEC_CLIENT_SECRET"], optional: [] },
};

function splitScheme(text: string): { readonly scheme?: string; readonly source: string } {
  const at = text.indexOf("=");
  return at < 0 ? { source: text } : { scheme: text.slice(0, at), source: text.slice(at + 1) };
}

function secretIn(
  { option, scheme, source }: { readonly option: string; readonly scheme: string; readonly source: string },
  secretOf: (variable: string) => GivenSecret,
): GivenSecret {
  const variable = /^env:(\w+)$/.exec(source)?.[1];
  if (variable !== undefined) return secretOf(variable);
  // what was given may be the secret itself, and is not repeated
  throw new UsageError(
    `"--${option} ${scheme}=…" must name a variable of the environment, env:NAME: others can read a command line`,
    `export API_KEY=…, then --${option} ${scheme}=env:API_KEY`,
  );
}

/** A usage error where credentials are for a scheme that none of the APIs has. */
export function checkSchemes({ valid, expired, other }: GivenCredentials, known: ReadonlySet<string>): void {
  for (const [option, given] of Object.entries({ auth: valid, "auth-expired": expired, "auth-other": other }))
    for (const scheme of given.keys())
      if (!known.has(scheme))
        throw new UsageError(
          `"--${option}": the documents have no security scheme "${scheme}"`,
          didYouMean(scheme, known) ?? (known.size === 0 ? "they have none" : `there are: ${[...known].join(", ")}`),
        );
}
