import { literal, propertyKey } from "../../emit/text.ts";
import type { Model, SecurityScheme } from "../../model/model.ts";

/** How a client of the tests is known. */
export interface CredentialsCode {
  /** Lines of code that come first. */
  readonly statements: readonly string[];
  /** The lines of the client's option `auth`; empty where it needs none. */
  readonly option: readonly string[];
  /** The variables of the environment that they are taken from. */
  readonly variables: readonly string[];
}

/** Credentials from the environment; of the mock, a token of all scopes and whatever key. */
export function credentialsCode({ securitySchemes, scopes, oauth }: Model): CredentialsCode {
  const sent = securitySchemes.filter(({ kind }) => kind !== "certificate");
  const isWithToken = sent.some(({ kind }) => kind === "token") || (sent.length === 0 && oauth !== undefined);
  const statements = isWithToken ? tokenStatements(scopes) : [];
  if (sent.length === 0) return { statements, option: isWithToken ? ["auth: token,"] : [], variables: [] };
  const members = sent.map((scheme) => `  ${propertyKey(scheme.name)}: ${credentialOf(scheme)},`);
  return { statements, option: ["auth: {", ...members, "},"], variables: [...new Set(sent.flatMap(variablesOf))] };
}

function tokenStatements(scopes: readonly string[]): string[] {
  const list = scopes.length > 3 ? ["const scopes = [", ...scopes.map((scope) => `  ${literal(scope)},`), "];"] : [];
  const given = list.length > 0 ? "{ scopes }" : `{ scopes: ${literal(scopes)} }`;
  return [...list, `const token = process.env["CONTRACT_TOKEN"] ?? (await server.issueToken(${given})).accessToken;`];
}

function variablesOf(scheme: SecurityScheme): string[] {
  const name = `CONTRACT_${upperCase(scheme.name)}`;
  if (scheme.kind === "token") return ["CONTRACT_TOKEN"];
  return scheme.kind === "basic" ? [`${name}_USERNAME`, `${name}_PASSWORD`] : [name];
}

function credentialOf(scheme: SecurityScheme): string {
  const variables = variablesOf(scheme).map((name) => `process.env[${literal(name)}] ?? "contract"`);
  if (scheme.kind === "token") return "token";
  const [first, second] = variables;
  return scheme.kind === "basic" ? `{ username: ${first}, password: ${second} }` : (first ?? '"contract"');
}

/** A name as a variable of the environment has it. */
export function upperCase(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z\d]+/g, "_")
    .toUpperCase();
}
