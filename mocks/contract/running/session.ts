import { isOfCertificate } from "../../http/certificate.ts";
import type { Call } from "../calls/call.ts";
import { currentTagIn, readOf, withTag } from "../calls/entity-tags.ts";
import { writeCall } from "../calls/write-call.ts";
import type { CaseInfo } from "../finding.ts";
import { headerOf, type Purpose, type Send } from "../message.ts";
import type { Authorization, ContractOptions, Holder, NeededScheme } from "../options.ts";
import type { TestedApi } from "../tested/tested-api.ts";
import type { TestedOperation } from "../tested/tested-operation.ts";
import { type Exchange, readContent } from "./exchange.ts";
import { createSend } from "./send.ts";

/** Thrown when no further case is begun. */
export class RunStopped extends Error {
  override readonly name = "RunStopped";
  readonly reason: "aborted" | "time";

  constructor(reason: "aborted" | "time") {
    super(reason);
    this.reason = reason;
  }
}

/** How a request is counted. */
interface Counting {
  readonly isCleanUp?: boolean;
  /** Whether it is none of the cases that an operation may have. */
  readonly isAside?: boolean;
  /** The operation that it is a case of; left out: its own. */
  readonly counted?: TestedOperation;
}

/** Sends the calls of a run, and counts them. */
export class Session {
  readonly api: TestedApi;
  readonly url: string;
  readonly options: ContractOptions;
  /** How many requests were sent. */
  requests = 0;
  /** How many cases each operation has had, without clean-up. */
  readonly cases = new Map<TestedOperation, number>();
  /** What is sent while somebody records it. */
  #trail: Exchange[] | undefined;
  readonly #send: Send;
  /** By text the variables that arguments of every request came from. */
  readonly #secretArguments: ReadonlyMap<string, string>;
  readonly #authorizations = new Map<string, Promise<Authorization | undefined>>();

  constructor(api: TestedApi, options: ContractOptions) {
    this.api = api;
    this.url = options.url;
    this.options = options;
    this.#secretArguments = new Map(
      (options.arguments ?? []).flatMap(({ text, variable }) =>
        // what is that short stands for itself in other places, too
        variable === undefined || text.length < 4 ? [] : [[text, variable]],
      ),
    );
    this.#send = options.send ?? createSend({ signal: options.signal });
  }

  /** Whether an operation may have another case. */
  hasRoom(operation: TestedOperation, wanted = 1): boolean {
    return (this.cases.get(operation) ?? 0) + wanted <= (this.options.maxCases ?? 100);
  }

  /**
   * Sends a call; undefined where it has no credentials to go with.
   *
   * @throws {RunStopped} when time is up or the run is aborted, but for clean-up.
   */
  async send(
    call: Call,
    testCase: CaseInfo,
    { isCleanUp = false, isAside = isCleanUp, counted = call.operation }: Counting = {},
  ): Promise<Exchange | undefined> {
    const { operation } = call;
    if (!isCleanUp) this.#goOn();
    const authorizations = await this.authorize(operation, call.holder, call.alternative);
    if (authorizations === undefined) return undefined;
    const key = currentTagIn(call);
    const written = key === undefined ? undefined : withTag(call, key, await this.#tagOf(call, isCleanUp));
    const request = writeCall(written ?? call, this, authorizations);
    const secrets = new Map([...authorizations.flatMap((each) => [...each.secrets]), ...this.#secretArguments]);
    this.requests += 1;
    if (!isAside) this.cases.set(counted, (this.cases.get(counted) ?? 0) + 1);
    const sent = { call, ...(written !== undefined && { written }), testCase, request, secrets };
    const exchange = await this.#exchange(sent, { operation: operation.info, testCase, isCleanUp });
    this.#trail?.push(exchange);
    return exchange;
  }

  /** The entity tag of what a call changes, which is read for it; undefined where the server tells none. */
  async #tagOf(call: Call, isCleanUp: boolean): Promise<string | undefined> {
    const reading = readOf(call, this.api.operations);
    if (reading === undefined) return undefined;
    const testCase: CaseInfo = { kind: "stateful", label: "reading the entity tag" };
    const exchange = await this.send(reading, testCase, { isCleanUp, isAside: true });
    return exchange?.response && headerOf(exchange.response, "etag");
  }

  async #exchange(
    sent: Pick<Exchange, "call" | "request" | "secrets" | "testCase" | "written">,
    purpose: Purpose,
  ): Promise<Exchange> {
    try {
      const response = await this.#send(sent.request, purpose);
      return { ...sent, response, ...(await readContent(response)) };
    } catch (error) {
      if (!purpose.isCleanUp) this.#goOn();
      return { ...sent, response: undefined, failure: reasonOf(error), content: new Uint8Array(), json: undefined };
    }
  }

  /** Does something, and gives all exchanges that it took. */
  async record(work: () => Promise<void>): Promise<readonly Exchange[]> {
    const outer = this.#trail;
    const trail: Exchange[] = [];
    this.#trail = trail;
    try {
      await work();
    } finally {
      this.#trail = outer;
      outer?.push(...trail);
    }
    return trail;
  }

  /**
   * What a request of a holder is authorised by, for one of the alternatives or the first that there are credentials
   * for; undefined where they cannot be had.
   */
  async authorize(
    operation: TestedOperation,
    holder: Call["holder"],
    alternative?: number,
  ): Promise<Authorization[] | undefined> {
    const { security } = operation;
    if (holder.kind === "nobody" || security.length === 0) return [];
    if (holder.kind === "unknown") {
      const known = await this.authorize(operation, { kind: "valid" });
      return known?.some(({ isUnchecked }) => isUnchecked) ? undefined : known?.map(withOtherSecrets);
    }
    const whose: Holder = holder;
    // another alternative would make up for the scope
    const only = holder.kind === "without-scope" ? (alternative ?? 0) : alternative;
    const alternatives = only === undefined ? security : security.slice(only, only + 1);
    for (const each of alternatives) {
      const found = await Promise.all(each.map((needed) => this.#authorization(needed, whose)));
      const had = found.filter((one) => one !== undefined);
      if (had.length === found.length) return had;
    }
    return undefined;
  }

  #authorization(needed: NeededScheme, holder: Holder): Promise<Authorization | undefined> {
    const isOther = holder.kind === "without-scope" && !needed.scopes.includes(holder.scope);
    const whose: Holder = isOther ? { kind: "valid" } : holder;
    const key = JSON.stringify([needed.name, needed.scopes, whose]);
    const known = this.#authorizations.get(key) ?? this.#ask(needed, whose);
    this.#authorizations.set(key, known);
    return known;
  }

  async #ask(needed: NeededScheme, holder: Holder): Promise<Authorization | undefined> {
    return this.options.credentials?.(needed, holder);
  }

  #goOn(): void {
    const { signal, until } = this.options;
    if (signal?.aborted) throw new RunStopped("aborted");
    if (until !== undefined && Date.now() >= until) throw new RunStopped("time");
  }
}

/** Why no response came, as a clause. What the system says of it may hold text of the server. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "no response came";
  const { cause } = error;
  if (error.name === "TimeoutError" || (cause instanceof Error && cause.name === "TimeoutError"))
    return "no response came within the deadline";
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ECONNREFUSED") return "the connection was refused";
  if (code === "ECONNRESET") return "the connection was reset";
  if (code !== undefined && isOfCertificate(code)) return `its certificate is not trusted (${code})`;
  if (code?.startsWith("HPE_")) return `the response is no HTTP message (${code})`;
  return code === undefined ? "no response came" : `no response came (${code})`;
}

/** The same with secrets that nobody has issued: as long, and of the same letters. */
function withOtherSecrets(authorization: Authorization): Authorization {
  const secrets = [...authorization.secrets.keys()].filter((secret) => secret !== "");
  const other = (text: string) => secrets.reduce((found, secret) => found.replaceAll(secret, otherThan(secret)), text);
  const changed = (pairs: Authorization["headers"]) =>
    pairs?.map(([name, value]): [string, string] => [name, other(value)]) ?? [];
  const { headers, query, cookies } = authorization;
  return { headers: changed(headers), query: changed(query), cookies: changed(cookies), secrets: new Map() };
}

function otherThan(secret: string): string {
  const turned = [...secret].reverse().join("");
  return turned === secret ? `${secret}x` : turned;
}
