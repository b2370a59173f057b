import { createHash } from "node:crypto";
import { accepted, form, json, mediaTypeOf } from "./bodies.ts";
import * as check from "./checks.ts";
import { type Call, Refusal, type Reply } from "./message.ts";
import { once, operation, pageOf, type Shop, sorted } from "./operation.ts";
import * as read from "./parameters.ts";
import type { Product } from "./records.ts";

const readers = [["products:read"], ["products:write"], ["admin"]];
const writers = [["products:write"], ["admin"]];
const currencies = ["EUR", "USD", "NOK"] as const;
const categories = ["books", "games", "garden", "kitchen"] as const;
const statuses = ["draft", "active", "retired"] as const;
export const rates: Readonly<Record<string, number>> = { EUR: 1, USD: 1.25, NOK: 11.5 };

const tag = check.string({ pattern: /^[a-z]{2,12}$/ });
const shape: check.Shape = {
  required: ["name", "price", "currency"],
  readOnly: ["id", "createdAt"],
  members: {
    name: check.string({ least: 1, most: 80 }),
    description: check.nullable(check.string({ most: 500 })),
    price: check.price,
    currency: check.choice(...currencies),
    category: check.choice(...categories),
    status: check.choice(...statuses),
    tags: check.list(tag, { most: 5, unique: true }),
    homepage: check.nullable(check.uri),
  },
};
const { name, description, price, status, tags, homepage } = shape.members as Record<string, check.Check>;
const patchShape = { members: { name, description, price, status, tags, homepage } } as check.Shape;
const formShape = {
  ...shape,
  isOpen: true,
  members: { name, price, currency: shape.members["currency"] },
} as check.Shape;

/** A product as it is shown: in the currency that was asked for, without what is the shop's own. */
export function shown({ version: _version, image: _image, ...product }: Product, currency?: string) {
  if (currency === undefined || currency === product.currency) return product;
  const worth = (product.price / (rates[product.currency] ?? 1)) * (rates[currency] ?? 1);
  return { ...product, price: Math.round(worth * 4) / 4, currency };
}

function etagOf({ id, version }: Product, variant = ""): string {
  return `"${version}-${id}${variant}"`;
}

/** Whether a list of entity tags has one of the product, in whatever variant. */
function hasTag(list: string, product: Product): boolean {
  const base = etagOf(product).slice(1, -1);
  return list
    .split(",")
    .map((each) => each.trim().replace(/^W\//, ""))
    .some((each) => each === "*" || each === `"${base}"` || each.startsWith(`"${base}-`));
}

function found(call: Call, shop: Shop): Product {
  const product = shop.recordsOf(call).products.get(read.variable(call, "productId", read.id));
  if (product === undefined) throw new Refusal(404, "There is no such product");
  return product;
}

function list(call: Call, shop: Shop): Reply {
  const limit = read.query(call, "limit", read.integer(1, 50)) ?? 20;
  const offset = read.query(call, "offset", read.integer(0, 100_000)) ?? 0;
  const sortings = ["id", "name", "price", "createdAt"].flatMap((member) => [member, `-${member}`]);
  const sort = read.query(call, "sort", read.oneOf(...sortings)) ?? "id";
  const wanted = read.delimited(call, "status", { by: /,/, reader: read.oneOf(...statuses) });
  if (wanted?.length === 0) throw new Refusal(400, "status must have an item");
  const category = read.repeated(call, "category", read.oneOf(...categories));
  const pipes = { by: /\||%7C/i, reader: read.matching(/^[a-z]{2,12}$/), most: 5 };
  const tagged = read.delimited(call, "tags", pipes);
  const bounds = read.deepObject(call, "price", { min: read.nonNegative, max: read.nonNegative });
  const currency = read.cookie(call, "currency", read.oneOf(...currencies));
  const requestId = read.header(call, "X-Request-Id", read.uuid) ?? crypto.randomUUID();
  const all = shop
    .recordsOf(call)
    .products.list()
    .map((product) => shown(product, currency))
    .filter((product) => wanted === undefined || wanted.some((each) => each === product.status))
    .filter((product) => category === undefined || category.some((each) => each === product.category))
    .filter((product) => tagged === undefined || tagged.every((each) => product.tags?.includes(each)))
    .filter((product) => product.price >= (bounds["min"] ?? 0) && product.price <= (bounds["max"] ?? Infinity));
  const page = pageOf(sorted(all, sort), limit, offset);
  return { status: 200, headers: { "X-Total-Count": `${page.total}`, "X-Request-Id": requestId }, body: page };
}

function create(call: Call, shop: Shop): Reply {
  read.header(call, "Idempotency-Key", readKey);
  const isForm = mediaTypeOf(call, "application/json", "application/x-www-form-urlencoded").endsWith("urlencoded");
  return once(call, shop, () => {
    const { price: amount, ...rest } = isForm ? form(call) : {};
    const numeric = amount !== undefined && /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(amount) ? Number(amount) : amount;
    const value = isForm ? { ...rest, ...(amount !== undefined && { price: numeric }) } : json(call);
    const members = check.checked(value, isForm ? formShape : shape) as unknown as Product;
    const { products, nextId } = shop.recordsOf(call);
    const createdAt = new Date().toISOString();
    const product = products.put({ status: "draft", ...members, id: nextId(), createdAt, version: 1 });
    const headers = { Location: `${shop.base}/products/${product.id}`, ETag: etagOf(product) };
    return { status: 201, headers, body: shown(product) };
  });
}

/** An Idempotency-Key has 8 to 64 characters. */
export const readKey: read.Reader<string> = (text) => {
  if (text.length >= 8 && text.length <= 64) return text;
  throw new Refusal(400, "Idempotency-Key must have 8 to 64 characters");
};

function get(call: Call, shop: Shop): Reply {
  const currency = read.cookie(call, "currency", read.oneOf(...currencies));
  const product = found(call, shop);
  const type = accepted(call, "application/json", "text/csv");
  const variant = `${currency === undefined ? "" : `-${currency.toLowerCase()}`}${type === "text/csv" ? "-csv" : ""}`;
  const etag = etagOf(product, variant);
  const headers = { ETag: etag, "Last-Modified": new Date(product.createdAt).toUTCString(), Vary: "Accept, Cookie" };
  const known = call.headers["if-none-match"];
  const tags = known?.split(",").map((each) => each.trim().replace(/^W\//, ""));
  if (tags?.some((each) => each === "*" || each === etag)) return { status: 304, headers };
  const body = shown(product, currency);
  if (type === "application/json") return { status: 200, headers, body };
  const row = [body.id, `"${body.name.replaceAll('"', '""')}"`, body.price, body.currency].join(",");
  return { status: 200, headers, type: "text/csv; charset=utf-8", body: `id,name,price,currency\r\n${row}\r\n` };
}

function replace(call: Call, shop: Shop): Reply {
  const expected = read.header(call, "If-Match", read.text);
  if (expected === undefined) throw new Refusal(400, "If-Match is missing");
  const product = found(call, shop);
  if (!hasTag(expected, product)) throw new Refusal(412, "The product has another entity tag by now");
  mediaTypeOf(call, "application/json");
  const members = check.checked(json(call), shape) as unknown as Product;
  const { id, createdAt, version, image } = product;
  const replaced = { status: "draft", ...members, id, createdAt, version: version + 1, ...(image && { image }) };
  return changed(call, shop, replaced);
}

function update(call: Call, shop: Shop): Reply {
  const product = found(call, shop);
  mediaTypeOf(call, "application/merge-patch+json");
  const members = check.checked(json(call), patchShape);
  return changed(call, shop, { ...(merged(product, members) as Product), version: product.version + 1 });
}

/** What a merge patch makes of a record (RFC 7396). */
export function merged<Entry extends object>(entry: Entry, members: check.Json): Entry {
  const changed = { ...entry, ...members };
  for (const [member, value] of Object.entries(members)) if (value === null) delete changed[member as keyof Entry];
  return changed;
}

function changed(call: Call, shop: Shop, product: Product): Reply {
  shop.recordsOf(call).products.put(product);
  return { status: 200, headers: { ETag: etagOf(product) }, body: shown(product) };
}

function remove(call: Call, shop: Shop): Reply {
  shop.recordsOf(call).products.remove(found(call, shop).id);
  return { status: 204, headers: {} };
}

function image(call: Call, shop: Shop): Reply {
  const { image: bytes } = found(call, shop);
  if (bytes === undefined) throw new Refusal(404, "The product has no picture");
  const digest = createHash("sha256").update(bytes).digest("base64");
  return { status: 200, headers: { Digest: `sha-256=${digest}` }, type: "image/png", body: bytes };
}

function putImage(call: Call, shop: Shop): Reply {
  const product = found(call, shop);
  mediaTypeOf(call, "image/png");
  shop.recordsOf(call).products.put({ ...product, image: call.body });
  return { status: 204, headers: {} };
}

export const products = {
  listProducts: operation("GET /products", readers, list),
  createProduct: operation("POST /products", writers, create),
  getProduct: operation("GET /products/{productId}", readers, get),
  headProduct: operation("HEAD /products/{productId}", readers, get),
  replaceProduct: operation("PUT /products/{productId}", writers, replace),
  updateProduct: operation("PATCH /products/{productId}", writers, update),
  deleteProduct: operation("DELETE /products/{productId}", writers, remove),
  getProductImage: operation("GET /products/{productId}/image", [["products:read", "files:read"], ["admin"]], image),
  putProductImage: operation(
    "PUT /products/{productId}/image",
    [["products:write", "files:write"], ["admin"]],
    putImage,
  ),
};
