import { type Code, codeOf, type ObjectCode } from "../../emit/printing/code.ts";
import { type Member, type TypeCode, unionOf } from "../../emit/printing/types.ts";
import { SourceFile } from "../../emit/source-file.ts";
import { runtime } from "../../emit/symbols.ts";
import { commentText, literal, memberName } from "../../emit/text.ts";
import type { OutputSettings } from "../../emit/toolkit.ts";
import type { ClientParameter, Model, Server } from "../../model/model.ts";
import { type CredentialCode, credentialsOf } from "./credentials.ts";
import type { SchemaTypes } from "./schemas/schema-types.ts";

/** The module of what single operations send their requests through: the runtime's, bound to the API. */
export function transportModule(model: Model, types: SchemaTypes, { authPrefix }: OutputSettings): SourceFile {
  const file = new SourceFile("transport", {
    declares: ["createTransport", "Credentials", "security", "servers", "TransportOptions"],
  });
  const use = (name: string) => file.use(runtime(name));
  const { parameters, servers } = model;
  const credentials = credentialsOf(model, file);
  const choosesServer = servers.length > 1 || servers.some(({ variables }) => variables.length > 0);
  const members = [
    ...(choosesServer ? serverMembers(servers) : []),
    ...parameters.map((parameter) => parameterMember(parameter, types, file)),
  ];
  file.statements.push(
    {
      kind: "const",
      name: "servers",
      doc:
        `The servers of the API by name; requests go to the first unless ` +
        `\`${choosesServer ? "server` or `" : ""}baseUrl\` says otherwise.`,
      type: {
        kind: "object",
        members: servers.map(({ name, description = "" }) => ({
          name: memberName(name),
          type: use("Server"),
          isReadonly: true,
          doc: commentText(description),
        })),
      },
      value: codeOf(Object.fromEntries(servers.map((server) => [server.name, serverData(server)]))),
    },
    {
      kind: "interface",
      name: "TransportOptions",
      doc: "What `createTransport` takes.",
      extends: [credentials.options],
      members,
    },
    ...credentials.declarations,
    {
      kind: "function",
      name: "createTransport",
      doc: "What single operations need to send their requests: `await getThing(createTransport(), …)`.",
      parameters: [{ name: "options", type: "TransportOptions", default: "{}" }],
      returns: use("Transport"),
      body: [["return ", transportOf(model, { authPrefix, credentials }, file)]],
    },
  );
  return file;
}

/** The runtime's transport, with what the API fills in. */
function transportOf(
  model: Model,
  { authPrefix, credentials }: { readonly authPrefix: string; readonly credentials: CredentialCode },
  file: SourceFile,
): Code {
  const use = (name: string) => file.use(runtime(name));
  const headers = model.parameters.filter((parameter) => parameter.in === "header");
  const sent = headers.map((header) => parameterCode(header, { exclude: excluded(header, model) }));
  const prefix = authPrefix === "Bearer" ? credentials.prefix : authPrefix;
  const defaults: ObjectCode["entries"] = [
    ...(prefix === "Bearer" ? [] : [["authPrefix", codeOf(prefix)] as const]),
    ["...", "options"],
    ...(credentials.auth === undefined ? [] : [["auth", credentials.auth] as const]),
    ...(sent.length === 0
      ? []
      : [["middleware", listOf([call(use("sendHeaders"), listOf(sent)), "...(options.middleware ?? [])"])] as const]),
  ];
  const given: Code = defaults.length === 1 ? "options" : { kind: "object", entries: defaults };
  const server = serverCode(model, use);
  const [callee, security] = credentials.create;
  const args = [given, ...(security === undefined ? [] : [security]), ...(server === undefined ? [] : [server])];
  const created = call(callee, ...args);
  if (model.parameters.length === 0) return created;
  const filled = call(use("fillArguments"), listOf(model.parameters.map((parameter) => parameterCode(parameter))));
  return {
    kind: "object",
    entries: [
      ["...", created],
      [`[${use("prepare")}]`, filled],
    ],
  };
}

/** The address that requests go to unless the caller names one. */
function serverCode({ servers, basePath }: Model, use: (name: string) => string): string | undefined {
  if (servers.some(({ variables }) => variables.length > 0))
    return `options.baseUrl ?? ${use("serverUrl")}(servers, options)`;
  if (servers.length > 1) return `options.baseUrl ?? ${use("findServer")}(servers, options.server).url`;
  const standard = servers[0]?.url ?? basePath;
  return standard === undefined || standard === "" ? undefined : literal(standard);
}

function call(callee: string, ...args: readonly Code[]): Code {
  return { kind: "call", callee, args };
}

function listOf(items: readonly Code[]): Code {
  return { kind: "array", items };
}

/** A server as the runtime has it. */
export function serverData({ url, variables }: Server): object {
  const described = variables.map(({ name, default: standard, enum: choices }) => [
    name,
    { default: standard, enum: choices },
  ]);
  return { url, ...(described.length > 0 && { variables: Object.fromEntries(described) }) };
}

function serverMembers(servers: readonly Server[]): Member[] {
  const variables = new Map<string, { readonly types: Set<string>; readonly description: string | undefined }>();
  for (const { name, enum: choices, description } of servers.flatMap((server) => server.variables)) {
    const known = variables.get(name) ?? { types: new Set(), description };
    variables.set(name, known);
    for (const type of choices?.map(literal) ?? ["string"]) known.types.add(type);
  }
  const server: Member = {
    name: "server",
    type: optional("keyof typeof servers"),
    isOptional: true,
    doc: "The server that requests go to, unless `baseUrl` names another. Default: the first.",
  };
  if (variables.size === 0) return [server];
  const members = [...variables].map(
    ([name, { types, description = "" }]): Member => ({
      name: memberName(name),
      type: optional(...(types.has("string") ? ["string"] : types)),
      isOptional: true,
      doc: commentText(description),
    }),
  );
  return [
    server,
    {
      name: "serverVariables",
      type: optional({ kind: "object", members }),
      isOptional: true,
      doc: "The variables in the address of that server.",
    },
  ];
}

function optional(...types: readonly TypeCode[]): TypeCode {
  return unionOf([...types, "undefined"]);
}

function parameterMember(parameter: ClientParameter, types: SchemaTypes, file: SourceFile): Member {
  const everywhere = parameter.in === "header" ? "as a header with every request to the API, and " : "";
  const text =
    `${parameter.description ?? ""}\n\nSent ${everywhere}where an operation declares ` +
    `\`${parameter.name}\` and a call leaves it out.`;
  return {
    name: memberName(parameter.option),
    type: optional(parameter.schema === undefined ? "string" : types.ofRequest(parameter.schema, file)),
    isOptional: true,
    doc: commentText(text),
  };
}

function parameterCode({ name, option }: ClientParameter, more: object = {}): Code {
  const value = /^[A-Za-z_$][\w$]*$/.test(option) ? `options.${option}` : `options[${literal(option)}]`;
  const entries = [["name", literal(name)] as const, ["option", literal(option)] as const, ["value", value] as const];
  return {
    kind: "object",
    entries: [...entries, ...Object.entries(more).map(([key, each]) => [key, codeOf(each)] as const)],
  };
}

/** The operations that a header is not sent to. */
function excluded({ exclude }: ClientParameter, { operations }: Model): string[] {
  return operations.filter(({ name }) => exclude.includes(name)).map(({ method, path }) => `${method} ${path}`);
}
