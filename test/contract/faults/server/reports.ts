import { accepted, json, mediaTypeOf } from "./bodies.ts";
import * as check from "./checks.ts";
import { type Call, Refusal, type Reply, toJson } from "./message.ts";
import { operation, type Shop } from "./operation.ts";
import * as read from "./parameters.ts";
import { rates } from "./products.ts";
import { type Export, newUuid } from "./records.ts";

const codes = ["BER", "LIS", "OSL"] as const;
const stores: Readonly<Record<string, { name: string; address: string; hours: Record<string, string> }>> = {
  BER: { name: "Berlin", address: "Torstraße 1", hours: { open: "09:00:00Z", close: "19:00:00Z" } },
  LIS: { name: "Lisboa", address: "Rua Augusta 2", hours: { open: "10:00:00Z", close: "20:00:00Z" } },
  OSL: { name: "Oslo", address: "Storgata 3", hours: { open: "08:00:00+01:00", close: "18:00:00+01:00" } },
};

function health(): Reply {
  return {
    status: 200,
    headers: { "Cache-Control": "no-store" },
    body: { status: "up", time: new Date().toISOString() },
  };
}

function me({ tenant, scopes, expiresAt }: Call): Reply {
  return { status: 200, headers: {}, body: { tenant, scopes, expiresAt: new Date(expiresAt).toISOString() } };
}

function getStores(call: Call): Reply {
  const wanted = (call.variables["codes"] ?? "").split(/,/).map((code) => {
    const store = codes.find((each) => each === code);
    if (store === undefined) throw new Refusal(400, "codes must be of BER, LIS, OSL");
    return store;
  });
  if (wanted.length > 3) throw new Refusal(400, "codes must have at most 3 items");
  const expand = call.headers["x-expand"];
  const extras = expand === undefined || expand === "" ? [] : expand.split(",").map((extra) => extra.trim());
  if (extras.some((extra) => extra !== "address" && extra !== "hours")) throw new Refusal(400, "X-Expand is not valid");
  const body = wanted.map((code) => {
    const { name, address, hours } = stores[code] ?? { name: "", address: "", hours: {} };
    const isWith = (extra: string) => extras.includes(extra);
    return { code, name, ...(isWith("address") && { address }), ...(isWith("hours") && { hours }) };
  });
  return { status: 200, headers: {}, body };
}

function getRates(call: Call): Reply {
  const wanted = read.label(call, "currencies", read.oneOf("EUR", "USD", "NOK"));
  const on = read.query(call, "on", read.date) ?? "2026-03-31";
  return {
    status: 200,
    headers: {},
    body: { on, rates: Object.fromEntries(wanted.map((name) => [name, rates[name]])) },
  };
}

function getStock(call: Call, shop: Shop): Reply {
  const place = read.matrix(call, "place");
  if (Object.keys(place).some((member) => member !== "store" && member !== "shelf"))
    throw new Refusal(400, "place has members that are not known");
  const store = read.oneOf(...codes)(place["store"] ?? "", "store");
  const shelf = read.integer(1, 99)(place["shelf"] ?? "", "shelf");
  const products = shop.recordsOf(call).products.list();
  const here = products.filter((_, index) => index % 5 === (shelf + codes.indexOf(store)) % 5);
  const counts = Object.fromEntries(here.map(({ id, price }) => [`${id}`, Math.round(price) % 40]));
  return { status: 200, headers: {}, body: { store, shelf, counts } };
}

function shownExport({ id, what, reads }: Export) {
  const isDone = reads > 1;
  return { id, what, status: isDone ? "done" : "running", finishedAt: isDone ? "2026-04-01T10:00:00Z" : null };
}

function startExport(call: Call, shop: Shop): Reply {
  mediaTypeOf(call, "application/json");
  const what = check.choice("products", "customers", "orders");
  const given = check.checked(json(call), { required: ["what"], members: { what, since: check.nullable(check.date) } });
  const made = shop.recordsOf(call).exports.put({ id: newUuid(), what: String(given["what"]), reads: 0 });
  const headers = { Location: `${shop.base}/exports/${made.id}`, "Retry-After": "1" };
  return { status: 202, headers, body: shownExport(made) };
}

function getExport(call: Call, shop: Shop): Reply {
  const found = shop.recordsOf(call).exports.get(read.variable(call, "exportId", read.uuid).toLowerCase());
  if (found === undefined) throw new Refusal(404, "There is no such export");
  found.reads += 1;
  return { status: 200, headers: {}, body: shownExport(found) };
}

function events(call: Call, shop: Shop): Reply {
  const after = read.query(call, "after", read.integer(0, 999_999_999_999_999)) ?? 0;
  const types = read.repeated(call, "type", read.oneOf("order.placed", "order.paid", "product.changed"));
  const type = accepted(call, "application/jsonl", "text/event-stream");
  const all = shop
    .recordsOf(call)
    .events.filter(({ number }) => number > after)
    .filter((event) => types === undefined || types.some((each) => each === event.type));
  const lines = all.map((event) =>
    type === "application/jsonl"
      ? `${toJson(event)}\n`
      : `id: ${event.number}\nevent: ${event.type}\ndata: ${toJson(event)}\n\n`,
  );
  return { status: 200, headers: {}, type, body: lines.join("") };
}

function sales(call: Call, shop: Shop): Reply {
  const from = read.query(call, "from", read.date);
  const to = read.query(call, "to", read.date);
  if (from === undefined || to === undefined) throw new Refusal(400, "from and to must be given");
  const groupBy = read.query(call, "groupBy", read.oneOf("day", "month", "category")) ?? "month";
  const store = read.query(call, "store", read.oneOf(...codes));
  const type = accepted(call, "application/json", "text/csv");
  const { orders, products } = shop.recordsOf(call);
  const rows = new Map<string, { group: string; count: number; amount: number }>();
  for (const [index, order] of orders.list().entries()) {
    const day = order.createdAt.slice(0, 10);
    if (day < from || day > to || (store !== undefined && codes[index % 3] !== store)) continue;
    for (const { productId, quantity } of order.items) {
      const product = products.get(productId);
      const group = groupBy === "category" ? (product?.category ?? "none") : day.slice(0, groupBy === "day" ? 10 : 7);
      const row = rows.get(group) ?? { group, count: 0, amount: 0 };
      rows.set(group, {
        group,
        count: row.count + quantity,
        amount: row.amount + quantity * (product?.price ?? 0),
      });
    }
  }
  const list = [...rows.values()];
  if (type === "application/json") return { status: 200, headers: {}, body: { from, to, groupBy, rows: list } };
  const lines = list.map(({ group, count, amount }) => `${group},${count},${amount}\r\n`);
  return { status: 200, headers: {}, type: "text/csv; charset=utf-8", body: `group,count,amount\r\n${lines.join("")}` };
}

export const reports = {
  getHealth: operation("GET /health", undefined, health),
  getMe: operation("GET /me", [], me),
  getStores: operation("GET /stores/{codes}", "key", getStores),
  getRates: operation("GET /rates/{currencies}", "key", getRates),
  getStock: operation("GET /stock/{place}", "key", getStock),
  startExport: operation("POST /exports", [["admin"]], startExport),
  getExport: operation("GET /exports/{exportId}", [["admin"]], getExport),
  streamEvents: operation("GET /events", "key", events),
  getSalesReport: operation("GET /reports/sales", "key", sales),
};
