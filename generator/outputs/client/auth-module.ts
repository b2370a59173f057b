import { type Code, codeOf } from "../../emit/printing/code.ts";
import type { FunctionDeclaration } from "../../emit/printing/declarations.ts";
import { type TypeCode, unionOf } from "../../emit/printing/types.ts";
import { SourceFile } from "../../emit/source-file.ts";
import { client, runtime } from "../../emit/symbols.ts";
import { literal } from "../../emit/text.ts";
import { hasScopes } from "../../model/features.ts";
import type { Model, OAuth } from "../../model/model.ts";
import { serverData } from "./transport-module.ts";

/** A function of the runtime that is bound to the API. */
interface Binding {
  readonly name: string;
  readonly options: string;
  readonly result: string;
  readonly doc: string;
}

const provider = "TokenProvider";

const refreshToken: Binding = {
  name: "refreshToken",
  options: "RefreshTokenOptions",
  result: provider,
  doc: "A provider of access tokens from a refresh token.",
};

const clientCredentials: Binding = {
  name: "clientCredentials",
  options: "ClientCredentialsOptions",
  result: provider,
  doc: "A provider of access tokens for the client itself, without a user.",
};

const deviceCode: Binding = {
  name: "deviceCode",
  options: "DeviceCodeOptions",
  result: provider,
  doc: "A provider of access tokens of a user who consents on another device, where `prompt` sends them.",
};

const discoverEndpoints: Binding = {
  name: "discoverEndpoints",
  options: "DiscoveryOptions",
  result: "Promise<DiscoveredEndpoints>",
  doc: "The endpoints that the authorization server itself names (RFC 8414), for the options of a provider.",
};

const authorizationCode: readonly Binding[] = [
  {
    name: "authorizationUrl",
    options: "AuthorizationUrlOptions",
    result: "Promise<AuthorizationRequest>",
    doc: "Where to send a user for consent. Keep `state` and `codeVerifier` in the user's session for `exchangeCode`.",
  },
  {
    name: "exchangeCode",
    options: "ExchangeCodeOptions",
    result: "Promise<Tokens<Server>>",
    doc: "Tokens for the code that the user came back with. Give them to `authorizationCode`.",
  },
  {
    name: "authorizationCode",
    options: "AuthorizationCodeOptions",
    result: provider,
    doc: "A provider of access tokens from an exchanged code, or from a store that holds its tokens.",
  },
];

/** What is the same for every API. */
const shared = [
  ...["AuthError", "AuthErrorCode", "memoryStore", "StorageStoreOptions", "storageStore"],
  ...["TokenProvider", "Tokens", "TokenStorage", "TokenStore"],
];

/** The module of what gives access tokens, bound to the API; undefined where the API has no token endpoint. */
export function authModule(model: Model, prefix: string): SourceFile | undefined {
  const { oauth, sessionCookies } = model;
  if (!oauth) return undefined;
  const servers = serversOf(model, oauth);
  const names = Object.keys(servers);
  const hasVariables = names.length > 0 && model.servers.some(({ variables }) => variables.length > 0);
  const api = {
    authorizationUrl: oauth.authorizationUrl,
    deviceAuthorizationUrl: oauth.deviceAuthorizationUrl,
    tokenUrl: oauth.tokenUrl,
    refreshUrl: oauth.refreshUrl,
    metadataUrl: oauth.metadataUrl,
    clientAuthentication: changed(oauth.clientAuthentication, "client_secret_basic"),
    scopeSeparator: changed(oauth.scopeSeparator, " "),
    prefix: changed(prefix, "Bearer"),
    authorizationParameters: someOf(oauth.authorizationParameters),
    accountsParameter: oauth.accountsParameter,
    servers: someOf(servers),
    sessionCookies: sessionCookies.length > 0 ? sessionCookies : undefined,
  };
  const bindings = [
    refreshToken,
    ...(oauth.clientTokenUrl === undefined ? [] : [clientCredentials]),
    ...(oauth.deviceAuthorizationUrl === undefined ? [] : [deviceCode]),
    ...(oauth.authorizationUrl === undefined ? [] : authorizationCode),
    ...(oauth.metadataUrl === undefined ? [] : [discoverEndpoints]),
  ];
  const file = new SourceFile("auth", {
    declares: ["api", "Scope", "Server", "Variables", ...bindings.map(({ name }) => name)],
  });
  const use = (name: string) => file.use(runtime(name));
  const apiWith = (tokenUrl: string | undefined): Code =>
    tokenUrl === oauth.tokenUrl
      ? "api"
      : {
          kind: "object",
          entries: [
            ["...", "api"],
            ["tokenUrl", codeOf(tokenUrl)],
          ],
        };
  const apis = new Map([
    [clientCredentials, apiWith(oauth.clientTokenUrl)],
    [deviceCode, apiWith(oauth.deviceTokenUrl)],
  ]);
  const known: TypeCode = {
    kind: "generic",
    name: use("KnownScopes"),
    of: ["Granted", "Scope", hasScopes(model) ? `typeof ${file.use(client.scopeRules, { asType: true })}` : noRules],
  };
  const scoped = optionalMember("scopes", { kind: "intersection", of: ["readonly Granted[]", known] });
  const functions = bindings.map((binding): FunctionDeclaration => {
    const { name, options, result, doc } = binding;
    const [symbol = result] = /(?<=<)\w+/.exec(result) ?? [];
    const isScoped = !/^(?:ExchangeCode|Discovery)Options$/.test(options);
    const isOptional = options === "DiscoveryOptions";
    const parameters = isScoped ? ["Granted", "Server", "Variables"] : ["Server", "Variables"];
    const all: TypeCode = { kind: "generic", name: use(options), of: parameters };
    const without: TypeCode = { kind: "generic", name: "Omit", of: [all, '"server" | "serverVariables"'] };
    const given = names.length > 0 ? all : without;
    const args = [apis.get(binding) ?? "api", "options"];
    return {
      kind: "function",
      name,
      doc,
      ...(isScoped && { typeParameters: ["const Granted extends Scope | (string & {}) = Scope | (string & {})"] }),
      parameters: [
        {
          name: "options",
          type: isScoped ? { kind: "intersection", of: [given, scoped] } : given,
          ...(isOptional && { default: "{}" }),
        },
      ],
      returns: result.replace(symbol, use(symbol)),
      body: [["return ", { kind: "call", callee: use(name), args }]],
    };
  });
  const prompts = oauth.deviceAuthorizationUrl === undefined ? [] : ["DevicePrompt"];
  file.reexport(...[...shared, ...prompts].map(runtime));
  file.statements.push(
    { kind: "const", name: "api", isLocal: true, type: use("AuthDescription"), value: codeOf(api) },
    {
      kind: "type",
      name: "Scope",
      isLocal: true,
      doc: 'A scope that the documents or the settings name; another is given as a string: `"a.scope" as string`.',
      type: scopeType(model, oauth, file),
    },
    {
      kind: "type",
      name: "Server",
      isLocal: true,
      doc: "A server that tokens may be for.",
      type: unionOf(names.map(literal)),
    },
    {
      kind: "type",
      name: "Variables",
      isLocal: true,
      doc: "What the variables in its address are set to.",
      type: hasVariables
        ? `NonNullable<${file.use(client.TransportOptions)}["serverVariables"]>`
        : "Record<string, never>",
    },
    ...functions,
  );
  return file;
}

function scopeType(model: Model, { scopes }: OAuth, file: SourceFile): TypeCode {
  if (hasScopes(model)) return file.use(client.KnownScope);
  return scopes.length > 0 ? unionOf(scopes.map(literal)) : "string";
}

/** How scopes are compared where no operation needs any. */
const noRules = "{ isCaseSensitive: true; implies: {} }";

function optionalMember(name: string, type: TypeCode): TypeCode {
  return { kind: "object", members: [{ name, type: unionOf([type, "undefined"]), isOptional: true }] };
}

/** The servers, where an endpoint differs by them: it is relative, or one of them has an accounts address. */
function serversOf({ servers }: Model, oauth: OAuth): { [name: string]: object } {
  const urls = [
    ...[oauth.tokenUrl, oauth.authorizationUrl, oauth.refreshUrl, oauth.clientTokenUrl],
    ...[oauth.deviceAuthorizationUrl, oauth.deviceTokenUrl, oauth.metadataUrl],
  ];
  const differ =
    urls.some((url) => url !== undefined && !URL.canParse(url)) ||
    servers.some(({ accounts }) => accounts !== undefined);
  if (!differ) return {};
  return Object.fromEntries(
    servers.map((server) => [
      server.name,
      { ...serverData(server), ...(server.accounts && { accounts: server.accounts }) },
    ]),
  );
}

function changed(value: string, standard: string): string | undefined {
  return value === standard ? undefined : value;
}

function someOf<Value extends object>(value: Value): Value | undefined {
  return Object.keys(value).length > 0 ? value : undefined;
}
