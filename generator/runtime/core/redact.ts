/** What stands in place of a secret. */
const redacted = "[redacted]";

/** The word that tells of a secret in the name of a parameter or of a member. */
const secretWord =
  /token|secret|passw|pwd|(?:api|private|access)[-_.]?key|authorization|cookie|credential|signature|jwt|jsessionid|auth[-_.]?code|\botp\b|hmac/i;

/** Names that carry secrets in a query or a header: in a body they mean an error's code or the name of a field. */
const secretOutside = /key$|^(?:auth|code|session|sig|sid|ticket)$/i;

/** `api_key=abc`, `"access_token": "abc"`: the name, what is between, the value. */
const pair =
  /\b([\w.-]*(?:token|secret|passw|pwd|(?:api|private|access)[-_.]?key|jwt|signature|jsessionid|hmac)[\w.-]*["']?\s*[=:]\s*["']?)[^\s"'&,;}<>]+/gi;

/** Cookies, as many as there are. */
const cookies = /\b((?:set-)?cookies?["']?\s*[=:]\s*["']?)[^"'\r\n]+/gi;

/** `Bearer abc`, `Zoho-oauthtoken abc`: a scheme of authentication, and what follows it. */
const credentials = /\b((?:bearer|basic|[\w-]*oauthtoken)\s+)[\w.~+/=-]{6,}/gi;

/** `redis://user:abc@host`: what stands before the host of an address. */
const userInfo = /\b([a-z][a-z\d+.-]*:\/\/)[^\s/?#@"'<>]+(?=@)/gi;

/**
 * What no person writes: a JSON Web Token, or 40 characters of a word with a digit, or what well-known services begin
 * their keys with.
 */
const opaque =
  /\beyJ[\w-]+\.[\w.-]+|\b(?=[\w.~-]*\d)[\w.~-]{40,}|\b(?:[rs]k_(?:live|test)_|gh[opsu]_|github_pat_|glpat-|xox[a-z]-|AKIA|AIza)[\w-]{10,}/g;

/** A member of a body that is longer than this is cut: an error is no place for a document. */
const longestText = 2000;
const mostMembers = 50;
const deepest = 6;

/** A request as it may be shown. */
export interface RedactedRequest {
  /** Undefined where only the response is known. */
  readonly method: string | undefined;
  /** Without user and password, and without the values of query parameters that carry secrets. */
  readonly url: string;
}

/** The secrets of a request, where names do not tell of them. */
export interface KnownSecrets {
  /** The names of query parameters that carry one. */
  readonly parameters: readonly string[];
  readonly texts: readonly string[];
}

/** An address without user, password, fragment, and the values of parameters that are known or sound like secrets. */
export function redactUrl(url: string, secrets?: KnownSecrets): string {
  // The origin, a pair of the query, a part of the path.
  const parts = /^(?:[a-z][a-z\d+.-]*:)?\/\/[^/?]*|[?&]([^=&]*)(=?)[^&]*|[^/?]+/gi;
  return url.split("#")[0]!.replace(parts, (part, name?: string, hasValue?: string) => {
    if (part.includes("/") && name === undefined) return part.replace(/\/\/[\s\S]*@/, "//");
    const known = attempt(decodeURIComponent, name ?? "") ?? name!;
    return hasValue && (isSecretName(known) || secrets?.parameters.includes(known))
      ? `${part[0]}${name}=${redacted}`
      : redactText(part);
  });
}

/**
 * Somebody else's text, such as an API's message, without the secrets that are known, and without what looks like one.
 */
export function redactText(text: string, secrets: readonly string[] = []): string {
  const unknown = secrets.reduce((shown, secret) => shown.replaceAll(secret, redacted), text);
  return [pair, cookies, credentials, userInfo]
    .reduce((rest, secret) => rest.replace(secret, `$1${redacted}`), unknown)
    .replace(opaque, redacted);
}

/** Text without line ends and invisible characters. */
export function oneLine(text: string): string {
  return text.replace(/[\p{C}\p{Z}]+/gu, " ").trim();
}

/**
 * What was thrown, as it may be shown: itself, or a copy of an error without the secrets that are known, and without
 * what looks like one.
 */
export function redactError(error: unknown, known?: KnownSecrets): unknown {
  const secrets = tellable(known?.texts ?? []);
  if (typeof error === "string") return redactText(error, secrets);
  if (!(error instanceof Error)) return error;
  const { name, message, stack = "", cause } = error;
  const said = redactText(message, secrets);
  const trace = redactText(stack, secrets);
  const reason = redactError(cause, known);
  const members = Object.entries(error);
  const harmless = members.filter(
    ([key, value]) => harmlessMembers.test(key) && typeof value !== "object",
  );
  if (said + trace === message + stack && reason === cause && harmless.length === members.length)
    return error;
  const copy = new Error(said, reason ? { cause: reason } : undefined);
  Object.defineProperties(copy, { name: { value: name }, stack: { value: trace } });
  return Object.assign(copy, Object.fromEntries(harmless));
}

/** What the platform's errors tell of a connection. */
const harmlessMembers = /^(?:address|code|errno|hostname|port|syscall)$/;

/** JSON data as it may be shown: bounded, and without what looks like a secret by its name or by itself. */
export function redactData(value: unknown, secrets: readonly string[] = [], depth = 0): unknown {
  if (typeof value === "string")
    return redactText(
      value.length > longestText ? `${value.slice(0, longestText)}…` : value,
      secrets,
    );
  if (typeof value !== "object" || value === null) return value;
  if (depth === deepest) return "…";
  if (Array.isArray(value))
    return value.slice(0, mostMembers).map((member) => redactData(member, secrets, depth + 1));
  const members = Object.entries(value).slice(0, mostMembers);
  return Object.fromEntries(
    members.map(([name, member]) => [
      name,
      secretWord.test(name) && member !== null && !isSentences(member)
        ? redacted
        : redactData(member, secrets, depth + 1),
    ]),
  );
}

/** Whether it is a list that says what is wrong with a secret (`{ password: ["is too short"] }`). */
function isSentences(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === "string" && /\s/.test(each));
}

/** Whether the value of a header or of a query parameter is a secret, by its name. */
function isSecretName(name: string): boolean {
  return secretWord.test(name) || secretOutside.test(name);
}

/** What a function makes of a text; undefined where it throws. */
function attempt(make: (text: string) => string, text: string): string | undefined {
  try {
    return make(text);
  } catch {
    return undefined;
  }
}

/** The requests that responses belong to, where their calls are limited; it keeps no response alive. */
export const sentRequests: WeakMap<Response, Request & { readonly secrets?: KnownSecrets }> =
  new WeakMap();

/** Anything shorter is as likely a word. */
const shortest = 6;

/** The secrets that a request carried, the longest first: a response may repeat them in its own words. */
export function sentSecrets(response: Response): readonly string[] {
  const request = sentRequests.get(response);
  if (!request) return [];
  const sent = [...(request.secrets?.texts ?? [])];
  request.headers.forEach((value, name) => {
    if (isSecretName(name)) sent.push(value, ...value.split(/; */).flatMap(partsOf));
  });
  new URL(request.url).searchParams.forEach((value, name) => {
    if (isSecretName(name)) sent.push(value);
  });
  return tellable(sent);
}

/** Secrets as a text may repeat them, those left out that are as likely a word. */
function tellable(secrets: readonly string[]): string[] {
  return secrets
    .flatMap((secret) => [secret.trim(), encodeURIComponent(secret.trim())])
    .filter(({ length }) => length >= shortest)
    .sort((a, b) => b.length - a.length);
}

/**
 * What follows the name of a cookie or a scheme of authentication, and the user and the password in that (RFC 7617).
 */
function partsOf(pair: string): string[] {
  const value = pair.replace(/^[^= ]*[= ] */, "");
  const text = attempt(atob, value) ?? "";
  return [value, text, text.slice(text.indexOf(":") + 1)];
}
