import {
  callOf,
  type ExampleSource,
  exampleOf,
  moduleOf,
  neededOptions,
  objectOf,
} from "../../emit/examples/example-calls.ts";
import { code, type Paragraphs } from "../../emit/examples/markdown.ts";
import { codeSpan, literal, propertyKey } from "../../emit/text.ts";
import { hasScopes } from "../../model/features.ts";
import type { SecurityScheme } from "../../model/model.ts";

type Key = Extract<SecurityScheme, { kind: "key" }>;

/** What a client sends to be known, as members of its options: a token, or what the documents ask for in its place. */
export function credentialOptions({ model }: ExampleSource): string[] {
  const schemes = model.securitySchemes;
  if (model.oauth || schemes.some(({ kind }) => kind === "token")) return ['auth: "an access token"'];
  const keys = schemes.filter(isHeaderKey);
  if (keys.length > 0) {
    const headers = keys.map(({ parameter }) => `${propertyKey(parameter)}: "a key"`);
    return [`headers: ${objectOf(headers)}`];
  }
  return schemes.some(({ kind }) => kind === "basic") ? ['auth: btoa("user:password"), authPrefix: "Basic"'] : [];
}

/** How to authenticate, by each way that the documents describe. */
export function authenticationSection(source: ExampleSource): Paragraphs {
  const { model, settings } = source;
  const { authPrefix } = settings;
  const { securitySchemes: schemes, sessionCookies } = model;
  const hasToken = model.oauth !== undefined || schemes.some(({ kind }) => kind === "token");
  const header = codeSpan(`Authorization: ${authPrefix} <token>`);
  const token =
    `\`auth\` is a token, or a function that gives the one for a request. It is sent as ${header}, unless the ` +
    "request has that header already.";
  const refusal =
    sessionCookies.length > 0 ? " A client refuses the cookies of a browser session as authentication." : "";
  const others = schemes.filter(({ kind }) => kind !== "token");
  if (!hasToken && others.length === 0)
    return [`The documents describe no authentication. Where the API wants a token: ${token}${refusal}`];
  return [
    ...(hasToken ? [`${token}${refusal}`] : []),
    ...(model.oauth ? providerTexts(source) : []),
    ...(others.length > 0 ? [others.map(schemeLine).join("\n")] : []),
    ...(!hasToken && refusal !== "" ? [refusal.trim()] : []),
    ...schemes
      .filter(isQueryKey)
      .slice(0, 1)
      .map((key) => code(queryKey(key))),
  ];
}

function isHeaderKey(scheme: SecurityScheme): scheme is Key & { in: "header" } {
  return scheme.kind === "key" && scheme.in === "header" && !/^authorization$/i.test(scheme.parameter);
}

function isQueryKey(scheme: SecurityScheme): scheme is Key & { in: "query" } {
  return scheme.kind === "key" && scheme.in === "query";
}

function schemeLine(scheme: SecurityScheme): string {
  const name = codeSpan(scheme.name);
  switch (scheme.kind) {
    case "basic":
      return `- ${name}: user and password, \`createClient({ auth: btoa("user:password"), authPrefix: "Basic" })\``;
    case "http":
      return (
        `- ${name}: HTTP authentication ${codeSpan(scheme.scheme)}; a middleware of your own sets the ` +
        `\`Authorization\` header`
      );
    case "certificate":
      return `- ${name}: a certificate of the client, which Node takes as \`requestInitExt: { dispatcher }\``;
    case "key":
      return `- ${name}: a key, ${keyText(scheme)}`;
    case "token":
      return `- ${name}: a token`;
  }
}

function keyText(key: Key): string {
  if (isHeaderKey(key)) return `${codeSpan(`createClient({ headers: { ${propertyKey(key.parameter)}: key } })`)}`;
  if (key.in === "header") return '`createClient({ auth: key, authPrefix: "" })`';
  if (key.in === "cookie") {
    const call = codeSpan(`createClient({ headers: { Cookie: ${literal(`${key.parameter}=`)} + key } })`);
    return `${call}; browsers send their own cookies, with \`credentials: "include"\``;
  }
  return `in the query as ${codeSpan(key.parameter)}, which a \`fetch\` of your own adds:`;
}

function queryKey({ parameter }: Key): string {
  return `createClient({
  fetch: (request, init) => {
    const url = new URL(request.url);
    url.searchParams.set(${literal(parameter)}, key);
    return fetch(new Request(url, request), init);
  },
});`;
}

/** What gets and renews tokens by the flows that the API has. */
function providerTexts(source: ExampleSource): string[] {
  const { model } = source;
  const { authorizationUrl, clientTokenUrl, tokenUrl, refreshUrl, scopes } = model.oauth!;
  const hasCode = authorizationUrl !== undefined;
  const isForClients = clientTokenUrl !== undefined && !hasCode;
  const needed = neededOptions(source);
  const client = (name: string, provider: string, ...more: string[]) =>
    `const ${name} = createClient(${objectOf([...needed, ...more, `auth: ${provider}`])});`;
  // What the redirect named; tokens of one server are refused for another.
  const ofTokens = model.servers.length > 1 ? ["server: tokens.server"] : [];
  const asked = scopes.length > 0 ? `, scopes: ${literal(scopes.slice(0, 1))}` : "";
  const blocks = [
    ...(clientTokenUrl === undefined
      ? []
      : [["clientCredentials", client("forItself", `clientCredentials({ clientId, clientSecret${asked} })`)]]),
    ...(isForClients && clientTokenUrl === tokenUrl && refreshUrl === undefined
      ? []
      : [["refreshToken", client("renewing", "refreshToken({ clientId, clientSecret, refreshToken: token })")]]),
    ...(hasCode
      ? [
          [
            "authorizationCode, authorizationUrl, exchangeCode",
            `const { url, state, codeVerifier } = await authorizationUrl({ clientId, redirectUri${asked} });
// The user consents at that address and comes back; state and codeVerifier stay in the user's session meanwhile.
const tokens = await exchangeCode({ clientId, clientSecret, redirectUri, callbackUrl, state, codeVerifier });
const store = storageStore(storage, { key: "tokens of this user" });
${client("ofUser", "authorizationCode({ clientId, clientSecret, tokens, store })", ...ofTokens)}`,
          ],
        ]
      : []),
  ];
  const imported = [...blocks.map(([names]) => names), ...(hasCode ? ["storageStore"] : [])].join(", ");
  const byServer = model.servers.some(({ accounts }) => accounts !== undefined)
    ? " Tokens come from the accounts address of the server that a request goes to; `server` says which one " +
      "`authorizationUrl` is for."
    : "";
  return [
    `${moduleOf(source, "auth").replaceAll('"', "`")} has what gets tokens and renews them: before they end ` +
      `(\`margin\`, by default a minute) and once after a 401, one renewal for any number of ` +
      `callers.${byServer} \`tokenEndpoint\` names another token endpoint, such as a mock's or a proxy's.`,
    code(`import { ${imported.split(", ").sort().join(", ")} } from ${moduleOf(source, "auth")};

${blocks.map(([, text]) => text).join("\n")}`),
    "`store` keeps tokens for many processes: `storageStore(storage, { key, lock })` takes unstorage, " +
      "`localStorage`, or what else has `getItem` and `setItem`, and writes plain JSON, which is to be kept secret. " +
      "With a `lock` of yours one process alone renews; without it, several may at one moment. Where there is no " +
      "token, a call rejects with an `AuthError`, whose `code` says why.",
  ];
}

/** How a client knows what its tokens allow. */
export function scopeSection(source: ExampleSource): Paragraphs {
  const { model } = source;
  if (!hasScopes(model)) return undefined;
  const scoped = model.operations.filter(({ scopes }) => scopes.length > 0);
  const fewest = Math.min(...scoped.map(({ scopes: [set] }) => set!.length));
  const operation = exampleOf(scoped.filter(({ scopes: [set] }) => set!.length === fewest))!;
  const scopes = operation.scopes[0]!;
  const type = `Type 'MissingScopes<${scopes.map(literal).join(" | ")}>' has no call signatures`;
  const options = objectOf([...neededOptions(source), "auth: token", `scopes: ${literal(scopes)}`]);
  return [
    `With \`scopes\`, those of its tokens, an operation that needs others does not compile; the compiler names ` +
      `what is missing (${codeSpan(type)}). At run time the call rejects with a \`MissingScopeError\` before ` +
      `anything is sent, also where the token endpoint granted less.`,
    code(`const limited = createClient(${options});
if (limited.can(${literal(operation.name)})) await ${callOf(operation, source, `limited.${operation.name}`)};`),
  ];
}
