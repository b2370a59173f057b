import { type Code, codeOf, type ObjectCode } from "../../emit/printing/code.ts";
import type { Declaration } from "../../emit/printing/declarations.ts";
import { type Member, type TypeCode, unionOf } from "../../emit/printing/types.ts";
import { SourceFile } from "../../emit/source-file.ts";
import { client, operationsModule, runtime } from "../../emit/symbols.ts";
import { commentText } from "../../emit/text.ts";
import type { OutputSettings } from "../../emit/toolkit.ts";
import { hasOpenBodies, hasPages, hasScopes } from "../../model/features.ts";
import type { Model } from "../../model/model.ts";

/** The module of the client: every operation as a method. */
export function clientModule(model: Model, settings: OutputSettings): SourceFile {
  const file = new SourceFile("client", { declares: ["Types", "Client", "ClientOptions", "createClient"] });
  const scoped = hasScopes(model) ? scopesOf(file) : undefined;
  const use = (name: string) => file.use(runtime(name));
  const operations = file.useAll(operationsModule, { isType: false });
  const all = `typeof ${operations}`;
  const typesOf = (throws: string): TypeCode =>
    scoped ? generic("Types", "Granted", throws) : `{ throws: ${throws} }`;
  const parameters = (granted: string, throws: string) => [...(scoped ? [granted] : []), throws];
  const own = (name: string, throws = "Throws") => generic(name, ...parameters("Granted", throws));
  const granted = `Granted extends ${scoped?.scope} = ${scoped?.scope}`;
  const thrown = `${use("ApiErrorClass")} | false`;
  const isThrown = `${use("IsThrown")}<Throws>`;
  file.statements.push(
    ...(scoped ? [scoped.types] : []),
    {
      kind: "interface",
      name: "Client",
      doc: `Every operation of ${commentText(model.title).replace(/\s+/g, " ")} as a method, and what a transport has.`,
      typeParameters: parameters(granted, "Throws extends boolean = false"),
      extends: [generic(use("Methods"), all, typesOf("Throws")), use("Transport")],
      members: scoped ? [scoped.can(operations)] : [],
    },
    {
      kind: "interface",
      name: "ClientOptions",
      doc: "What a client takes: what a transport does, and limits of time and of attempts.",
      typeParameters: parameters(granted, `Throws extends ${thrown} = ${thrown}`),
      extends: [file.use(client.TransportOptions), use("ClientLimits")],
      members: [
        ...(scoped ? [scoped.member] : []),
        {
          name: "throwOnError",
          type: "Throws | undefined",
          isOptional: true,
          doc: "`ApiError`: what a call throws where the response is not a 2xx one. Default: it gives the error.",
        },
      ],
    },
    {
      kind: "function",
      name: "createClient",
      doc: "A client with every operation. A program that needs few imports those instead, with `createTransport`.",
      typeParameters: parameters(`const ${granted}`, `Throws extends ${thrown} = false`),
      parameters: [{ name: "options", type: own("ClientOptions"), default: "{}" }],
      returns: own("Client", isThrown),
      body: bodyOf(),
    },
  );
  return file;

  /** What makes pages is in bundles only where an operation has some. */
  function methodOptions(): Code {
    if (!hasPages(model)) return "options";
    const entries = [["...", "options"] as const, ["extend", use("pagedMethods")] as const];
    return { kind: "object", entries };
  }

  /** What the settings say of retries, and what the settings and the operations need besides. */
  function limitsOf(): Code[] {
    const { retry, concurrency } = settings;
    const entries: ObjectCode["entries"] = [
      ...(concurrency === undefined ? [] : [["admit", call(use("createSlots"), codeOf(concurrency))] as const]),
      ...(retry["codeField"] === undefined ? [] : [["isFinal", use("hasStopCode")] as const]),
      ...(hasOpenBodies(model)
        ? ([
            ["limit", "2 ** 20"],
            ["open", use("openResponse")],
          ] as const)
        : []),
    ];
    const isSet = Object.keys(retry).length > 0;
    if (entries.length > 0) return [codeOf(isSet ? { retry } : {}), { kind: "object", entries }];
    return isSet ? [codeOf({ retry })] : [];
  }

  function bodyOf(): [before: string, value: Code][] {
    const fetch = call(use("createSend"), "options", ...limitsOf());
    const limited: Code = {
      kind: "object",
      entries: [
        ["...", "options"],
        ["fetch", fetch],
      ],
    };
    const created = call(file.use(client.createTransport), limited);
    const transport = scoped ? call(use("withScopes"), created, "options", scoped.rules) : created;
    const attached: Code = {
      kind: "call",
      callee: use("attach"),
      typeArguments: [all, typesOf(isThrown)],
      args: ["transport", operations, methodOptions()],
    };
    const { sessionCookies } = model;
    const refusal = () => call("transport.use", call(use("refuseSessionCookies"), codeOf(sessionCookies)));
    return [
      ["const transport = ", transport],
      ...(sessionCookies.length > 0 ? [["", refusal()] as [string, Code]] : []),
      ...(scoped
        ? ([
            ["const methods = ", attached],
            [
              "return ",
              {
                kind: "object",
                entries: [
                  ["...", "methods"],
                  ["can", scoped.canCall(operations)],
                ],
              },
            ],
          ] as [string, Code][])
        : [["return ", attached] as [string, Code]]),
    ];
  }
}

/** What a client has besides where the API has scopes; the file imports what it needs. */
function scopesOf(file: SourceFile) {
  const [scope, rules] = [file.use(client.Scope), file.use(client.scopeRules)];
  const types: Declaration = {
    kind: "interface",
    name: "Types",
    isLocal: true,
    doc: "What the types of a client's methods depend on.",
    typeParameters: [`Granted extends ${scope}`, "Throws extends boolean"],
    members: [
      { name: "scopes", type: "Granted" },
      { name: "rules", type: `typeof ${rules}` },
      { name: "throws", type: "Throws" },
    ],
  };
  return {
    scope,
    rules,
    types,
    member: scopesMember({
      kind: "generic",
      name: file.use(runtime("KnownScopes")),
      of: ["Granted", file.use(client.KnownScope), `typeof ${rules}`],
    }),
    can: (operations: string): Member => ({
      name: `can(operation: keyof typeof ${operations})`,
      type: "boolean",
      doc: "Whether no scope is known to be missing for an operation. Throws a TypeError for one that is not there.",
    }),
    canCall: (operations: string) => call(file.use(runtime("canCall")), operations, "options", rules),
  };
}

function scopesMember(known: TypeCode): Member {
  return {
    name: "scopes",
    type: unionOf([{ kind: "intersection", of: ["readonly Granted[]", known] }, "undefined"]),
    isOptional: true,
    doc: `The scopes of the client's tokens, as they are requested. An operation that needs others cannot be
called: the compiler names what is missing, and at run time the call rejects with a
MissingScopeError before anything is sent. A scope that no document names is named by the settings,
or given as a string.`,
  };
}

function generic(name: string, ...of: readonly TypeCode[]): TypeCode {
  return { kind: "generic", name, of };
}

function call(callee: string, ...args: readonly Code[]): Code {
  return { kind: "call", callee, args };
}
