import {
  callOf,
  type ExampleSource,
  exampleOf,
  moduleOf,
  neededOptions,
  objectOf,
} from "../../emit/examples/example-calls.ts";
import { code, listOf, type Paragraphs } from "../../emit/examples/markdown.ts";
import { codeSpan, literal, propertyKey } from "../../emit/text.ts";
import { hasScopes } from "../../model/features.ts";
import type { SecurityScheme } from "../../model/model.ts";

/** What a client sends to be known, as members of its options: what most requests ask for. */
export function credentialOptions({ model: { securitySchemes, security, oauth } }: ExampleSource): string[] {
  const [unnamed] = securitySchemes.filter(({ name }) => security.unnamed.includes(name));
  if (oauth || unnamed?.kind === "token") return ['auth: "an access token"'];
  if (unnamed?.kind === "key" && !isWholeHeader(unnamed)) return ['auth: "a key"'];
  const [needed = []] = security.needs;
  const members = securitySchemes.filter(({ name }) => needed.includes(name)).map(credential);
  return members.length > 0 ? [`auth: ${objectOf(members)}`] : [];
}

/** How to authenticate, by each way that the documents describe. */
export function authenticationSection(source: ExampleSource): Paragraphs {
  const { model, settings } = source;
  const { securitySchemes: schemes, sessionCookies } = model;
  const header = codeSpan(`Authorization: ${settings.authPrefix} <token>`);
  const token =
    `\`auth\` is a token, or a function that gives the one for a request. It is sent as ${header}, unless the ` +
    "request has that header already.";
  const refusal =
    sessionCookies.length > 0 ? " A client refuses the cookies of a browser session as authentication." : "";
  const sent = schemes.filter(({ kind }) => kind !== "certificate");
  const [first] = sent;
  const isToken = sent.length === 1 && first?.kind === "token";
  const providers = model.oauth ? providerTexts(source) : [];
  const lines = schemes.map((scheme) => schemeLine(scheme, header)).join("\n");
  if (schemes.length === 0) {
    const want = model.oauth
      ? token
      : `The documents describe no authentication. Where the API wants a token: ${token}`;
    return [`${want}${refusal}`, ...providers];
  }
  if (isToken) {
    const named = codeSpan(`auth: ${objectOf([`${propertyKey(first.name)}: token`])}`);
    const own = ` The name of its security scheme may stand before it: ${named}.`;
    return [`${token}${own}${refusal}`, ...providers, ...(schemes.length > 1 ? [lines] : [])];
  }
  return [
    `\`auth\` has what the security schemes of the API take, by their names: each a value, or a function that gives ` +
      `the one for a request.${refusal}`,
    ...(sent.length > 0 ? [code(`createClient({ auth: ${objectOf(sent.map(credential))} });`)] : []),
    lines,
    choiceText(source),
    ...providers,
  ];
}

/** Which credentials a request is sent with. */
function choiceText({ model: { security, operations, securitySchemes } }: ExampleSource): string {
  const sets = [security.needs, ...operations.flatMap(({ auth }) => (auth ? [auth] : []))];
  const choice = sets.some((each) => each.length > 1)
    ? "An operation sends what the documents ask for; of several ways the first whose credentials are all given."
    : "An operation sends what the documents ask for.";
  const named = securitySchemes.filter(({ name }) => security.unnamed.includes(name));
  const what = named.every(({ kind }) => kind === "token") ? "token" : "key";
  const unnamed = named.filter(({ kind }) => kind !== "basic").map(({ name }) => codeSpan(name));
  return [
    choice,
    "What is not given is left out, for the server to decide.",
    ...(unnamed.length > 0 ? [`\`auth: ${what}\`, without a name, is for ${listOf(unnamed)}.`] : []),
    "What a request has already stays as it is, and a redirect to another origin takes no credentials along.",
  ].join(" ");
}

/** A member of `auth`. */
function credential({ name, kind }: SecurityScheme): string {
  const values = { token: "token", basic: '{ username: "me", password: "a password" }' };
  return `${propertyKey(name)}: ${kind === "token" || kind === "basic" ? values[kind] : '"a key"'}`;
}

/** Whether a key is all of the header in which tokens have a prefix. */
function isWholeHeader(scheme: SecurityScheme): boolean {
  return scheme.kind === "key" && scheme.in === "header" && /^authorization$/i.test(scheme.parameter);
}

function schemeLine(scheme: SecurityScheme, header: string): string {
  const name = codeSpan(scheme.name);
  switch (scheme.kind) {
    case "token":
      return `- ${name}: a token, sent as ${header}`;
    case "basic":
      return `- ${name}: a user and a password`;
    case "http":
      return `- ${name}: what follows ${codeSpan(scheme.scheme)} in the \`Authorization\` header`;
    case "certificate":
      return (
        `- ${name}: a certificate of the client, which \`auth\` does not have; Node takes it as ` +
        "`requestInitExt: { dispatcher }`"
      );
    case "key":
      return `- ${name}: a key, ${placeText(scheme)}`;
  }
}

function placeText(scheme: Extract<SecurityScheme, { kind: "key" }>): string {
  const name = codeSpan(scheme.parameter);
  switch (scheme.in) {
    case "query":
      return `in the query as ${name}`;
    case "cookie":
      return `as the cookie ${name}; a browser sends its own cookies alone, with \`credentials: "include"\``;
    case "header":
      return isWholeHeader(scheme) ? `which is all of the header ${name}` : `in the header ${name}`;
  }
}

/** What gets and renews tokens by the flows that the API has. */
function providerTexts(source: ExampleSource): string[] {
  const { model } = source;
  const { authorizationUrl, clientTokenUrl, tokenUrl, refreshUrl, scopes } = model.oauth!;
  const hasDevice = model.oauth!.deviceAuthorizationUrl !== undefined;
  const hasCode = authorizationUrl !== undefined;
  const isForClients = clientTokenUrl !== undefined && !hasCode && !hasDevice;
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
    ...(hasDevice
      ? [
          [
            "deviceCode",
            `// On a device without a browser: the user goes to an address and types a code there.
const prompt = ({ verificationUri, userCode }: DevicePrompt) => console.log(verificationUri, userCode);
${client("onDevice", `deviceCode({ clientId, prompt${asked} })`)}`,
          ],
        ]
      : []),
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
  const more = [...(hasCode ? ["storageStore"] : []), ...(hasDevice ? ["type DevicePrompt"] : [])];
  const imported = [...blocks.map(([names]) => names), ...more].join(", ");
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
    ...(model.oauth!.metadataUrl === undefined
      ? []
      : [
          "`discoverEndpoints()` of the same module asks the authorization server for its endpoints; its result " +
            "goes among the options of any of them: `refreshToken({ ...(await discoverEndpoints()), … })`.",
        ]),
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
