import type { Credentials } from "../../../mocks/contract/options.ts";

/** What stands in place of a secret. */
const redacted = "[redacted]";

/** What is shorter is no secret, and would be found everywhere. */
const shortest = 4;

/** The secrets of a run, and texts without them. */
export interface Secrets {
  note(secret: string): void;
  /** Credentials whose secrets are noted. */
  noted(credentials: Credentials): Credentials;
  /** A value of JSON data without any secret in its strings, in whatever form of an address, of JSON or of base64. */
  without<Value>(value: Value): Value;
}

/** The last line of defence: whatever a server sends back, and whatever tells of it, shows no secret of this run. */
export function createSecrets(): Secrets {
  const forms = new Set<string>();
  let sorted: readonly string[] | undefined;

  function note(secret: string): void {
    const text = secret.trim();
    if (text.length < shortest) return;
    const json = JSON.stringify(text).slice(1, -1);
    const encoded = encodeURIComponent(text);
    const inForm = String(new URLSearchParams({ _: text })).slice(2);
    for (const form of [text, json, encoded, inForm, Buffer.from(text).toString("base64").replace(/=+$/, "")])
      forms.add(form);
    sorted = undefined;
  }

  function plain(text: string): string {
    sorted ??= [...forms].sort((a, b) => b.length - a.length);
    return sorted.reduce((shown, form) => shown.replaceAll(form, redacted), text);
  }

  function clean(value: unknown): unknown {
    if (typeof value === "string") return plain(value);
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [plain(key), clean(member)]));
  }

  return {
    note,
    without: <Value>(value: Value) => clean(value) as Value,
    noted: (credentials) => async (needed, holder) => {
      const authorization = await credentials(needed, holder);
      for (const secret of authorization?.secrets.keys() ?? []) note(secret);
      return authorization;
    },
  };
}
