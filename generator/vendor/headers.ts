import { isAllowed } from "../document/remote/addresses.ts";

/** The headers that are sent to hosts, or to what begins with an address, by these; `${NAME}` is of the environment. */
export type WrittenHeaders = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The headers for one address, and the values of variables in them, which are secrets. */
export interface FilledHeaders {
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly (readonly [variable: string, value: string])[];
}

/** Thrown where a header needs a variable that there is not; the message has no value of any. */
export class MissingVariableError extends Error {
  override readonly name = "MissingVariableError";
  readonly variable: string;
  /** Where the settings have the header. */
  readonly keys: readonly string[];

  constructor(variable: string, [place = "", header = ""]: readonly string[]) {
    super(`the header "${header}" for "${place}" needs ${variable}, which the environment has not`);
    this.variable = variable;
    this.keys = ["vendorHeaders", place, header];
  }
}

/**
 * The headers that an address gets, and no other address does.
 *
 * @throws {MissingVariableError} where a variable is not set, or empty.
 */
export function headersFor(address: string, written: WrittenHeaders, environment: Environment): FilledHeaders {
  const secrets: [string, string][] = [];
  const entries = [...written].flatMap(([place, headers]) => {
    if (!isAllowed(address, [place])) return [];
    return Object.entries(headers).map(([name, template]): [string, string] => {
      const value = template.replace(/\$\{([^{}]*)\}/g, (_, variable: string) => {
        const found = environment[variable];
        if (found === undefined || found === "") throw new MissingVariableError(variable, [place, name]);
        secrets.push([variable, found]);
        return found;
      });
      return [name.toLowerCase(), value];
    });
  });
  return { headers: Object.fromEntries(entries), secrets };
}
