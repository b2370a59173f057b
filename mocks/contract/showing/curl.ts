import { quoted } from "../../../generator/diagnostics/shell.ts";
import { withPlainNumbers } from "../../document/exact-numbers.ts";
import type { ContractRequest } from "../message.ts";

/** A request as a line for a POSIX shell; secrets are variables of the environment. */
export function curlOf({ method, url, headers, body }: ContractRequest, secrets: ReadonlyMap<string, string>): string {
  const quote = (text: string) => withSecrets(text, secrets);
  const text = body === undefined ? undefined : textOf(body);
  const isUnnamed = body !== undefined && !headers.some(([name]) => name.toLowerCase() === "content-type");
  const shown = headers.filter(([name, value]) => !(name === "accept" && value === "*/*"));
  const isPlain = method === "GET" && body === undefined;
  const isPiped = body !== undefined && text === undefined;
  return [
    ...(isPiped ? [`printf %s ${Buffer.from(body).toString("base64")} | base64 -d |`] : []),
    "curl",
    ...(method === "HEAD" ? ["--head"] : isPlain ? [] : ["--request", quote(method)]),
    quote(url),
    // what has no value is taken away by curl, unless it ends in a semicolon
    ...shown.flatMap(([name, value]) => ["--header", quote(value === "" ? `${name};` : `${name}: ${value}`)]),
    ...(isUnnamed ? ["--header", "'content-type:'"] : []),
    ...(text === undefined ? [] : ["--data-raw", quote(text)]),
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

/** One word of a shell: in single quotes, but for secrets, which are variables in double quotes. */
function withSecrets(text: string, secrets: ReadonlyMap<string, string>): string {
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
    return part === "" ? [] : [quoted(part)];
  });
  return words.length === 0 ? "''" : words.join("");
}
