import { Buffer } from "node:buffer";
import { json, mediaTypeOf } from "./bodies.ts";
import * as check from "./checks.ts";
import { type Call, Refusal, type Reply } from "./message.ts";
import { operation, type Shop } from "./operation.ts";
import * as read from "./parameters.ts";
import { merged } from "./products.ts";
import type { Customer } from "./records.ts";

const members = {
  name: check.string({ least: 1, most: 80 }),
  email: check.email,
  note: check.nullable(check.string({ most: 200 })),
};
const readOnly = ["id", "createdAt"];
const kinds: Readonly<Record<string, check.Shape>> = {
  person: {
    required: ["kind", "name", "email"],
    readOnly,
    members: {
      ...members,
      kind: check.choice("person"),
      birthday: check.date,
      password: check.string({ least: 8, most: 64 }),
    },
  },
  company: {
    required: ["kind", "name", "email", "vatId"],
    readOnly,
    members: { ...members, kind: check.choice("company"), vatId: check.string({ pattern: /^[A-Z]{2}[0-9]{6,12}$/ }) },
  },
};

/** A customer as it is shown: without the password. */
function shown({ password: _password, ...customer }: Customer) {
  return customer;
}

/** The customer that the path names; throws a Refusal (404) where there is none. */
export function customerOf(call: Call, shop: Shop): Customer {
  const customer = shop.recordsOf(call).customers.get(read.variable(call, "customerId", read.id));
  if (customer === undefined) throw new Refusal(404, "There is no such customer");
  return customer;
}

const readCursor: read.Reader<bigint> = (text) => {
  const [, id] = /^after:(\d{1,19})$/.exec(Buffer.from(text, "base64url").toString()) ?? [];
  if (id === undefined) throw new Refusal(400, "cursor is not the next of a page");
  return BigInt(id);
};

function list(call: Call, shop: Shop): Reply {
  const limit = read.query(call, "limit", read.integer(1, 50)) ?? 20;
  const after = read.query(call, "cursor", readCursor);
  const ids = read.delimited(call, "ids", { by: /%20|\+| /, reader: read.id, most: 20 });
  const kind = read.query(call, "kind", read.oneOf("person", "company"));
  const since = read.query(call, "createdAfter", read.dateTime);
  const all = shop
    .recordsOf(call)
    .customers.list()
    .filter((customer) => ids === undefined || ids.includes(customer.id))
    .filter((customer) => kind === undefined || customer.kind === kind)
    .filter((customer) => since === undefined || Date.parse(customer.createdAt) > since)
    .filter((customer) => after === undefined || customer.id > after);
  const data = all.slice(0, limit);
  const last = data.at(-1);
  const next = all.length > limit && last ? Buffer.from(`after:${last.id}`).toString("base64url") : null;
  return { status: 200, headers: {}, body: { data: data.map(shown), next } };
}

function create(call: Call, shop: Shop): Reply {
  mediaTypeOf(call, "application/json");
  const value = json(call);
  const kind = check.isObject(value) ? value["kind"] : undefined;
  const shape = typeof kind === "string" && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (shape === undefined) throw new Refusal(422, "kind must be person or company");
  const given = check.checked(value, shape) as unknown as Customer;
  const { customers, nextId } = shop.recordsOf(call);
  const customer = customers.put({ ...given, id: nextId(), createdAt: new Date().toISOString() });
  return { status: 201, headers: { Location: `${shop.base}/customers/${customer.id}` }, body: shown(customer) };
}

function get(call: Call, shop: Shop): Reply {
  return { status: 200, headers: {}, body: shown(customerOf(call, shop)) };
}

function update(call: Call, shop: Shop): Reply {
  const customer = customerOf(call, shop);
  mediaTypeOf(call, "application/merge-patch+json");
  const patch = check.checked(json(call), { members });
  return { status: 200, headers: {}, body: shown(shop.recordsOf(call).customers.put(merged(customer, patch))) };
}

function remove(call: Call, shop: Shop): Reply {
  shop.recordsOf(call).customers.remove(customerOf(call, shop).id);
  return { status: 204, headers: {} };
}

export const customers = {
  listCustomers: operation("GET /customers", [["customers:read"]], list),
  createCustomer: operation("POST /customers", [["customers:write"]], create),
  getCustomer: operation("GET /customers/{customerId}", [["customers:read"]], get),
  updateCustomer: operation("PATCH /customers/{customerId}", [["customers:write"]], update),
  deleteCustomer: operation("DELETE /customers/{customerId}", [["customers:write"]], remove),
};
