import { quoted } from "../../../generator/diagnostics/shell.ts";
import { withPlainNumbers } from "../../document/exact-numbers.ts";
import type { ContractRequest } from "../message.ts";

/**
 * A request as one line for a POSIX shell; secrets are variables of the environment. `command` is what the line calls,
 * with options before those of the request.
 */
export function curlOf(
  { method, url, headers, body }: ContractRequest,
  secrets: ReadonlyMap<string, string>,
  command = "curl",
): string {
  const quote = (text: string) => withSecrets(text, secrets);
  const text = body === undefined ? undefined : textOf(body);
  const isUnnamed = body !== undefined && !headers.some(([name]) => name.toLowerCase() === "content-type");
  const shown = headers.filter(([name, value]) => !(name === "accept" && value === "*/*"));
  const isPlain = method === "GET" && body === undefined;
  // a line has no breaks, and a terminal shows none of what is in quotes
  const hasBreaks = text !== undefined && /[\t\n\r]/.test(text);
  const isPiped = body !== undefined && (text === undefined || hasBreaks);
  return [
    ...(hasBreaks ? [`printf %b ${withSecrets(text, secrets, escaped)} |`] : []),
    ...(isPiped && !hasBreaks ? [`printf %s ${Buffer.from(body).toString("base64")} | base64 -d |`] : []),
    command,
    ...(method === "HEAD" ? ["--head"] : isPlain ? [] : ["--request", quote(method)]),
    quote(url),
    // what has no value is taken away by curl, unless it ends in a semicolon
    ...shown.flatMap(([name, value]) => ["--header", quote(value === "" ? `${name};` : `${name}: ${value}`)]),
    ...(isUnnamed ? ["--header", "'content-type:'"] : []),
    ...(text === undefined || hasBreaks ? [] : ["--data-raw", quote(text)]),
    ...(isPiped ? ["--data-binary", "@-"] : []),
  ].join(" ");
}

/** Text that a shell takes as it is, or undefined for bytes that are none. */
function textOf(body: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    return /[\p{Cc}]/u.test(text.replace(/[\t\n\r]/g, "")) ? undefined : withPlainNumbers(text);
  } catch {
    return undefined;
  }
}

/** Text as `printf %b` reads it. */
function escaped(text: string): string {
  const breaks = new Map([
    ["\\", "\\\\"],
    ["\t", "\\t"],
    ["\n", "\\n"],
    ["\r", "\\r"],
  ]);
  return text.replace(/[\\\t\n\r]/g, (found) => breaks.get(found) ?? found);
}

/** One word of a shell: in single quotes, but for secrets, which are variables in double quotes. */
function withSecrets(
  text: string,
  secrets: ReadonlyMap<string, string>,
  asWritten: (piece: string) => string = (piece) => piece,
): string {
  const names = [...secrets]
    .flatMap(([secret, variable]) => [[secret, variable] as const, [encodeURIComponent(secret), variable] as const])
    .filter(([secret]) => secret !== "")
    .sort(([a], [b]) => b.length - a.length);
  const parts = names.reduce<readonly (string | { readonly variable: string })[]>(
    (found, [secret, variable]) =>
      found.flatMap((part) =>
        typeof part === "string"
          ? part.split(secret).flatMap((piece, index) => (index === 0 ? [piece] : [{ variable }, piece]))
          : [part],
      ),
    [text],
  );
  const words = parts.flatMap((part) => {
    if (typeof part !== "string") return [`"$${part.variable.replace(/\W/g, "_")}"`];
    return part === "" ? [] : [quoted(asWritten(part))];
  });
  return words.length === 0 ? "''" : words.join("");
}
