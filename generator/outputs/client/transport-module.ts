import { SourceFile } from "../../emit/source-file.ts";
import { runtime } from "../../emit/symbols.ts";
import { commentText, literal, memberName } from "../../emit/text.ts";
import type { OutputSettings } from "../../emit/toolkit.ts";
import type { ClientParameter, Model, Server } from "../../model/model.ts";
import type { SchemaTypes } from "./schemas/schema-types.ts";

/** The module of what single operations send their requests through: the runtime's, bound to the API. */
export function transportModule(model: Model, types: SchemaTypes, { authPrefix }: OutputSettings): SourceFile {
  const file = new SourceFile("transport", { declares: ["createTransport", "servers", "TransportOptions"] });
  const use = (name: string) => file.use(runtime(name));
  const { parameters, servers } = model;
  const hasVariables = servers.some(({ variables }) => variables.length > 0);
  const choosesServer = servers.length > 1 || hasVariables;
  const standard = servers[0]?.url ?? model.basePath;
  const server = choosesServer
    ? `options.baseUrl ?? ${hasVariables ? `${use("serverUrl")}(servers, options)` : `${use("findServer")}(servers, options.server).url`}`
    : standard && literal(standard);
  const headers = parameters.filter((parameter) => parameter.in === "header");
  const defaults = [
    ...(authPrefix === "Bearer" ? [] : [`authPrefix: ${literal(authPrefix)}`]),
    "...options",
    ...(headers.length === 0
      ? []
      : [
          `middleware: [${use("sendHeaders")}([${headers.map((header) => headerLiteral(header, model)).join(", ")}]), ...(options.middleware ?? [])]`,
        ]),
  ];
  const members = [
    ...(choosesServer ? serverMembers(servers) : []),
    ...parameters.map((parameter) => parameterMember(parameter, types, file)),
  ];
  const create = use("createTransport");
  const given = defaults.length === 1 ? "options" : `{ ${defaults.join(", ")} }`;
  const call = `${create}(${[given, ...(server === undefined ? [] : [server])].join(", ")})`;
  const filled = parameters.map((parameter) => parameterLiteral(parameter));
  const transport =
    parameters.length === 0
      ? call
      : `{ ...${call}, [${use("prepare")}]: ${use("fillArguments")}([${filled.join(", ")}]) }`;
  file.statements.push(
    `/** The servers of the API by name; requests go to the first unless \`${choosesServer ? "server` or `" : ""}baseUrl\` says otherwise. */
export const servers: {${servers.map((server) => `${doc(server.description)}\n  readonly ${memberName(server.name)}: ${use("Server")};`).join("")}
} = ${literal(Object.fromEntries(servers.map((server) => [server.name, serverData(server)])))};

/** What {@link createTransport} takes. */
export interface TransportOptions extends ${use("TransportOptions")} {${members.join("")}
}

/** What single operations need to send their requests: \`await getThing(createTransport(), …)\`. */
export function createTransport(options: TransportOptions = {}): ${use("Transport")} {
  return ${transport};
}`,
  );
  return file;
}

/** A server as the runtime has it. */
export function serverData({ url, variables }: Server): object {
  const described = variables.map(({ name, default: standard, enum: choices }) => [
    name,
    { default: standard, enum: choices },
  ]);
  return { url, ...(described.length > 0 && { variables: Object.fromEntries(described) }) };
}

function serverMembers(servers: readonly Server[]): string[] {
  const variables = new Map<string, { readonly types: Set<string>; readonly description: string | undefined }>();
  for (const { name, enum: choices, description } of servers.flatMap((server) => server.variables)) {
    const known = variables.get(name) ?? { types: new Set(), description };
    variables.set(name, known);
    for (const type of choices?.map(literal) ?? ["string"]) known.types.add(type);
  }
  const server = `
  /** The server that requests go to, unless \`baseUrl\` names another. Default: the first. */
  server?: keyof typeof servers | undefined;`;
  if (variables.size === 0) return [server];
  const members = [...variables].map(
    ([name, { types, description }]) =>
      `${doc(description, "    ")}\n    ${memberName(name)}?: ${types.has("string") ? "string" : [...types].join(" | ")} | undefined;`,
  );
  return [
    server,
    `
  /** The variables in the address of that server. */
  serverVariables?: {${members.join("")}
  } | undefined;`,
  ];
}

function parameterMember(parameter: ClientParameter, types: SchemaTypes, file: SourceFile): string {
  const type = parameter.schema === undefined ? "string" : types.print(parameter.schema, file);
  const everywhere = parameter.in === "header" ? "as a header with every request to the API, and " : "";
  const text = `${parameter.description ?? ""}\n\nSent ${everywhere}where an operation declares \`${parameter.name}\` and a call leaves it out.`;
  return `${doc(text)}\n  ${memberName(parameter.option)}?: ${/=>/.test(type) ? `(${type})` : type} | undefined;`;
}

function parameterLiteral({ name, option }: ClientParameter): string {
  const value = /^[A-Za-z_$][\w$]*$/.test(option) ? `options.${option}` : `options[${literal(option)}]`;
  return `{ name: ${literal(name)}, option: ${literal(option)}, value: ${value} }`;
}

function headerLiteral(header: ClientParameter, { operations }: Model): string {
  const excluded = operations
    .filter(({ name }) => header.exclude.includes(name))
    .map(({ method, path }) => `${method} ${path}`);
  return parameterLiteral(header).replace(/ }$/, `, exclude: ${literal(excluded)} }`);
}

function doc(text: string | undefined, indent = "  "): string {
  const lines = commentText(text ?? "");
  return lines === ""
    ? ""
    : `\n${indent}/** ${lines.replace(/\n(?=(\n)?)/g, (_, empty?: string) => `\n${indent} *${empty ? "" : " "}`)} */`;
}
