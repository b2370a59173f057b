import type { Call } from "../calls/call.ts";
import { type Exchange, isSuccess } from "../running/exchange.ts";
import type { Session } from "../running/session.ts";
import type { TestedOperation } from "../tested/tested-operation.ts";
import { type FollowedLink, linkedFrom, linksOf } from "./links.ts";
import type { CallAt, Placement } from "./placement.ts";
import { variablesOf } from "./record-path.ts";

/** Something that a request has made, known by the links of its response. */
interface Linked {
  readonly exchange: Exchange;
  readonly links: readonly FollowedLink[];
  isRemoved: boolean;
}

/** Knows what the run has made where no path tells it, and links do: `POST /register`, `GET /profiles/{uid}`. */
export class LinkedRecords {
  readonly #session: Session;
  readonly #callAt: CallAt;
  readonly #made: Linked[] = [];
  #count = 0;

  constructor(session: Session, callAt: CallAt) {
    this.#session = session;
    this.#callAt = callAt;
  }

  /** Whether an operation makes something that its links alone tell of. */
  makes(operation: TestedOperation): boolean {
    const { collections } = this.#session.api;
    const isOfCollection = collections.some(({ operations }) =>
      operations.some(({ kind, operation: one }) => kind === "create" && one === operation.served),
    );
    return operation.info.method === "POST" && !isOfCollection && this.#targetsOf(operation).length > 0;
  }

  /** What the links of an operation lead to by a variable that names no record of a collection. */
  #targetsOf(operation: TestedOperation): TestedOperation[] {
    const { api } = this.#session;
    return linkedFrom(operation, api).filter((target) => {
      const variables = variablesOf(target, api);
      return variables.length > 0 && variables.every(({ collection }) => collection === undefined);
    });
  }

  /** Remembers what a request has made, and what it has removed. */
  note(exchange: Exchange): void {
    if (!isSuccess(exchange)) return;
    const { operation, arguments: given } = exchange.call;
    const isOf = (link: FollowedLink) =>
      link.target === operation && [...link.arguments].every(([key, value]) => given.get(key) === value);
    if (operation.info.method === "DELETE")
      for (const made of this.#made) if (made.links.some(isOf)) made.isRemoved = true;
    if (!this.makes(operation) || this.#made.some((made) => made.exchange === exchange)) return;
    const links = linksOf(exchange, this.#session.api);
    if (links.length > 0) this.#made.push({ exchange, links, isRemoved: false });
  }

  /** Where an operation finds what links alone lead to: at something that is made for it. */
  async place(operation: TestedOperation, salt: string, fresh: boolean): Promise<Placement | undefined> {
    const { api, options } = this.#session;
    const known = this.#made.findLast((made) => !made.isRemoved && linkTo(made, operation));
    if (known !== undefined && !fresh) return placementOf(linkTo(known, operation)!);
    const creator = options.allowWrites
      ? api.operations.find((each) => this.makes(each) && this.#targetsOf(each).includes(operation))
      : undefined;
    if (creator === undefined || variablesOf(creator, api).length > 0) return undefined;
    this.#count += 1;
    const nowhere = { arguments: new Map(), isPlaced: true };
    const call = await this.#callAt(creator, nowhere, `${salt} linked ${this.#count}`);
    const exchange = await this.#session.send(call, { kind: "stateful", label: "creating a record" });
    if (exchange === undefined) return undefined;
    this.note(exchange);
    const link = linksOf(exchange, api).find(({ target }) => target === operation);
    return isSuccess(exchange) && link !== undefined ? placementOf(link) : undefined;
  }

  /** Removes what was made, the latest first, where a link says how. Gives what is left. */
  async cleanUp(): Promise<{ readonly exchange: Exchange }[]> {
    const left: { readonly exchange: Exchange }[] = [];
    for (const made of this.#made.toReversed()) {
      if (made.isRemoved) continue;
      made.isRemoved = true;
      const link = made.links.find(({ target }) => target.info.method === "DELETE");
      const call: Call | undefined = link && (await this.#callAt(link.target, placementOf(link), "clean-up"));
      const testCase = { kind: "stateful", label: "cleaning up" } as const;
      const exchange = call && (await this.#session.send(call, testCase, { isCleanUp: true }));
      const status = exchange?.response?.status ?? 0;
      if (!(exchange !== undefined && isSuccess(exchange)) && status !== 404 && status !== 410) left.push(made);
    }
    return left;
  }
}

function linkTo({ links }: Linked, operation: TestedOperation): FollowedLink | undefined {
  return links.find(({ target }) => target === operation);
}

function placementOf({ arguments: given }: FollowedLink): Placement {
  return { arguments: given, isPlaced: true };
}
