import { type Fault, faultsOf, inDocuments, inDocumentsByWrites, inWords, parsed } from "../fault.ts";
import { scopes } from "../server/access.ts";
import type { Call } from "../server/message.ts";
import type { Change, ShopServer } from "../server/start-shop.ts";

/** Lets requests for an operation through that would be refused otherwise. */
function open(operation: string, isOpen: (call: Call, shop: ShopServer) => boolean = () => true): () => Change {
  return () => ({
    setUp: (shop) => {
      const authorize = shop.access.authorize.bind(shop.access);
      shop.access.authorize = (call, need) => {
        if (call.operation === operation && isOpen(call, shop)) {
          call.tenant = "north";
          return;
        }
        authorize(call, need);
      };
    },
  });
}

/** Decides otherwise what scopes an operation needs. */
function needs(operation: string, ...sets: readonly (readonly string[])[]): () => Change {
  return () => ({
    setUp: ({ access }) => {
      const covers = access.covers.bind(access);
      access.covers = (granted, wanted, call) => covers(granted, call.operation === operation ? sets : wanted, call);
    },
  });
}

const bearer = (call: Call) => /^Bearer +(\S+)$/i.exec(call.headers["authorization"] ?? "")?.[1];

/** Looks up records of all tenants for an operation. */
function everybodys(operation: string): () => Change {
  return () => ({
    setUp: (shop) => {
      const { recordsOf } = shop;
      shop.recordsOf = (call) => {
        const own = recordsOf(call);
        if (call.operation !== operation) return own;
        const orders = Object.values(shop.records).map((records) => records.orders);
        const all = { get: (id: bigint) => orders.map((each) => each.get(id)).find((found) => found !== undefined) };
        return { ...own, orders: all as unknown as typeof own.orders };
      };
    },
  });
}

/** Who gets in though he may not, or does not though he may; and who sets what only the server sets. */
export const access: readonly Fault[] = [
  ...faultsOf("access", inDocuments, [
    [
      "no-token-needed",
      "An order can be read without a token.",
      open("getOrder", (call) => call.headers["authorization"] === undefined),
    ],
    [
      "any-token-taken",
      "Orders are listed for a token that nobody issued.",
      open("listOrders", (call, { access: { tokens } }) => {
        const token = bearer(call);
        return token !== undefined && !tokens.has(token);
      }),
    ],
    [
      "expired-token-taken",
      "Tokens do not expire.",
      () => ({
        setUp: (shop) => {
          shop.access.isExpired = () => false;
        },
      }),
    ],
    ["scope-not-needed", "Customers are listed without the scope.", needs("listCustomers", [])],
    [
      "one-scope-of-two",
      "A picture needs only one of its two scopes.",
      needs("getProductImage", ["products:read"], ["admin"]),
    ],
    [
      "scope-of-another",
      "Products can be read with a scope of orders.",
      needs("getProduct", ...scopes.map((scope) => [scope])),
    ],
    [
      "all-scopes-wanted",
      "Products are listed only with both of two scopes of which one is enough.",
      needs("listProducts", ["products:read", "products:write"], ["admin"]),
    ],
    [
      "alternative-refused",
      "The scope admin is not enough for the orders of a customer.",
      needs("listCustomerOrders", ["customers:read", "orders:read"]),
    ],
    [
      "key-not-needed",
      "Stores can be read without a key.",
      open("getStores", (call) => call.headers["x-api-key"] === undefined),
    ],
    [
      "any-key-taken",
      "Any key gives the sales report.",
      open("getSalesReport", (call) => call.headers["x-api-key"] !== undefined),
    ],
    [
      "token-wanted",
      "The health needs a token, though the document says none.",
      () => ({
        setUp: ({ access }) => {
          const authorize = access.authorize.bind(access);
          access.authorize = (call, need) => authorize(call, call.operation === "getHealth" ? [] : need);
        },
      }),
    ],
  ]),
  ...faultsOf("access", inDocumentsByWrites, [
    [
      "reading-scope-deletes",
      "Products can be deleted with the scope that reads them.",
      needs("deleteProduct", ["products:read"], ["products:write"], ["admin"]),
    ],
    [
      "creating-needs-no-token",
      "An export can be started without a token.",
      open("startExport", (call) => call.headers["authorization"] === undefined),
    ],
  ]),
  ...faultsOf("access", inWords, [
    ["order-of-another-tenant", "Orders of other tenants can be read.", everybodys("getOrder")],
    [
      "customers-of-all-tenants",
      "The list of customers has those of all tenants.",
      () => ({
        setUp: (shop) => {
          const { recordsOf } = shop;
          shop.recordsOf = (call) => {
            const own = recordsOf(call);
            if (call.operation !== "listCustomers") return own;
            const list = () =>
              Object.values(shop.records)
                .flatMap(({ customers }) => customers.list())
                .sort((a, b) => Number(a.id - b.id));
            return { ...own, customers: { list } as unknown as typeof own.customers };
          };
        },
      }),
    ],
  ]),
  ...faultsOf("read-only", inDocuments, [
    [
      "password-shown",
      "A customer that is read shows the password.",
      () => ({
        reply: (it, call, shop) => {
          if (call.operation !== "getCustomer" || it.status !== 200) return;
          const { id } = it.body as { id: bigint };
          const { password = "not set" } = shop.recordsOf(call).customers.get(id) ?? {};
          it.body = { ...(it.body as object), ...((it.body as { kind: string }).kind === "person" && { password }) };
        },
      }),
    ],
  ]),
  ...faultsOf("read-only", inDocumentsByWrites, [
    [
      "password-sent-back",
      "A customer that was created comes with the password.",
      () => ({
        reply: (it, call) => {
          const password = parsed(call)?.["password"];
          if (call.operation === "createCustomer" && it.status === 201 && password !== undefined)
            it.body = { ...(it.body as object), password };
        },
      }),
    ],
    [
      "creation-dated-by-request",
      "createdAt of a product is what the request says.",
      () => ({
        reply: (it, call, shop) => {
          const createdAt = parsed(call)?.["createdAt"];
          if (call.operation !== "createProduct" || it.status !== 201 || typeof createdAt !== "string") return;
          it.body = { ...(it.body as object), createdAt };
          const { products } = shop.recordsOf(call);
          const product = products.get((it.body as { id: bigint }).id);
          if (product !== undefined) products.put({ ...product, createdAt });
        },
      }),
    ],
    [
      "status-by-request",
      "An order is paid where the request says so.",
      () => ({
        reply: (it, call, shop) => {
          const status = parsed(call)?.["status"];
          if (call.operation !== "createOrder" || it.status !== 201 || typeof status !== "string") return;
          const { orders } = shop.recordsOf(call);
          const order = orders.get((it.body as { id: bigint }).id);
          if (order !== undefined) it.body = orders.put({ ...order, status });
        },
      }),
    ],
  ]),
];
