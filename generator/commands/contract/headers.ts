import type { Send } from "../../../mocks/contract/message.ts";
import { shellWord } from "../../diagnostics/shell.ts";
import { type Arguments, UsageError } from "../command.ts";

/** A header of every request. */
export interface GivenHeader {
  readonly name: string;
  readonly value: string;
  /** The variable of the environment that it came from. */
  readonly variable?: string;
}

/** The headers of a command line: `X-Trace: 1`, or `X-Key: env:KEY`; a usage error where one is none. */
export function givenHeaders(
  args: Pick<Arguments, "texts">,
  environment: Readonly<Record<string, string | undefined>>,
): GivenHeader[] {
  return args.texts("header").map((text) => {
    const [, name, said = ""] = /^([\w!#$%&'*+.^`|~-]+):\s*(.*?)\s*$/.exec(text) ?? [];
    if (name === undefined)
      throw new UsageError(
        `"--header" must be a name, a colon and a value, not "${text.split(/[:=]/)[0]}"`,
        'such as --header "X-Tenant: acme", or "X-Key: env:KEY" for a secret',
      );
    const variable = /^env:(\w+)$/.exec(said)?.[1];
    const value = variable === undefined ? said : environment[variable]?.trim();
    if (!value)
      throw new UsageError(
        variable === undefined ? `"--header ${name}:" has no value` : `the environment has no ${variable}`,
      );
    if (!/^[\t -~\u0080-\u00ff]*$/.test(value)) throw new UsageError(`no header can carry the value of ${name}`);
    return { name, value, ...(variable !== undefined && { variable }) };
  });
}

/** Sends what a case does not have itself. */
export function withHeaders(send: Send, headers: readonly GivenHeader[]): Send {
  if (headers.length === 0) return send;
  return (request, purpose) => {
    const own = new Set(request.headers.map(([name]) => name.toLowerCase()));
    const further = headers
      .filter(({ name }) => !own.has(name.toLowerCase()))
      .map(({ name, value }) => [name, value] as const);
    return send({ ...request, headers: [...request.headers, ...further] }, purpose);
  };
}

/** The same for curl. */
export function curlOf(headers: readonly GivenHeader[]): string {
  return headers
    .map(({ name, value, variable }) =>
      variable === undefined ? ` -H ${shellWord(`${name}: ${value}`)}` : ` -H "${name}: $${variable}"`,
    )
    .join("");
}
