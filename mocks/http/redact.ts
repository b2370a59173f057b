import { isObject, type JsonObject, setOwn } from "../../generator/document/json.ts";

/** What replaces a secret. */
export const redacted = "[redacted]";

/** What is known of an exchange while its secrets are replaced. */
export interface SecretContext {
  /** Whether it is one of OAuth, where `code`, `state` and the like are secrets too; elsewhere they are data. */
  readonly isOAuth: boolean;
  /** Gets every secret that is replaced. */
  readonly note: (secret: string) => void;
}

/** Replaces credentials by their names. */
export interface Redaction {
  /** An address or a part of one: secrets in its user part, query and fragment. */
  url(url: string, context?: SecretContext): string;
  /** `a=1&b=2`, as in a query or a form. */
  pairs(text: string, context?: SecretContext): string;
  /** A path without the variables that are secrets; they are percent-encoded as they were sent. */
  path(path: string, variables: ReadonlyMap<string, string>, context?: SecretContext): string;
  /** Names are in lower case. */
  headers(values: Readonly<Record<string, string>>, context?: SecretContext): Record<string, string>;
  /** The arguments with the values of these names replaced. */
  arguments(args: Readonly<Record<string, unknown>>, secret: ReadonlySet<string>): Readonly<Record<string, unknown>>;
  /** True for a parameter that carries a credential, by its name alone. */
  isSecret(place: string, name: string): boolean;
  /** True for the value of a cookie that may be a credential whatever its name, or has one among its members. */
  isSecretCookieValue(value: unknown): boolean;
}

/**
 * Endings of names, in lower case and without separators, that say of any parameter or property that it is a secret.
 */
const secretEnding =
  /(?:access|refresh|id|auth|session|security|bearer|api|private|client|user|csrf|xsrf|device)token$|(?:api|secret|private|secretaccess|subscription|signing)key$|(?:secret|password|passwd|passphrase|passwordconfirmation|idtokenhint|codeverifier|clientassertion|amzsignature|amzcredential|googsignature|googcredential)$|^(?:token|jwt|authorization)$/;
/** What ends so although it is not a secret. */
const innocent = /(?:has|is|forgot|reset|require[sd]?)password$/;
const secretHeader =
  /^(?:cookie|setcookie|authorization|proxyauthorization|xforwardedauthorization|dpop)$|(?:token|secret|password|signature)$|(?:api|access|subscription|private|secret|functions|app|auth|account|client)key$/;
const innocentHeader = /(?:page|next|continuation|sync|cursor)\w*token$/;
/** Parameters of RFC 6749, 7521 and 8628 whose names mean something else in other APIs. */
const oauthNames = new Set(["code", "state", "assertion", "device_code", "user_code", "nonce"]);
/** Parameters that nothing but OAuth has. */
const oauthMarks = ["grant_type", "code_verifier", "code_challenge", "client_assertion", "subject_token"];
/** The shortest code and state that nobody can guess; a coupon and a part of a country are shorter. */
const shortestCode = 8;
const cookieOfSession = /sess|sid|auth|token|csrf|xsrf|jwt|secur|login|remember|^sso|signature|password|secret|key$/;
/** The shortest text of letters and digits that somebody may have drawn by lot. */
const shortestLot = 16;
const urlHeaders = new Set(["location", "content-location", "referer", "link", "refresh"]);

const plain: SecretContext = { isOAuth: false, note: () => undefined };

/** Whether a name alone says that what it names is a secret: `clientSecret`, `access_token`. */
export function isSecretName(name: string): boolean {
  if (name.length > 100) return false;
  const letters = lettersOf(name);
  return secretEnding.test(letters) && !innocent.test(letters);
}

/** Whether a name is that of a secret where OAuth is spoken: `code`. */
export function isOAuthSecretName(name: string): boolean {
  return oauthNames.has(name);
}

/** Whether a request with parameters of these names is one to an authorization server. */
export function isOAuthRequest(names: Iterable<string>): boolean {
  const all = new Set(names);
  return oauthMarks.some((mark) => all.has(mark)) || (all.has("response_type") && all.has("client_id"));
}

/** Whether these parameters are those of a request to an authorization server, or of the redirect from it. */
function areOAuth(parameters: readonly (readonly [name: string, value: string])[], isFragment: boolean): boolean {
  const values = new Map(parameters);
  if (isOAuthRequest(values.keys()) || (values.has("client_id") && values.has("state"))) return true;
  if (isFragment) return ["access_token", "id_token", "code"].some((name) => values.has(name));
  return [values.get("code"), values.get("state")].every((value = "") => value.length >= shortestCode);
}

/** Knows the usual credentials and the API keys that the document declares (section 4.8.27). */
export function createRedaction(openapi: JsonObject): Redaction {
  const declared = { header: new Set<string>(), query: new Set<string>(), cookie: new Set<string>() };
  const components = openapi["components"];
  const schemes = isObject(components) ? components["securitySchemes"] : undefined;
  for (const scheme of isObject(schemes) ? Object.values(schemes) : []) {
    if (!isObject(scheme) || scheme["type"] !== "apiKey") continue;
    const place = scheme["in"];
    if (place === "header" || place === "query" || place === "cookie")
      declared[place].add(String(scheme["name"]).toLowerCase());
  }

  // Clients send the same few names over and over.
  const knownHeaders = new Map<string, boolean>();
  const knownNames = new Map<string, boolean>();
  return { isSecret, isSecretCookieValue, arguments: redactArguments, url, pairs, path: redactPath, headers };

  function isSecret(place: string, name: string): boolean {
    if (place === "cookie") return isSecretCookie(name);
    const names = place === "header" ? knownHeaders : knownNames;
    const known = names.get(name);
    if (known !== undefined) return known;
    const isOne = place === "header" ? isSecretHeader(name) : isSecretParameter(name);
    if (names.size < 1000 && name.length < 100) names.set(name, isOne);
    return isOne;
  }

  function isSecretHeader(name: string): boolean {
    const letters = lettersOf(name);
    return declared.header.has(name.toLowerCase()) || (secretHeader.test(letters) && !innocentHeader.test(letters));
  }

  /** Sites name the cookie of a session as they like: whatever sounds like one is. */
  function isSecretCookie(name: string): boolean {
    return declared.cookie.has(name.toLowerCase()) || cookieOfSession.test(lettersOf(name)) || isSecretHeader(name);
  }

  function isSecretCookieValue(value: unknown): boolean {
    if (typeof value === "string") return isDrawnByLot(value);
    if (typeof value !== "object" || value === null) return false;
    return Object.entries(value).some(([name, member]) => isSecretCookie(name) || isSecretCookieValue(member));
  }

  function isSecretParameter(name: string): boolean {
    return declared.query.has(name.toLowerCase()) || isSecretName(innermost(name));
  }

  function redactPath(path: string, variables: ReadonlyMap<string, string>, context = plain): string {
    const secrets: (readonly [name: string, value: string])[] = [];
    for (const [name, value] of variables) if (value !== "" && isSecret("path", name)) secrets.push([name, value]);
    if (secrets.length === 0) return path;
    for (const [, value] of secrets) context.note(value);
    const hidden = (segment: string): string =>
      secrets.reduce((text, [, value]) => text.replace(value, () => redacted), segment);
    return path.split("/").map(hidden).join("/");
  }

  function url(text: string, context = plain): string {
    if (!/[?#@]/.test(text)) return text;
    const { note } = context;
    const [, beforeFragment = "", hash = "", fragment = ""] = /^([^#]*)(#?)(.*)$/s.exec(text) ?? [];
    const [, before = "", mark = "", query = ""] = /^([^?]*)(\??)(.*)$/s.exec(beforeFragment) ?? [];
    if (mark === "" && hash === "" && !before.includes("@")) return text;
    const address = before.replace(/^((?:[a-z][a-z\d+.-]*:)?\/\/)([^/]*)@/i, (_, start: string, user: string) => {
      note(user);
      for (const part of user.split(":").slice(1)) note(part);
      return `${start}${redacted}@`;
    });
    return `${address}${mark}${pairs(query, context)}${hash}${redactPairs(fragment, context, true)}`;
  }

  function pairs(text: string, context = plain): string {
    return redactPairs(text, context, false);
  }

  function redactPairs(text: string, context: SecretContext, isFragment: boolean): string {
    if (!text.includes("=")) return text;
    const sent = text.split("&").map((pair) => ({ pair, parameter: parameterOf(pair) }));
    const parameters = sent.map(({ parameter }) => parameter);
    let known: boolean | undefined;
    const isOAuth = () => (known ??= context.isOAuth || areOAuth(parameters, isFragment));
    return sent
      .map(({ pair, parameter: [name, value] }) => {
        if (value === "") return pair;
        const start = `${pair.split("=", 1)[0]}=`;
        if (isSecret("query", name) || (isOAuthSecretName(name) && isOAuth())) {
          context.note(value);
          return start + redacted;
        }
        // An address within the address, such as the one to return to.
        if (!/^(?:https?:\/)?\/[^?#]*[?#]./i.test(value)) return pair;
        const inner = url(value, context);
        return inner === value ? pair : start + encodeURIComponent(inner);
      })
      .join("&");
  }

  function headers(values: Readonly<Record<string, string>>, context = plain): Record<string, string> {
    const shown = {};
    for (const [name, value] of Object.entries(values)) setOwn(shown, name, redactHeader(name, value, context));
    return shown;
  }

  function redactHeader(name: string, value: string, context: SecretContext): string {
    if (isSecret("header", name)) {
      for (const secret of secretsOf(name, value, declared.cookie)) context.note(secret);
      return redacted;
    }
    if (!urlHeaders.has(name)) return value;
    // A redirect brings the code to the client, with or without a state (RFC 6749, section 4.1.2).
    const isRedirect = name === "location" && /[?&#]code=/.test(value);
    const inContext = isRedirect ? { ...context, isOAuth: true } : context;
    return name === "link" || name === "refresh"
      ? value.replace(/[^\s<>;,"']*[?#][^\s<>;,"']*/g, (address) => url(address, inContext))
      : url(value, inContext);
  }
}

function redactArguments(
  args: Readonly<Record<string, unknown>>,
  secret: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  if (secret.size === 0) return args;
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, secret.has(name) ? redacted : value]));
}

/**
 * What may turn up elsewhere of a header that is a secret: all of it, the token without its scheme, the password,
 * cookies.
 */
function secretsOf(name: string, value: string, declaredCookies: ReadonlySet<string>): string[] {
  if (name === "cookie" || name === "set-cookie") {
    const cookies = name === "cookie" ? value.split(";") : [value.split(";", 1)[0] ?? ""];
    return cookies.flatMap((cookie) => {
      const end = cookie.indexOf("=");
      const text = cookie.slice(end + 1).trim();
      const cookieName = cookie.slice(0, Math.max(end, 0)).trim().toLowerCase();
      const isCredential =
        declaredCookies.has(cookieName) || /sess|sid|auth|token/.test(cookieName) || looksRandom(text);
      return isCredential ? [text] : [];
    });
  }
  const [, scheme = "", rest = ""] = /^\s*(\S+)\s+(\S.*)$/s.exec(value) ?? [];
  if (rest === "") return [value];
  const decoded = /^basic$/i.test(scheme) ? Buffer.from(rest, "base64").toString("utf8") : "";
  const password = decoded.slice(decoded.indexOf(":") + 1);
  return [value, rest.trim(), ...(decoded.includes(":") ? [decoded, password] : [])];
}

/** Whether a text may be drawn by lot, as that of a session is; a date is not, nor are words. */
function isDrawnByLot(text: string): boolean {
  if (/^\d{4}-\d\d-\d\d(?:T[\d:.]*(?:Z|[+-][\d:]*)?)?$/.test(text)) return false;
  return text.length >= shortestLot && /\d/.test(text) && /[a-z]/i.test(text) && /^[\w.~+/=:%-]+$/.test(text);
}

/** A cookie is as often a preference, such as `accepted` or `Europe/Berlin`, as it is a session. */
function looksRandom(text: string): boolean {
  return text.length >= 16 || (text.length >= 8 && /\d/.test(text));
}

function parameterOf(pair: string): readonly [name: string, value: string] {
  if (/^\w+=[\w.-]*$/.test(pair)) {
    const end = pair.indexOf("=");
    return [pair.slice(0, end), pair.slice(end + 1)];
  }
  // In HTML an ampersand is written `&amp;`.
  const [parameter = ["", ""] as const] = new URLSearchParams(pair.replace(/^amp;/, ""));
  return parameter;
}

/** The last part of `user[password]` or `user.password`. */
function innermost(name: string): string {
  return (
    name
      .replace(/\]+$/, "")
      .split(/[[\].]+/)
      .at(-1) ?? name
  );
}

function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[-_\s]/g, "");
}
