import type { Mock } from "../../../mocks/server/mock.ts";
import { didYouMean } from "../../diagnostics/suggestion.ts";
import { UsageError } from "../command.ts";
import { printableLine } from "../print.ts";

/** A token that the command line requests. */
export interface RequestedToken {
  readonly scopes: readonly string[];
  /** The API that it is for; without one it is for those that know its scopes. */
  readonly prefix?: string;
}

/** The tokens of `--token`: scopes with spaces or commas between them, `/desk=` before them for one API. */
export function requestedTokens(texts: readonly string[], prefixes: ReadonlySet<string>): RequestedToken[] {
  return texts.map((text) => {
    const [, prefix, rest] = /^(\/[\w./-]*)=(.*)$/s.exec(text) ?? [];
    const scopes = (rest ?? text).split(/[\s,]+/).filter((scope) => scope !== "");
    if (scopes.length === 0) throw new UsageError(`"--token ${text}" names no scope`);
    if (prefix === undefined) return { scopes };
    if (!prefixes.has(prefix))
      throw new UsageError(`"--token ${text}": there is no API at ${prefix}`, didYouMean(prefix, prefixes));
    return { scopes, prefix };
  });
}

/** Issues the tokens; gives a line for each, ready to be sent, with warnings for scopes that the API does not know. */
export async function issueTokens(
  requested: readonly RequestedToken[],
  mocks: ReadonlyMap<string, Mock>,
  authPrefix: (prefix: string) => string,
): Promise<string> {
  const lines: string[] = [];
  for (const { scopes, prefix } of requested) {
    for (const target of targetsOf(scopes, prefix, mocks)) {
      const mock = mocks.get(target)!;
      const known = mock.scopes();
      for (const scope of scopes.filter((one) => !known.has(one))) {
        const near = didYouMean(scope, known.names);
        lines.push(`warning: the API${at(target)} has no scope "${scope}"${near === undefined ? "" : `; ${near}`}`);
      }
      const { accessToken } = await mock.issueToken({ scopes });
      lines.push(`Token${at(target)} for ${scopes.join(" ")}: Authorization: ${authPrefix(target)} ${accessToken}`);
    }
  }
  return lines.map((line) => `${printableLine(line)}\n`).join("");
}

function targetsOf(
  scopes: readonly string[],
  prefix: string | undefined,
  mocks: ReadonlyMap<string, Mock>,
): readonly string[] {
  if (prefix !== undefined) return [prefix];
  const knowing = [...mocks].filter(([, mock]) => {
    const known = mock.scopes();
    return known.names.length > 0 && scopes.some((scope) => known.has(scope));
  });
  return (knowing.length > 0 ? knowing : [...mocks]).map(([target]) => target);
}

function at(prefix: string): string {
  return prefix === "" ? "" : ` at ${prefix}`;
}
