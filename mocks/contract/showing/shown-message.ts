import type { ShownMessage } from "../finding.ts";

/** The longest body that is shown, in characters. */
const longest = 2_000;

/** Headers that hold secrets, whoever sends them. */
const secretHeaders = /^(?:authorization|cookie|set-cookie|proxy-authorization|.*(?:token|secret|api-?key).*)$/i;

/** A message for people: secrets are their variables, and long bodies are cut. */
export function shownMessage(
  headers: readonly (readonly [name: string, value: string])[],
  body: Uint8Array | undefined,
  secrets: ReadonlyMap<string, string>,
): ShownMessage {
  const hide = (text: string) => withoutSecrets(text, secrets);
  return {
    headers: headers.map(([name, value]) => {
      const hidden = hide(value);
      const isSecret = secretHeaders.test(name) && hidden === value;
      return [name, isSecret ? "…" : hidden] as const;
    }),
    ...(body !== undefined && body.length > 0 && { body: hide(shownBody(body)) }),
  };
}

/** Text with secrets as the variables that stand for them. */
export function withoutSecrets(text: string, secrets: ReadonlyMap<string, string>): string {
  const longestFirst = [...secrets].filter(([secret]) => secret !== "").sort(([a], [b]) => b.length - a.length);
  return longestFirst.reduce(
    (shown, [secret, variable]) =>
      shown.replaceAll(secret, `$${variable}`).replaceAll(encodeURIComponent(secret), `$${variable}`),
    text,
  );
}

function shownBody(body: Uint8Array): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    return text.length > longest ? `${text.slice(0, longest)}…` : text;
  } catch {
    return `${body.length} bytes`;
  }
}
