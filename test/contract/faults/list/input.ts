import { Buffer } from "node:buffer";
import {
  dropQuery,
  type Fault,
  faultsOf,
  inDocuments,
  inDocumentsByWrites,
  parsed,
  queryOf,
  request,
  requestBody,
  setQuery,
} from "../fault.ts";
import { type Call, Refusal } from "../server/message.ts";

/** Puts a good value in place of one that is not. */
function lenient(operation: string, name: string, repair: (value: string) => string | undefined) {
  return request(operation, (call) => {
    const value = queryOf(call, name);
    if (value === undefined) return;
    const repaired = repair(value);
    if (repaired === undefined) dropQuery(call, name);
    else if (repaired !== value) setQuery(call, name, repaired);
  });
}

function refuse(operation: string, status: number, isRefused: (call: Call) => boolean) {
  return () => ({
    instead: (call: Call) => {
      if (call.operation === operation && isRefused(call)) throw new Refusal(status, "This is not taken");
      return undefined;
    },
  });
}

const has = (call: Call, name: string) => call.query.some(([key]) => decodeURIComponent(key).startsWith(name));

/** What a server takes though it is not valid, and refuses though it is. */
export const input: readonly Fault[] = [
  ...faultsOf("accepts what is not valid", inDocuments, [
    [
      "limit-clamped",
      "A limit over the maximum is taken as the maximum.",
      lenient("listProducts", "limit", (value) => (Number(value) > 50 ? "50" : value)),
    ],
    [
      "limit-of-letters",
      "A limit of letters is passed over.",
      lenient("listOrders", "limit", (value) => (/^-?\d+$/.test(value) ? value : undefined)),
    ],
    [
      "sort-unknown",
      "A sort that is not in the enum is passed over.",
      lenient("listProducts", "sort", (value) => (/^-?(id|name|price|createdAt)$/.test(value) ? value : undefined)),
    ],
    [
      "required-parameter-missing",
      "The sales report needs no from.",
      request("getSalesReport", (call) => {
        if (!has(call, "from")) setQuery(call, "from", "2026-01-01");
      }),
    ],
    [
      "date-of-letters",
      "A date of the rates that is none is passed over.",
      lenient("getRates", "on", (value) => (/^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined)),
    ],
    [
      "bound-negative",
      "A least price below 0 is taken.",
      request("listProducts", (call) => {
        call.query = call.query.map(([key, value]) =>
          decodeURIComponent(key) === "price[min]" && value.startsWith("-") ? [key, "0"] : [key, value],
        );
      }),
    ],
    [
      "shelf-out-of-range",
      "A shelf beyond the last one is taken.",
      request("getStock", (call) => {
        call.variables["place"] = (call.variables["place"] ?? "").replace(/shelf=(\d{3,})/, "shelf=99");
      }),
    ],
    [
      "header-of-no-uuid",
      "An X-Request-Id that is no UUID is passed over.",
      request("listProducts", (call) => {
        const id = call.headers["x-request-id"];
        if (id !== undefined && !/^[0-9a-f-]{36}$/i.test(id)) delete call.headers["x-request-id"];
      }),
    ],
    [
      "cookie-unknown",
      "A currency in the cookie that is not in the enum is passed over.",
      request("listProducts", (call) => {
        if (!["EUR", "USD", "NOK"].includes(call.cookies["currency"] ?? "EUR")) delete call.cookies["currency"];
      }),
    ],
    [
      "currency-unknown",
      "Rates of currencies that are not in the enum are left out.",
      request("getRates", (call) => {
        const known = (call.variables["currencies"] ?? "")
          .split(".")
          .filter((name) => ["EUR", "USD", "NOK"].includes(name));
        call.variables["currencies"] = `.${known.length > 0 ? known.join(".") : "EUR"}`;
      }),
    ],
    [
      "filter-member-unknown",
      "A filter of orders with members that the schema rules out is taken.",
      request("listOrders", (call) => {
        try {
          const { status, customerId } = JSON.parse(queryOf(call, "filter") ?? "{}") as Record<string, unknown>;
          if (has(call, "filter") && customerId === undefined) setQuery(call, "filter", JSON.stringify({ status }));
        } catch {
          // What is no JSON is still refused.
        }
      }),
    ],
  ]),
  ...faultsOf("accepts what is not valid", inDocumentsByWrites, [
    [
      "member-not-required",
      "A product without a currency is created, in euros.",
      requestBody("createProduct", (it) => {
        it["currency"] ??= "EUR";
      }),
    ],
    [
      "quantity-as-text",
      "A quantity may be a string.",
      request("createOrder", (call) => {
        call.body = Buffer.from(
          call.body
            .toString()
            .replace(/"quantity":\s*"(\d+)"/g, '"quantity":$1')
            .replace(/"quantity":\s*"[^"]*"/g, '"quantity":1'),
        );
      }),
    ],
    [
      "member-not-known",
      "Members of a customer that the schema rules out are passed over.",
      requestBody("createCustomer", (it) => {
        const known = ["id", "kind", "name", "email", "note", "birthday", "password", "vatId", "createdAt"];
        for (const name of Object.keys(it)) if (!known.includes(name)) delete it[name];
      }),
    ],
    [
      "name-too-long",
      "A name beyond the longest is cut off.",
      requestBody("updateProduct", (it) => {
        if (typeof it["name"] === "string") it["name"] = it["name"].slice(0, 80);
      }),
    ],
    [
      "malformed-json",
      "An export whose body is no JSON is one of the products.",
      request("startExport", (call) => {
        if (
          call.body.length > 0 &&
          call.headers["content-type"]?.startsWith("application/json") &&
          parsed(call) === undefined
        )
          call.body = Buffer.from('{"what":"products"}');
      }),
    ],
    [
      "media-type-unknown",
      "A customer may be of any media type.",
      request("createCustomer", (call) => {
        call.headers["content-type"] = "application/json";
      }),
    ],
    [
      "part-missing",
      "A file may be attached without a title.",
      () => ({
        request: (call) => {
          if (call.operation !== "attachFile" || call.body.includes('name="title"') || call.body.includes("name=title"))
            return;
          const [, boundary] = /boundary="?([^";]+)/.exec(call.headers["content-type"] ?? "") ?? [];
          const part = `--${boundary}\r\nContent-Disposition: form-data; name="title"\r\n\r\nfile\r\n`;
          if (boundary !== undefined) call.body = Buffer.concat([Buffer.from(part), call.body]);
        },
      }),
    ],
    [
      "enum-of-the-body",
      "An export of something unknown is one of the products.",
      requestBody("startExport", (it) => {
        if (typeof it["what"] === "string" && !["products", "customers", "orders"].includes(it["what"]))
          it["what"] = "products";
      }),
    ],
    [
      "price-rounded",
      "A price that is no multiple of 0.25 is rounded.",
      requestBody("createProduct", (it) => {
        if (typeof it["price"] === "number") it["price"] = Math.round(it["price"] * 4) / 4;
      }),
    ],
    [
      "required-header-missing",
      "A product may be replaced without If-Match.",
      request("replaceProduct", (call) => {
        call.headers["if-match"] ??= "*";
      }),
    ],
    [
      "address-of-no-format",
      "An e-mail address may be anything.",
      requestBody("createCustomer", (it) => {
        if (typeof it["email"] === "string" && !it["email"].includes("@")) it["email"] = "unknown@example.com";
      }),
    ],
  ]),
  ...faultsOf("refuses what is valid", inDocuments, [
    [
      "greatest-limit",
      "The greatest limit is refused.",
      refuse("listProducts", 400, (call) => queryOf(call, "limit") === "50"),
    ],
    [
      "optional-parameter-wanted",
      "The list of orders wants a sort.",
      refuse("listOrders", 400, (call) => !has(call, "sort")),
    ],
    [
      "two-categories",
      "A second category is refused.",
      refuse("listProducts", 400, (call) => call.query.filter(([key]) => key === "category").length > 1),
    ],
    [
      "pipes-not-taken",
      "Tags that pipes divide are refused.",
      refuse("listProducts", 400, (call) => /\||%7C/i.test(call.query.find(([key]) => key === "tags")?.[1] ?? "")),
    ],
    [
      "two-currencies",
      "More than one currency in the path is refused.",
      refuse("getRates", 400, (call) => (call.variables["currencies"] ?? "").split(".").length > 2),
    ],
    ["filter-not-taken", "A filter of orders is refused.", refuse("listOrders", 400, (call) => has(call, "filter"))],
    [
      "offset-of-time",
      "A moment whose offset is not Z is refused.",
      refuse("listCustomers", 400, (call) => /[+-]\d\d:\d\d$/.test(queryOf(call, "createdAfter") ?? "")),
    ],
    [
      "long-ids-not-taken",
      "Ids beyond 2^53 are refused.",
      refuse("getCustomer", 400, (call) => Number(call.variables["customerId"]) > 2 ** 53),
    ],
    [
      "other-media-type",
      "The event stream is not given.",
      refuse("streamEvents", 406, (call) => call.headers["accept"]?.includes("event-stream") === true),
    ],
  ]),
  ...faultsOf("refuses what is valid", inDocumentsByWrites, [
    [
      "form-not-taken",
      "A product as a form is refused.",
      refuse("createProduct", 415, (call) => call.headers["content-type"]?.includes("urlencoded") === true),
    ],
    [
      "null-not-taken",
      "A reference of null is refused.",
      refuse("createOrder", 422, (call) => parsed(call)?.["reference"] === null),
    ],
    [
      "second-kind",
      "Companies are refused.",
      refuse("createCustomer", 422, (call) => parsed(call)?.["kind"] === "company"),
    ],
    [
      "read-only-wanted",
      "A product must come with an id.",
      refuse("createProduct", 422, (call) => parsed(call) !== undefined && parsed(call)?.["id"] === undefined),
    ],
    [
      "longest-name",
      "A name of the greatest length is refused.",
      refuse("createProduct", 422, (call) => String(parsed(call)?.["name"]).length === 80),
    ],
    ["least-price", "A price of 0 is refused.", refuse("createProduct", 422, (call) => parsed(call)?.["price"] === 0)],
    [
      "letters-beyond-ascii",
      "Names with letters beyond ASCII are refused.",
      refuse("createCustomer", 422, (call) => /[^ -~]/.test(String(parsed(call)?.["name"]))),
    ],
  ]),
];
