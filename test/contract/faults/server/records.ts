import { Buffer } from "node:buffer";
import { createHash, randomUUID } from "node:crypto";

type Id = bigint | string;

/** Records of one kind in the order of their creation. */
export class Collection<Entry extends { readonly id: Id }> {
  readonly #entries = new Map<Id, Entry>();

  get(id: Id): Entry | undefined {
    return this.#entries.get(id);
  }

  list(): Entry[] {
    return [...this.#entries.values()];
  }

  put(entry: Entry): Entry {
    this.#entries.set(entry.id, entry);
    return entry;
  }

  remove(id: Id): boolean {
    return this.#entries.delete(id);
  }
}

export interface Product {
  readonly id: bigint;
  name: string;
  description?: string | null;
  price: number;
  currency: string;
  category?: string;
  status?: string;
  tags?: string[];
  homepage?: string | null;
  readonly createdAt: string;
  version: number;
  image?: Buffer;
}

export interface Customer {
  readonly id: bigint;
  kind: string;
  name: string;
  email: string;
  note?: string | null;
  birthday?: string;
  vatId?: string;
  password?: string;
  readonly createdAt: string;
}

export interface Order {
  readonly id: bigint;
  customerId: bigint;
  items: { productId: bigint; quantity: number }[];
  status: string;
  total: number;
  reference?: string | null;
  readonly createdAt: string;
}

export interface Attachment {
  readonly id: string;
  readonly orderId: bigint;
  readonly title: string;
  readonly language?: string;
  readonly filename: string;
  readonly bytes: Buffer;
}

export interface Export {
  readonly id: string;
  readonly what: string;
  reads: number;
}

export interface Event {
  readonly number: number;
  readonly type: string;
  readonly at: string;
  readonly record: bigint;
}

/** All that belongs to one tenant. */
export interface Records {
  readonly products: Collection<Product>;
  readonly customers: Collection<Customer>;
  readonly orders: Collection<Order>;
  readonly attachments: Collection<Attachment>;
  readonly exports: Collection<Export>;
  readonly events: Event[];
  /** The responses that were given to requests with an Idempotency-Key. */
  readonly given: Map<string, unknown>;
  nextId(): bigint;
}

const day = 86_400_000;
const start = Date.UTC(2026, 0, 5, 8, 30);
const pictures = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0xff, 0xfe, 0x80, 0xc3, 0x28]);

const pick = <Item>(items: readonly [Item, ...Item[]], index: number): Item => items[index % items.length] ?? items[0];

/** The records of a tenant as they are at first; ids are beyond 2^53, and every other one is lost in a double. */
export function recordsOf({ shift, count }: { shift: bigint; count: number }): Records {
  let made = 0n;
  const records: Records = {
    products: new Collection(),
    customers: new Collection(),
    orders: new Collection(),
    attachments: new Collection(),
    exports: new Collection(),
    events: [],
    given: new Map(),
    nextId: () => {
      made += 1n;
      return 9_507_199_254_740_993n + shift + made * 3n;
    },
  };
  for (let index = 0; index < count; index++) addProduct(records, shift, index);
  for (let index = 0; index < Math.ceil(count * 0.7); index++) addCustomer(records, shift, index);
  for (let index = 0; index < Math.ceil(count * 0.6); index++) addOrder(records, shift, index);
  return records;
}

function addProduct({ products, events }: Records, shift: bigint, index: number): void {
  const createdAt = new Date(start + index * day * 0.7).toISOString();
  const id = 9_007_199_254_740_993n + shift + BigInt(index) * 7n;
  const noun = pick(["Atlas", "Trowel", "Kettle", "Chess set", "Novel", "Shears", "Whisk"], index * 5);
  products.put({
    id,
    name: `${noun} ${String.fromCharCode(65 + ((index * 11) % 26))}${index}`,
    ...(index % 3 !== 0 && { description: index % 3 === 1 ? null : `A ${noun.toLowerCase()} – für alle` }),
    price: ((index * 37) % 160) * 0.75 + 0.25,
    currency: pick(["EUR", "USD", "NOK"], index),
    category: pick(["books", "games", "garden", "kitchen"], index),
    status: pick(["active", "draft", "active", "retired", "active"], index),
    tags: [["new"], ["new", "sale"], [], ["sale"]][index % 4] ?? [],
    ...(index % 5 === 0 && { homepage: `https://shop.example/products/${index}` }),
    createdAt,
    version: 1,
    image: Buffer.concat([pictures, Buffer.from([index, 255 - index])]),
  });
  if (index % 4 === 0) events.push({ number: events.length + 1, type: "product.changed", at: createdAt, record: id });
}

function addCustomer({ customers }: Records, shift: bigint, index: number): void {
  const isPerson = index % 3 !== 2;
  customers.put({
    id: 9_107_199_254_740_993n + shift + BigInt(index) * 5n,
    kind: isPerson ? "person" : "company",
    name: isPerson ? `Person ${index}` : `Company ${index} & Søns`,
    email: `c${index}@example.com`,
    ...(index % 4 === 0 && { note: null }),
    ...(isPerson
      ? { birthday: `19${60 + (index % 40)}-0${1 + (index % 9)}-11`, password: `secret of ${index}` }
      : { vatId: `DE${100_000_000 + index}` }),
    createdAt: new Date(start + index * day * 1.3).toISOString(),
  });
}

function addOrder({ orders, customers, products, events, attachments }: Records, shift: bigint, index: number): void {
  const createdAt = new Date(start + index * day * 1.1).toISOString();
  const id = 9_207_199_254_740_993n + shift + BigInt(index) * 9n;
  const buyers = customers.list();
  const goods = products.list();
  const bought = [goods[(index * 3) % goods.length], goods[(index * 5 + 1) % goods.length]].filter(
    (product) => product !== undefined,
  );
  const items = bought.map((product, at) => ({ productId: product.id, quantity: 1 + ((index + at) % 4) }));
  orders.put({
    id,
    customerId: buyers[(index * 2) % buyers.length]?.id ?? 1n,
    items,
    status: pick(["open", "paid", "shipped", "open", "cancelled"], index),
    total: bought.reduce((sum, product, at) => sum + product.price * (items[at]?.quantity ?? 0), 0),
    ...(index % 2 === 0 && { reference: index % 4 === 0 ? null : `R-${index}` }),
    createdAt,
  });
  events.push({
    number: events.length + 1,
    type: pick(["order.placed", "order.paid"], index),
    at: createdAt,
    record: id,
  });
  if (index % 5 !== 0) return;
  const bytes = Buffer.concat([Buffer.from(`invoice ${index}\r\n`), pictures]);
  const hash = createHash("md5").update(`${id}`).digest("hex");
  attachments.put({
    id: hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    orderId: id,
    title: `Invoice ${index}`,
    language: "en",
    filename: `invoice-${index}.bin`,
    bytes,
  });
}

export const newUuid = (): string => randomUUID();
