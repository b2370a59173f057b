import { unmarked } from "../../document/exact-numbers.ts";
import type { Collection, CollectionOperation } from "../../state/collections/collection.ts";
import { idText } from "../../state/collections/identifier.ts";
import { valueAt } from "../calls/call.ts";
import type { CaseInfo } from "../finding.ts";
import { type Exchange, isSuccess } from "../running/exchange.ts";
import type { Session } from "../running/session.ts";
import type { TestedOperation } from "../tested/tested-operation.ts";
import { LinkedRecords } from "./linked-records.ts";
import type { CallAt, Made, Placement } from "./placement.ts";
import { identifierFor, isIdentifierFor, variablesOf } from "./record-path.ts";

/** What an operation does with one record. */
type RecordOperation = Exclude<CollectionOperation, { readonly kind: "list" }>;

/** The operation that lists a collection; undefined where there is none. */
export function listOf({ operations }: Collection): Extract<CollectionOperation, { kind: "list" }> | undefined {
  return operations.find((one) => one.kind === "list");
}

/** The operation that does something with the records of a collection; undefined where there is none. */
export function recordOperationOf(
  { operations }: Collection,
  kind: RecordOperation["kind"],
): RecordOperation | undefined {
  return operations.find((one): one is RecordOperation => one.kind === kind);
}

const finding: CaseInfo = { kind: "positive", label: "finding what exists" };

/** Knows which records exist, makes some, and removes them. */
export class Records {
  readonly #session: Session;
  readonly #callAt: CallAt;
  /** What no collection has, and links tell of. */
  readonly linked: LinkedRecords;
  readonly #listed = new Map<string, Promise<readonly string[]>>();
  readonly #made: Made[] = [];
  readonly #removed = new Set<Made>();
  #count = 0;
  /** Called with each list and each creation that the search for records took. */
  onExchange: (exchange: Exchange) => Promise<void> = async () => undefined;

  constructor(session: Session, callAt: CallAt) {
    this.#session = session;
    this.#callAt = callAt;
    this.linked = new LinkedRecords(session, callAt);
  }

  /**
   * The identifiers of some records of a collection, below parents with these; `isPlaced` says whether these are known
   * to exist.
   */
  ids(collection: Collection, above: readonly string[], isPlaced = true): Promise<readonly string[]> {
    const parents = above.length === 0 ? this.givenAbove(collection) : above;
    const key = JSON.stringify([collection.path, ...parents]);
    const known = this.#listed.get(key) ?? this.#list(collection, parents, isPlaced);
    this.#listed.set(key, known);
    return known.then((ids) => [...ids, ...this.#madeIn(collection, parents)]);
  }

  /** The values that are given for the variables of a collection's path, as far as each is. */
  givenAbove(collection: Collection): string[] {
    const [first] = collection.operations;
    const operation = first && this.#session.api.of(first.operation);
    if (operation === undefined) return [];
    const given: string[] = [];
    for (const { name } of variablesOf(operation, this.#session.api).slice(0, variablesIn(collection))) {
      const parameter = operation.parameters.find(({ key }) => key === `path ${name}`);
      if (parameter?.fixed === undefined) break;
      given.push(textOf(parameter.fixed.value));
    }
    return given;
  }

  /** Forgets what was listed, as it is no longer so. */
  forget(): void {
    this.#listed.clear();
  }

  #madeIn(collection: Collection, parents: readonly string[]): string[] {
    const below = parents.join("\n");
    return this.#made
      .filter((one) => one.collection === collection && !this.#removed.has(one))
      .filter(({ ids }) => ids.slice(0, -1).join("\n") === below)
      .flatMap(({ ids }) => ids.slice(-1));
  }

  async #list(collection: Collection, parents: readonly string[], isPlaced: boolean): Promise<readonly string[]> {
    const list = listOf(collection);
    if (list === undefined) return [];
    const operation = this.#session.api.of(list.operation);
    const placed = this.#placed(operation, parents);
    const call = await this.#callAt(operation, { ...placed, isPlaced: placed.isPlaced && isPlaced }, "list");
    const exchange = await this.#session.send(call, finding);
    if (exchange === undefined) return [];
    await this.onExchange(exchange);
    if (!isSuccess(exchange)) return [];
    const items = valueAt(exchange.json, list.place);
    return (Array.isArray(items) ? items : [])
      .flatMap((item) => idText(valueAt(item, [collection.idProperty])) ?? [])
      .slice(0, 50);
  }

  /** The placement of an operation whose variables have these values; more of them may be given than it has. */
  #placed(operation: TestedOperation, ids: readonly string[]): Placement {
    const variables = variablesOf(operation, this.#session.api);
    return {
      isPlaced: variables.every(({ collection }, index) => collection === undefined || index < ids.length),
      arguments: new Map(
        variables.flatMap(({ name }, index) => {
          const parameter = operation.parameters.find((one) => one.place === "path" && one.name === name);
          const id = ids[index];
          if (id === undefined) return [];
          return [[`path ${name}`, identifierFor(id, parameter?.schema, this.#session.api)] as const];
        }),
      ),
    };
  }

  /** The placement of an operation at a record. */
  placedAt(operation: TestedOperation, ids: readonly string[]): Placement {
    return this.#placed(operation, ids);
  }

  /**
   * Where an operation finds what its path names: records that exist; for one that changes something a record of the
   * run's own, made for it. Undefined where there is none.
   */
  async place(operation: TestedOperation, salt: string, { fresh = false } = {}): Promise<Placement | undefined> {
    const variables = variablesOf(operation, this.#session.api);
    const isFixed = operation.parameters.some(({ place, fixed }) => place === "path" && fixed);
    const isUnknown = !isFixed && variables.length > 0 && variables.every(({ collection }) => collection === undefined);
    const linked = isUnknown ? await this.linked.place(operation, salt, fresh) : undefined;
    if (linked !== undefined) return linked;
    const lastRecord = variables.findLastIndex(({ collection }) => collection !== undefined);
    const ids: string[] = [];
    let made: Made | undefined;
    let isPlaced = true;
    const placed = new Map<string, unknown>();
    for (const [index, { name, collection }] of variables.entries()) {
      const parameter = operation.parameters.find((one) => one.place === "path" && one.name === name);
      const isAtStake = index === lastRecord && !operation.isSafe;
      if (parameter?.fixed) {
        // what is given is not the run's own: it is neither changed nor removed
        if (!operation.isSafe && operation.info.path.endsWith(`/{${name}}`)) return undefined;
        if (ids.length === index) ids.push(textOf(parameter.fixed.value));
        placed.set(parameter.key, parameter.fixed.value);
        continue;
      }
      const isInRow = collection !== undefined && ids.length === index;
      if (isInRow) {
        const isOwn = isAtStake && recordOperationOf(collection, "create") !== undefined;
        const own = isOwn ? await this.#ownOf(collection, ids, { salt, fresh }) : undefined;
        if (isOwn) made = own;
        const adds = this.#isCreate(operation);
        if (isAtStake && own === undefined && (isOwn || !adds)) return undefined;
        const id = own?.ids.at(-1) ?? (await this.#anyOf(collection, ids, salt));
        if (id !== undefined && isIdentifierFor(id, parameter?.schema, this.#session.api)) {
          ids.push(id);
          placed.set(`path ${name}`, identifierFor(id, parameter?.schema, this.#session.api));
          continue;
        }
      } else if (isAtStake && collection !== undefined) return undefined;
      const types = this.#session.api.request.shapes.types(parameter?.schema);
      const isClosed = types.has("object") || types.has("array") || this.#isListed(parameter?.schema);
      if (!isClosed) isPlaced = false;
    }
    return { arguments: placed, isPlaced, ...(made !== undefined && { made }) };
  }

  #isListed(schema: unknown): boolean {
    const { kind } = this.#session.api.views.resolved(schema ?? true);
    return kind === "enum" || kind === "literal" || kind === "boolean";
  }

  #isCreate(operation: TestedOperation): boolean {
    return this.#session.api.collections.some(({ operations }) =>
      operations.some((one) => one.kind === "create" && one.operation === operation.served),
    );
  }

  async #anyOf(collection: Collection, parents: readonly string[], salt: string): Promise<string | undefined> {
    const [id] = await this.ids(collection, parents);
    if (id !== undefined) return id;
    return (await this.#ownOf(collection, parents, { salt, fresh: false }))?.ids.at(-1);
  }

  async #ownOf(
    collection: Collection,
    parents: readonly string[],
    { salt, fresh }: { readonly salt: string; readonly fresh: boolean },
  ): Promise<Made | undefined> {
    const known = this.#made.find(
      (one) => one.collection === collection && !this.#removed.has(one) && isBelow(one, parents),
    );
    if (known !== undefined && !fresh) return known;
    return (await this.make(collection, parents, salt)).made;
  }

  /** Makes a record where that is allowed. */
  async make(
    collection: Collection,
    parents: readonly string[],
    salt: string,
  ): Promise<{ readonly exchange?: Exchange; readonly made?: Made }> {
    const create = recordOperationOf(collection, "create");
    if (create === undefined || !this.#session.options.allowWrites) return {};
    const operation = this.#session.api.of(create.operation);
    this.#count += 1;
    const call = await this.#callAt(operation, this.#placed(operation, parents), `${salt} ${this.#count}`);
    const exchange = await this.#session.send(call, { kind: "stateful", label: "creating a record" });
    if (exchange === undefined) return {};
    await this.onExchange(exchange);
    const made = this.note(exchange);
    return { exchange, ...(made !== undefined && { made }) };
  }

  /** Remembers what a request has made, so that it is removed in the end, and what it has removed. */
  note(exchange: Exchange): Made | undefined {
    this.#noteRemoval(exchange);
    this.linked.note(exchange);
    const { operation, arguments: given } = exchange.call;
    const found = this.#session.api.collections.flatMap((collection) =>
      collection.operations.flatMap((one) =>
        one.operation === operation.served && one.kind === "create" ? [{ collection, create: one }] : [],
      ),
    )[0];
    if (found === undefined || !isSuccess(exchange)) return undefined;
    const { collection, create } = found;
    const record = valueAt(exchange.json, create.returned?.place ?? []);
    const id = idText(valueAt(record, [collection.idProperty])) ?? idInLocation(exchange);
    if (id === undefined) return undefined;
    const parents = variablesOf(operation, this.#session.api).map(({ name }) => textOf(given.get(`path ${name}`)));
    const known = this.#made.find((one) => one.collection === collection && isBelow(one, [...parents, id]));
    const made = known ?? { collection, ids: [...parents, id], exchange };
    if (known === undefined) this.#made.push(made);
    return made;
  }

  #noteRemoval(exchange: Exchange): void {
    const { operation, arguments: given } = exchange.call;
    if (operation.info.method !== "DELETE" || !isSuccess(exchange)) return;
    const variables = variablesOf(operation, this.#session.api);
    const ids = variables.map(({ name }) => textOf(given.get(`path ${name}`)));
    const made = this.#made.find(
      (one) => one.collection === variables.at(-1)?.collection && one.ids.join("\n") === ids.join("\n"),
    );
    if (made !== undefined) this.#removed.add(made);
  }

  /** The records that the run has made, whether they are there still or not. */
  get all(): readonly Made[] {
    return this.#made;
  }

  /** The record that an exchange has made. */
  madeBy(exchange: Exchange): Made | undefined {
    return this.#made.find((one) => one.exchange === exchange);
  }

  /** The record of the run's own that has these identifiers. */
  madeAt(collection: Collection, ids: readonly string[]): Made | undefined {
    return this.#made.find((one) => one.collection === collection && one.ids.join("\n") === ids.join("\n"));
  }

  /** Removes what the run has made, the latest first. Gives what could not be removed. */
  async cleanUp(): Promise<{ readonly exchange: Exchange }[]> {
    const left = await this.linked.cleanUp();
    for (const made of this.#made.toReversed()) {
      if (this.#removed.has(made)) continue;
      this.#removed.add(made);
      const remove = recordOperationOf(made.collection, "remove");
      if (remove === undefined) {
        left.push(made);
        continue;
      }
      const operation = this.#session.api.of(remove.operation);
      const call = await this.#callAt(operation, this.#placed(operation, made.ids), "clean-up");
      const exchange = await this.#session.send(call, { kind: "stateful", label: "cleaning up" }, { isCleanUp: true });
      const status = exchange?.response?.status ?? 0;
      if (!(exchange !== undefined && isSuccess(exchange)) && status !== 404 && status !== 410) left.push(made);
    }
    return left;
  }
}

/** How many variables the path of a collection has. */
export function variablesIn({ path }: Collection): number {
  return path.split("{}").length - 1;
}

function isBelow({ ids }: Made, parents: readonly string[]): boolean {
  return parents.every((id, index) => ids[index] === id);
}

/** The last segment of a Location. */
function idInLocation({ response }: Exchange): string | undefined {
  const location = response?.headers.find(([name]) => name.toLowerCase() === "location")?.[1];
  const last = location?.split(/[?#]/)[0]?.split("/").at(-1);
  try {
    return last === undefined || last === "" ? undefined : decodeURIComponent(last);
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return String(unmarked(value));
}
