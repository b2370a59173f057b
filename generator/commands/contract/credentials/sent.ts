import type { Authorization, NeededScheme } from "../../../../mocks/contract/options.ts";

/** A secret as a scheme takes it, and what it is called in the environment of a shell. */
export interface Secret {
  readonly value: string;
  readonly variable: string;
}

/** Whether a scheme takes a token of OAuth, which has scopes. */
export function isOAuth({ scheme }: Pick<NeededScheme, "scheme">): boolean {
  return scheme["type"] === "oauth2" || scheme["type"] === "openIdConnect";
}

/** Whether a scheme takes a token, however it is obtained. */
export function isToken({ scheme }: Pick<NeededScheme, "scheme">): boolean {
  return isOAuth({ scheme }) || (scheme["type"] === "http" && nameOfHttp(scheme) === "bearer");
}

/**
 * A secret where its scheme has it (OpenAPI Specification 3.1, section 4.8.27); undefined for what no header carries,
 * such as a certificate. Of basic authentication the secret is `user:password`.
 */
export function sentFor(
  { scheme }: Pick<NeededScheme, "scheme">,
  { value, variable }: Secret,
  prefix: string,
): Authorization | undefined {
  const authorization = (before: string, text: string, name: string): Authorization => ({
    headers: [["Authorization", before === "" ? text : `${before} ${text}`]],
    secrets: new Map([[text, name]]),
  });
  if (scheme["type"] === "apiKey") {
    const name = String(scheme["name"]);
    const secrets = new Map([[value, variable]]);
    if (scheme["in"] === "header") return { headers: [[name, value]], secrets };
    if (scheme["in"] === "query") return { query: [[name, value]], secrets };
    return scheme["in"] === "cookie" ? { cookies: [[name, value]], secrets } : undefined;
  }
  if (isOAuth({ scheme })) return authorization(prefix, value, variable);
  if (scheme["type"] !== "http") return undefined;
  const name = nameOfHttp(scheme);
  if (name === "bearer") return authorization(/^basic$/i.test(prefix) ? "Bearer" : prefix, value, variable);
  if (name !== "basic") return authorization(String(scheme["scheme"]), value, variable);
  return authorization("Basic", Buffer.from(value).toString("base64"), `${variable}_BASE64`);
}

function nameOfHttp(scheme: NeededScheme["scheme"]): string {
  return String(scheme["scheme"] ?? "").toLowerCase();
}
