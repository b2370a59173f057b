import { createHash } from "node:crypto";
import { json, mediaTypeOf, multipart } from "./bodies.ts";
import * as check from "./checks.ts";
import { customerOf } from "./customers.ts";
import { type Call, fromJson, Refusal, type Reply } from "./message.ts";
import { once, operation, pageOf, type Shop, sorted } from "./operation.ts";
import * as read from "./parameters.ts";
import { readKey } from "./products.ts";
import { type Attachment, newUuid, type Order } from "./records.ts";

const readers = [["orders:read"], ["admin"]];
const writers = [["orders:write"], ["admin"]];
const fileReaders = [["orders:read", "files:read"], ["admin"]];
const fileWriters = [["orders:write", "files:write"], ["admin"]];
const statuses = ["open", "paid", "shipped", "cancelled"];

const item = check.object({
  required: ["productId", "quantity"],
  members: { productId: check.id, quantity: check.integer(1, 100) },
});
const shape: check.Shape = {
  required: ["customerId", "items"],
  readOnly: ["id", "status", "total", "createdAt"],
  members: {
    customerId: check.id,
    items: check.list(item, { least: 1, most: 10 }),
    reference: check.nullable(check.string({ most: 40 })),
  },
};
const filterCheck = check.object({ members: { status: check.choice(...statuses), customerId: check.id } });

function orderOf(call: Call, shop: Shop): Order {
  const order = shop.recordsOf(call).orders.get(read.variable(call, "orderId", read.id));
  if (order === undefined) throw new Refusal(404, "There is no such order");
  return order;
}

function list(call: Call, shop: Shop): Reply {
  const limit = read.query(call, "limit", read.integer(1, 50)) ?? 20;
  const offset = read.query(call, "offset", read.integer(0, 100_000)) ?? 0;
  const sort = read.query(call, "sort", read.oneOf("createdAt", "-createdAt", "total", "-total")) ?? "createdAt";
  const filter = read.content(call, "filter") ?? {};
  const fault = filterCheck(filter);
  if (fault !== undefined || !check.isObject(filter)) throw new Refusal(400, `filter ${fault}`);
  const { status, customerId } = filter;
  const all = shop
    .recordsOf(call)
    .orders.list()
    .filter((order) => status === undefined || order.status === status)
    .filter((order) => customerId === undefined || order.customerId === BigInt(customerId as bigint));
  return { status: 200, headers: {}, body: pageOf(sorted(all, sort), limit, offset) };
}

function ofCustomer(call: Call, shop: Shop): Reply {
  const { id } = customerOf(call, shop);
  const all = shop.recordsOf(call).orders.list();
  return { status: 200, headers: {}, body: sorted(all, "-createdAt").filter(({ customerId }) => customerId === id) };
}

function create(call: Call, shop: Shop): Reply {
  read.header(call, "Idempotency-Key", readKey);
  mediaTypeOf(call, "application/json");
  return once(call, shop, () => {
    const given = check.checked(json(call), shape) as unknown as Order;
    const { orders, products, customers, nextId } = shop.recordsOf(call);
    const customerId = BigInt(given.customerId);
    if (customers.get(customerId) === undefined) throw new Refusal(422, "There is no such customer");
    let total = 0;
    const items = given.items.map(({ productId, quantity }) => {
      const product = products.get(BigInt(productId));
      if (product === undefined) throw new Refusal(422, "There is no such product");
      total += product.price * quantity;
      return { productId: product.id, quantity };
    });
    const createdAt = new Date().toISOString();
    const order = orders.put({ ...given, id: nextId(), customerId, items, status: "open", total, createdAt });
    return { status: 201, headers: { Location: `${shop.base}/orders/${order.id}` }, body: order };
  });
}

function get(call: Call, shop: Shop): Reply {
  return { status: 200, headers: {}, body: orderOf(call, shop) };
}

function cancel(call: Call, shop: Shop): Reply {
  const order = orderOf(call, shop);
  return { status: 200, headers: {}, body: shop.recordsOf(call).orders.put({ ...order, status: "cancelled" }) };
}

function attach(call: Call, shop: Shop): Reply {
  const { id: orderId } = orderOf(call, shop);
  mediaTypeOf(call, "multipart/form-data");
  const parts = multipart(call);
  const file = parts.get("file");
  const title = parts.get("title")?.bytes.toString("utf8");
  const fault = check.string({ least: 1, most: 60 })(title);
  if (file === undefined || fault !== undefined) throw new Refusal(422, file ? `title ${fault}` : "file is missing");
  const { attachments } = shop.recordsOf(call);
  const filename = file.filename ?? "file";
  const language = languageOf(parts.get("details")?.bytes.toString("utf8"));
  const attachment = attachments.put({
    ...{ id: newUuid(), orderId, title: title ?? "", filename, bytes: file.bytes },
    ...(language !== undefined && { language }),
  });
  const headers = { Location: `${shop.base}/orders/${orderId}/attachments/${attachment.id}` };
  return { status: 201, headers, body: shownFile(attachment) };
}

/** An attached file as it is listed: without its bytes. */
export function shownFile({ id, title, bytes, language }: Attachment) {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { id, title, size: bytes.length, sha256, ...(language !== undefined && { language }) };
}

function files(call: Call, shop: Shop): Reply {
  const { id } = orderOf(call, shop);
  const all = shop.recordsOf(call).attachments.list();
  return { status: 200, headers: {}, body: all.filter(({ orderId }) => orderId === id).map(shownFile) };
}

function languageOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  let details: unknown;
  try {
    details = fromJson(text);
  } catch {
    throw new Refusal(422, "details must be JSON");
  }
  const { language } = check.checked(details, { members: { language: check.string({ pattern: /^[a-z]{2}$/ }) } });
  return language as string | undefined;
}

function attachmentOf(call: Call, shop: Shop): Attachment {
  const id = read.variable(call, "attachmentId", read.uuid).toLowerCase();
  const order = orderOf(call, shop);
  const attachment = shop.recordsOf(call).attachments.get(id);
  if (attachment === undefined || attachment.orderId !== order.id) throw new Refusal(404, "There is no such file");
  return attachment;
}

function download(call: Call, shop: Shop): Reply {
  const { bytes, filename } = attachmentOf(call, shop);
  const name = filename.replace(/[^\w.-]/g, "_");
  const headers = { "Content-Disposition": `attachment; filename="${name}"` };
  return { status: 200, headers, type: "application/octet-stream", body: bytes };
}

function detach(call: Call, shop: Shop): Reply {
  shop.recordsOf(call).attachments.remove(attachmentOf(call, shop).id);
  return { status: 204, headers: {} };
}

export const orders = {
  listOrders: operation("GET /orders", readers, list),
  createOrder: operation("POST /orders", writers, create),
  listCustomerOrders: operation(
    "GET /customers/{customerId}/orders",
    [["customers:read", "orders:read"], ["admin"]],
    ofCustomer,
  ),
  getOrder: operation("GET /orders/{orderId}", readers, get),
  cancelOrder: operation("POST /orders/{orderId}/cancel", writers, cancel),
  listAttachments: operation("GET /orders/{orderId}/attachments", fileReaders, files),
  attachFile: operation("POST /orders/{orderId}/attachments", fileWriters, attach),
  getAttachment: operation("GET /orders/{orderId}/attachments/{attachmentId}", fileReaders, download),
  deleteAttachment: operation("DELETE /orders/{orderId}/attachments/{attachmentId}", fileWriters, detach),
};
