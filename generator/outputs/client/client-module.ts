import { SourceFile } from "../../emit/source-file.ts";
import { client, operationsModule, runtime } from "../../emit/symbols.ts";
import { commentText, literal } from "../../emit/text.ts";
import { hasScopes } from "../../model/features.ts";
import type { Model } from "../../model/model.ts";

/** The module of the client: every operation as a method. */
export function clientModule(model: Model): SourceFile {
  return hasScopes(model) ? scopedClient(model) : plainClient(model);
}

const docOfOptions =
  "/** What a client takes: what a transport does, and limits of time, of attempts and of requests at one time. */";

const docOfThrowing =
  "/** Whether a call throws an ApiError where the answer is not a 2xx one. Default: it gives the error. */";

function docOfClient({ title }: Model): string {
  return `/** Every operation of ${commentText(title).replace(/\s+/g, " ")} as a method, and what a transport has. */`;
}

const docOfCreation =
  "/** A client with every operation. A program that needs few imports those instead, with `createTransport`. */";

/** What both kinds of clients are made with, as the file calls it. */
function importsOf(file: SourceFile) {
  return {
    attach: file.use(runtime("attach")),
    Methods: file.use(runtime("Methods")),
    Transport: file.use(runtime("Transport")),
    createFetch: file.use(client.createFetch),
    FetchOptions: file.use(client.FetchOptions),
    createTransport: file.use(client.createTransport),
    TransportOptions: file.use(client.TransportOptions),
    operations: file.useAll(operationsModule, { isType: false }),
  };
}

/** The statement that makes a client refuse the cookies of a browser session, where the API has such; the file imports what it needs. */
function refusal({ sessionCookies }: Model, file: SourceFile): string {
  if (sessionCookies.length === 0) return "";
  const refuse = file.use(runtime("refuseSessionCookies"));
  return `\n  transport.use(${refuse}(${literal(sessionCookies)}));`;
}

function plainClient(model: Model): SourceFile {
  const file = new SourceFile("client", { declares: ["Client", "ClientOptions", "createClient"] });
  const { attach, Methods, Transport, createFetch, FetchOptions, createTransport, TransportOptions, operations } =
    importsOf(file);
  file.statements.push(
    `${docOfClient(model)}
export interface Client<Throws extends boolean = false>
  extends ${Methods}<typeof ${operations}, { throws: Throws }>, ${Transport} {}`,
    `${docOfOptions}
export interface ClientOptions<Throws extends boolean = boolean>
  extends ${TransportOptions}, Omit<${FetchOptions}, "fetch"> {
  ${docOfThrowing}
  throwOnError?: Throws | undefined;
}`,
    `${docOfCreation}
export function createClient<Throws extends boolean = false>(options: ClientOptions<Throws> = {}): Client<Throws> {
  const transport = ${createTransport}({ ...options, fetch: ${createFetch}(options) });${refusal(model, file)}
  return ${attach}<typeof ${operations}, { throws: Throws }>(transport, ${operations}, options);
}`,
  );
  return file;
}

function scopedClient(model: Model): SourceFile {
  const file = new SourceFile("client", { declares: ["Types", "Client", "ClientOptions", "createClient"] });
  const { attach, Methods, Transport, createFetch, FetchOptions, createTransport, TransportOptions, operations } =
    importsOf(file);
  const [scope, rules] = [file.use(client.Scope), file.use(client.scopeRules)];
  const [withScopes, canCall] = [file.use(runtime("withScopes")), file.use(runtime("canCall"))];
  file.statements.push(
    `/** What the types of a client's methods depend on. */
interface Types<Granted extends ${scope}, Throws extends boolean> {
  scopes: Granted;
  rules: typeof ${rules};
  throws: Throws;
}`,
    `${docOfClient(model)}
export interface Client<Granted extends ${scope} = ${scope}, Throws extends boolean = false>
  extends ${Methods}<typeof ${operations}, Types<Granted, Throws>>, ${Transport} {
  /** Whether no scope is known to be missing for an operation. Throws a TypeError for one that is not there. */
  can(operation: keyof typeof ${operations}): boolean;
}`,
    `${docOfOptions}
export interface ClientOptions<Granted extends ${scope} = ${scope}, Throws extends boolean = boolean>
  extends ${TransportOptions}, Omit<${FetchOptions}, "fetch"> {
  /**
   * The scopes of the client's tokens, as they are asked for. An operation that needs others cannot be called: the compiler
   * names what is missing, and at run time the call rejects with a MissingScopeError before anything is sent.
   */
  scopes?: readonly Granted[] | undefined;
  ${docOfThrowing}
  throwOnError?: Throws | undefined;
}`,
    `${docOfCreation}
export function createClient<const Granted extends ${scope} = ${scope}, Throws extends boolean = false>(
  options: ClientOptions<Granted, Throws> = {},
): Client<Granted, Throws> {
  const transport = ${withScopes}(${createTransport}({ ...options, fetch: ${createFetch}(options) }), options, ${rules});${refusal(model, file)}
  const methods = ${attach}<typeof ${operations}, Types<Granted, Throws>>(transport, ${operations}, options);
  return { ...methods, can: ${canCall}(${operations}, options, ${rules}) };
}`,
  );
  return file;
}
