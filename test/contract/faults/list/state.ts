import { Buffer } from "node:buffer";
import {
  body,
  type Fault,
  faultsOf,
  inDocuments,
  inDocumentsByWrites,
  inWords,
  inWordsByWrites,
  parsed,
  reply,
} from "../fault.ts";
import type { Json } from "../server/checks.ts";
import { type Call, Refusal } from "../server/message.ts";
import { shownFile } from "../server/orders.ts";
import type { Records } from "../server/records.ts";
import type { Change, ShopServer } from "../server/start-shop.ts";

type Collection = "products" | "customers" | "orders" | "attachments";

/** Puts records back as they were before an operation, behind its response. */
function undo(operation: string, collection: Collection): () => Change {
  return () => {
    let before: { id: bigint | string }[] = [];
    const of = (call: Call, shop: ShopServer) => shop.recordsOf(call)[collection] as Records["products"];
    return {
      instead: (call, shop) => {
        if (call.operation === operation) before = of(call, shop).list();
        return undefined;
      },
      reply: (it, call, shop) => {
        if (call.operation !== operation || it.status >= 300) return;
        it.body = structuredClone(it.body);
        for (const { id } of of(call, shop).list()) of(call, shop).remove(id);
        for (const entry of before) of(call, shop).put(entry as never);
      },
    };
  };
}

/** Alters what is kept of a product after an operation. */
function kept(operation: string, alter: (product: Json, call: Call) => void, isShown = true): () => Change {
  return () => ({
    reply: (it, call, shop) => {
      if (call.operation !== operation || it.status >= 300) return;
      const { products } = shop.recordsOf(call);
      const product = products.get((it.body as { id: bigint }).id);
      if (product === undefined) return;
      const changed = { ...product } as unknown as Json;
      alter(changed, call);
      products.put(changed as never);
      const { version: _version, image: _image, ...shown } = changed;
      if (isShown) it.body = shown;
    },
  });
}

type Page = { data: { id: bigint }[]; next: string | null };

function cursorPage(alter: (page: Page, call: Call, shop: ShopServer) => void): () => Change {
  return () => ({
    reply: (it, call, shop) => {
      if (call.operation !== "listCustomers" || it.status !== 200) return;
      it.body = structuredClone(it.body);
      alter(it.body as Page, call, shop);
    },
  });
}

const isAfterFirst = (call: Call) => call.query.some(([key]) => key === "cursor");
const asText = (bytes: unknown) => Buffer.from((bytes as Buffer).toString("utf8"));

/** What becomes of records from one request to the next. */
export const state: readonly Fault[] = [
  ...faultsOf("state", inDocumentsByWrites, [
    ["created-not-kept", "A customer that was created cannot be read.", undo("createCustomer", "customers")],
    ["deleted-not-gone", "A product that was deleted can still be read.", undo("deleteProduct", "products")],
    ["file-not-gone", "A file that was deleted can still be downloaded.", undo("deleteAttachment", "attachments")],
    ["change-not-kept", "A customer that was changed is read as before.", undo("updateCustomer", "customers")],
    ["replacement-not-kept", "A product that was replaced is read as before.", undo("replaceProduct", "products")],
    [
      "name-garbled",
      "Letters beyond ASCII in the name of a product that was created are garbled.",
      kept("createProduct", (it) => {
        it["name"] = Buffer.from(String(it["name"]), "utf8").toString("latin1").slice(0, 80);
      }),
    ],
    [
      "created-loses-a-member",
      "A product that was created has lost its description.",
      kept("createProduct", (it) => void delete it["description"]),
    ],
  ]),
  ...faultsOf("state", inWordsByWrites, [
    [
      "created-not-listed",
      "Products that were created are not listed.",
      () => ({
        reply: (it, call) => {
          if (call.operation !== "listProducts" || it.status !== 200) return;
          const page = it.body as { data: { id: bigint }[] };
          it.body = { ...page, data: page.data.filter(({ id }) => id < 9_500_000_000_000_000n) };
        },
      }),
    ],
    [
      "listed-below-other-parents",
      "The files of all orders are listed and found, whatever order is asked for.",
      () => ({
        instead: (call, shop) => {
          const { attachments, orders } = shop.recordsOf(call);
          const { attachmentId = "", orderId = "" } = call.variables;
          const owner = attachments.get(attachmentId)?.orderId;
          const isThere = /^\d+$/.test(orderId) && orders.get(BigInt(orderId)) !== undefined;
          if (owner !== undefined && isThere) call.variables["orderId"] = `${owner}`;
          return undefined;
        },
        reply: (it, call, shop) => {
          if (call.operation !== "listAttachments" || it.status !== 200) return;
          it.body = shop.recordsOf(call).attachments.list().map(shownFile);
        },
      }),
    ],
    ["cancelled-stays-open", "An order that was cancelled is read as before.", undo("cancelOrder", "orders")],
    [
      "replacing-merges",
      "Members that a replacement leaves out stay.",
      () => {
        let before: Json = {};
        return {
          instead: (call, shop) => {
            const id = /^\d+$/.test(call.variables["productId"] ?? "") ? BigInt(call.variables["productId"] ?? 0) : 0n;
            if (call.operation === "replaceProduct") before = { ...shop.recordsOf(call).products.get(id) };
            return undefined;
          },
          ...kept("replaceProduct", (it) => {
            for (const [name, value] of Object.entries(before)) it[name] ??= value;
          })(),
        };
      },
    ],
  ]),
  ...faultsOf("merge", inWordsByWrites, [
    [
      "change-loses-a-member",
      "A product that is changed loses its category, which a patch cannot name.",
      kept("updateProduct", (it) => void delete it["category"]),
    ],
    [
      "null-is-kept",
      "A member that a merge patch sets to null is null, not removed.",
      kept("updateProduct", (it, call) => {
        if (parsed(call)?.["description"] === null) it["description"] = null;
        if (parsed(call)?.["homepage"] === null) it["homepage"] = null;
      }),
    ],
    [
      "null-is-passed-over",
      "A member that a merge patch sets to null stays as it was.",
      () => ({
        request: (call) => {
          const patch = call.operation === "updateProduct" ? parsed(call) : undefined;
          if (patch?.["description"] === null || patch?.["homepage"] === null) {
            if (patch["description"] === null) delete patch["description"];
            if (patch["homepage"] === null) delete patch["homepage"];
            call.body = Buffer.from(JSON.stringify(patch));
          }
        },
      }),
    ],
    [
      "left-out-is-removed",
      "Members that a merge patch leaves out are removed.",
      kept("updateProduct", (it, call) => {
        const given = parsed(call) ?? {};
        for (const name of ["description", "homepage", "tags", "category"]) if (!(name in given)) delete it[name];
      }),
    ],
  ]),
  ...faultsOf("idempotency", inWordsByWrites, [
    [
      "key-passed-over",
      "A product is created again for the same Idempotency-Key.",
      () => ({
        setUp: ({ records }) => {
          for (const { given } of Object.values(records)) {
            const set = given.set.bind(given);
            given.set = (name, value) => (name.startsWith("createProduct ") ? given : set(name, value));
          }
        },
      }),
    ],
    [
      "second-is-a-conflict",
      "An order with an Idempotency-Key that was used is a 409.",
      () => {
        const used = new Set<string>();
        return {
          reply: (it, call) => {
            const key = call.headers["idempotency-key"];
            if (call.operation !== "createOrder" || it.status !== 201 || key === undefined) return;
            if (used.has(key)) Object.assign(it, new Refusal(409, "This key was used").reply());
            used.add(key);
          },
        };
      },
    ],
  ]),
  ...faultsOf("condition", inWordsByWrites, [
    [
      "if-match-passed-over",
      "A product is replaced whatever If-Match says.",
      () => ({
        request: (call) => {
          if (call.operation === "replaceProduct" && call.headers["if-match"] !== undefined)
            call.headers["if-match"] = "*";
        },
      }),
    ],
    [
      "tag-stays",
      "The entity tag of a product stays the same when it changes.",
      () => ({
        reply: (it) => {
          if (it.headers["ETag"] !== undefined) it.headers["ETag"] = it.headers["ETag"].replace(/^"\d+/, '"1');
        },
      }),
    ],
  ]),
  ...faultsOf("condition", inWords, [
    [
      "if-none-match-passed-over",
      "A product that has not changed comes with its body.",
      () => ({
        request: (call) => {
          if (call.operation === "getProduct") delete call.headers["if-none-match"];
        },
      }),
    ],
  ]),
  ...faultsOf("binary", inWordsByWrites, [
    [
      "picture-read-as-text",
      "A picture has passed UTF-8.",
      reply("getProductImage", (it) => {
        it.body = asText(it.body);
      }),
    ],
    [
      "line-ends-changed",
      "Line ends of an attached file are changed.",
      reply("getAttachment", (it) => {
        it.body = Buffer.from((it.body as Buffer).toString("latin1").replaceAll("\r\n", "\n"), "latin1");
      }),
    ],
    [
      "last-byte-lost",
      "The last byte of an attached file is lost.",
      reply("getAttachment", (it) => {
        it.body = (it.body as Buffer).subarray(0, -1);
      }),
    ],
  ]),
  ...faultsOf("paging", inDocuments, [
    [
      "never-ends",
      "After the last page of customers comes the first again.",
      cursorPage((page) => {
        page.next ??= Buffer.from("after:1").toString("base64url");
      }),
    ],
    [
      "same-page-again",
      "The cursor of customers is passed over, so every page is the first.",
      () => ({
        request: (call) => {
          if (call.operation === "listCustomers") call.query = call.query.filter(([key]) => key !== "cursor");
        },
      }),
    ],
    [
      "next-is-refused",
      "The cursor that a page of customers gives is refused.",
      cursorPage((page) => {
        if (page.next !== null) page.next = `${page.next.slice(0, 4)}-${page.next.slice(4)}`;
      }),
    ],
  ]),
  ...faultsOf("paging", inWords, [
    [
      "last-comes-again",
      "Each page of customers begins with the last one of the page before.",
      () => ({
        request: (call) => {
          if (call.operation !== "listCustomers") return;
          call.query = call.query.map(([key, value]) => {
            const [, id] = /^after:(\d+)$/.exec(Buffer.from(decodeURIComponent(value), "base64url").toString()) ?? [];
            return key === "cursor" && id
              ? [key, Buffer.from(`after:${BigInt(id) - 1n}`).toString("base64url")]
              : [key, value];
          });
        },
      }),
    ],
    [
      "one-is-skipped",
      "Each page of customers but the first leaves out the record that it should begin with.",
      cursorPage((page, call) => {
        if (isAfterFirst(call)) page.data.shift();
      }),
    ],
    [
      "ends-too-early",
      "The last page of customers is never given.",
      cursorPage((page, call, shop) => {
        const last = shop.recordsOf(call).customers.list().at(-2)?.id ?? 0n;
        const [, after = "0"] = /^after:(\d+)$/.exec(Buffer.from(page.next ?? "", "base64url").toString()) ?? [];
        const left = shop
          .recordsOf(call)
          .customers.list()
          .filter(({ id }) => id > BigInt(after)).length;
        if (last > 0n && page.next !== null && left <= page.data.length) page.next = null;
      }),
    ],
    [
      "offset-is-a-page",
      "The offset of orders counts pages.",
      () => ({
        request: (call) => {
          if (call.operation !== "listOrders") return;
          const limit = Number(call.query.find(([key]) => key === "limit")?.[1] ?? 20);
          call.query = call.query.map(([key, value]) =>
            key === "offset" && /^\d{1,5}$/.test(value)
              ? [key, `${Math.min(Number(value) * limit, 100_000)}`]
              : [key, value],
          );
        },
      }),
    ],
  ]),
  ...faultsOf("total", inWords, [
    [
      "total-of-the-page",
      "total is how many there are on the page.",
      body("listOrders", (it) => {
        it["total"] = (it["data"] as unknown[]).length;
      }),
    ],
    [
      "header-unlike-total",
      "X-Total-Count is another number than total.",
      reply("listProducts", (it) => {
        it.headers["X-Total-Count"] = `${Number(it.headers["X-Total-Count"]) + 1}`;
      }),
    ],
    [
      "total-without-filters",
      "total counts what the filters leave out.",
      () => ({
        reply: (it, call, shop) => {
          if (call.operation !== "listProducts" || it.status !== 200) return;
          const total = shop.recordsOf(call).products.list().length;
          it.body = { ...(it.body as object), total };
          it.headers["X-Total-Count"] = `${total}`;
        },
      }),
    ],
  ]),
];
