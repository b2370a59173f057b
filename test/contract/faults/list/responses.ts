import { Buffer } from "node:buffer";
import {
  body,
  each,
  type Fault,
  faultsOf,
  inDocuments,
  inDocumentsByWrites,
  inWords,
  refusal,
  reply,
} from "../fault.ts";
import { Refusal, toJson } from "../server/message.ts";

const rounded = (value: unknown): number => Number(value);

/** What is wrong with a response that can be seen in that response, or by reading what it tells of. */
export const responses: readonly Fault[] = [
  ...faultsOf("response", inDocuments, [
    [
      "member-missing",
      "A customer that is read has no createdAt.",
      body("getCustomer", (it) => void delete it["createdAt"]),
    ],
    [
      "number-as-text",
      "Prices in the list of products are strings.",
      each("listProducts", (it) => {
        it["price"] = `${it["price"]}`;
      }),
    ],
    [
      "member-unknown",
      "A product that is read has a member that the schema rules out.",
      body("getProduct", (it) => {
        it["internalCost"] = 3;
      }),
    ],
    [
      "enum-unknown",
      "Orders that are shipped have a status that is not in the enum.",
      each("listOrders", (it) => {
        if (it["status"] === "shipped") it["status"] = "delivered";
      }),
    ],
    [
      "null-not-allowed",
      "Companies in the list of customers have null for a name.",
      each("listCustomers", (it) => {
        if (it["kind"] === "company") it["name"] = null;
      }),
    ],
    [
      "wrapped-in-an-object",
      "The orders of a customer are in an object, not an array.",
      body("listCustomerOrders", (it) => ({ data: it })),
    ],
    [
      "count-negative",
      "Counts of the stock are negative.",
      body("getStock", (it) => {
        const counts = it["counts"] as Record<string, number>;
        for (const id of Object.keys(counts)) counts[id] = -1;
      }),
    ],
    [
      "discriminator-wrong",
      "A person that is read says to be a company.",
      body("getCustomer", (it) => {
        if (it["kind"] === "person") it["kind"] = "company";
      }),
    ],
    [
      "items-repeat",
      "The tags of a product that is read repeat.",
      body("getProduct", (it) => {
        it["tags"] = ["new", "new"];
      }),
    ],
    [
      "not-a-multiple",
      "The price of a product that is read is no multiple of 0.25.",
      body("getProduct", (it) => {
        it["price"] = 19.99;
      }),
    ],
    [
      "deep-in-a-row",
      "Amounts in the rows of the sales report are strings.",
      body("getSalesReport", (it) => {
        if (!Array.isArray(it["rows"])) return;
        for (const row of it["rows"]) row.amount = `${row.amount}`;
      }),
    ],
    [
      "error-of-another-shape",
      "The problem of an order that is not there is of another shape.",
      refusal("getOrder", 404, (it) => {
        it.body = { error: "not_found" };
      }),
    ],
    [
      "event-of-another-shape",
      "The events have their number as a string.",
      reply("streamEvents", (it) => {
        it.body = String(it.body).replace(/"number":(\d+)/g, '"number":"$1"');
      }),
    ],
  ]),
  ...faultsOf("id", inDocuments, [
    [
      "listed-ids-rounded",
      "Ids in the list of products have passed a double.",
      each("listProducts", (it) => {
        it["id"] = rounded(it["id"]);
      }),
    ],
    [
      "read-id-rounded",
      "The id of a customer that is read has passed a double.",
      body("getCustomer", (it) => {
        it["id"] = rounded(it["id"]);
      }),
    ],
    [
      "id-as-text",
      "The id of a product that is read is a string.",
      body("getProduct", (it) => {
        it["id"] = `${it["id"]}`;
      }),
    ],
    [
      "path-id-rounded",
      "The id of the order in the path passes a double before it is looked up.",
      () => ({
        request: (call) => {
          const { orderId } = call.variables;
          if (call.operation === "getOrder" && /^\d+$/.test(orderId ?? ""))
            call.variables["orderId"] = `${BigInt(Number(orderId))}`;
        },
      }),
    ],
  ]),
  ...faultsOf("id", inDocumentsByWrites, [
    [
      "created-id-rounded",
      "The id of an order that was placed has passed a double.",
      body("createOrder", (it) => {
        it["id"] = rounded(it["id"]) + 2;
      }),
    ],
  ]),
  ...faultsOf("format", inDocuments, [
    [
      "moment-without-time",
      "createdAt of the customers in the list is a date without a time.",
      each("listCustomers", (it) => {
        it["createdAt"] = String(it["createdAt"]).slice(0, 10);
      }),
    ],
    [
      "uri-relative",
      "The homepage of a product that is read is no URI.",
      body("getProduct", (it) => {
        it["homepage"] = "products/1 of ours";
      }),
    ],
    [
      "email-without-at",
      "The e-mail address of a customer that is read has no @.",
      body("getCustomer", (it) => {
        it["email"] = String(it["email"]).replace("@", " at ");
      }),
    ],
    [
      "date-of-another-order",
      "The date of the rates begins with the day.",
      body("getRates", (it) => {
        it["on"] = String(it["on"]).split("-").reverse().join(".");
      }),
    ],
    [
      "moment-without-offset",
      "The time of the health has no offset.",
      body("getHealth", (it) => {
        it["time"] = String(it["time"]).replace("Z", "");
      }),
    ],
  ]),
  ...faultsOf("format", inDocumentsByWrites, [
    [
      "uuid-without-dashes",
      "The id of an export has no dashes.",
      body("startExport", (it) => {
        it["id"] = String(it["id"]).replaceAll("-", "");
      }),
    ],
  ]),
  ...faultsOf("status", inDocuments, [
    [
      "status-undocumented",
      "The rates come with 203.",
      reply("getRates", (it) => {
        it.status = 203;
      }),
    ],
    [
      "missing-is-200",
      "An order that is not there is responded to with 200.",
      refusal("getOrder", 404, (it) => {
        it.status = 200;
        it.type = "application/json";
      }),
    ],
    [
      "missing-is-500",
      "A customer that is not there is responded to with 500.",
      refusal("getCustomer", 404, (it) => {
        Object.assign(it, new Refusal(500, "no such customer").reply());
      }),
    ],
    [
      "invalid-is-500",
      "A query that is not valid is responded to with 500.",
      refusal("listCustomers", 400, (it) => {
        Object.assign(it, new Refusal(500, "cannot parse").reply());
      }),
    ],
  ]),
  ...faultsOf("status", inDocumentsByWrites, [
    [
      "created-is-200",
      "A product that was created comes with 200.",
      reply("createProduct", (it) => {
        it.status = 200;
      }),
    ],
    [
      "deleted-is-200",
      "Deleting a product is responded to with 200 and a body.",
      reply("deleteProduct", (it) => {
        Object.assign(it, { status: 200, body: { deleted: true } });
      }),
    ],
    [
      "under-way-is-200",
      "An export that is under way comes with 200.",
      reply("startExport", (it) => {
        it.status = 200;
      }),
    ],
  ]),
  ...faultsOf("media type", inDocuments, [
    [
      "json-as-html",
      "The list of orders is JSON that is called HTML.",
      reply("listOrders", (it) => {
        it.headers["Content-Type"] = "text/html";
        it.type = "text/html";
        it.body = toJson(it.body);
      }),
    ],
    [
      "problem-as-json",
      "Problems of the list of customers are called application/json.",
      refusal("listCustomers", 400, (it) => {
        it.type = "application/json";
      }),
    ],
    [
      "no-media-type",
      "The account comes without a media type.",
      () => ({
        wire: (response, call, { status, headers, bytes }) => {
          if (call.operation !== "getMe" || status !== 200) return false;
          const { "Content-Type": _type, ...rest } = headers;
          response.writeHead(status, rest).end(bytes);
          return true;
        },
      }),
    ],
    [
      "accept-ignored",
      "The sales report is JSON, whatever is accepted.",
      () => ({
        request: (call) => {
          if (call.operation === "getSalesReport") delete call.headers["accept"];
        },
      }),
    ],
    [
      "csv-as-json",
      "A product as CSV is called JSON.",
      reply("getProduct", (it) => {
        if (!it.type?.startsWith("text/csv")) return;
        it.body = Buffer.from(String(it.body));
        it.type = "application/json";
      }),
    ],
    [
      "picture-of-another-type",
      "Pictures are called image/jpeg.",
      reply("getProductImage", (it) => {
        it.type = "image/jpeg";
      }),
    ],
  ]),
  ...faultsOf("header", inDocuments, [
    [
      "header-of-another-type",
      "X-Total-Count is no number.",
      reply("listProducts", (it) => {
        it.headers["X-Total-Count"] = "many";
      }),
    ],
    [
      "header-missing",
      "The list of products has no X-Request-Id.",
      reply("listProducts", (it) => {
        delete it.headers["X-Request-Id"];
      }),
    ],
    [
      "etag-without-quotes",
      "The entity tag of a product has no quotation marks.",
      reply("getProduct", (it) => {
        it.headers["ETag"] = (it.headers["ETag"] ?? "").replaceAll('"', "");
      }),
    ],
    [
      "challenge-missing",
      "A 401 has no WWW-Authenticate.",
      refusal("*", 401, (it) => {
        delete it.headers["WWW-Authenticate"];
      }),
    ],
    [
      "header-of-another-value",
      "The health may be cached, though it must not.",
      reply("getHealth", (it) => {
        it.headers["Cache-Control"] = "public, max-age=60";
      }),
    ],
  ]),
  ...faultsOf("header", inWords, [
    [
      "request-id-not-echoed",
      "X-Request-Id does not come back.",
      reply("listProducts", (it) => {
        it.headers["X-Request-Id"] = crypto.randomUUID();
      }),
    ],
  ]),
  ...faultsOf("header", inDocumentsByWrites, [
    [
      "location-missing",
      "A product that was created comes without Location.",
      reply("createProduct", (it) => {
        delete it.headers["Location"];
      }),
    ],
    [
      "location-leads-nowhere",
      "Location of an order that was placed leads nowhere.",
      reply("createOrder", (it) => {
        it.headers["Location"] = "/v4/orders/7";
      }),
    ],
    [
      "retry-after-is-a-word",
      "Retry-After of an export is a word.",
      reply("startExport", (it) => {
        it.headers["Retry-After"] = "soon";
      }),
    ],
    [
      "file-without-disposition",
      "An attached file comes without Content-Disposition.",
      reply("getAttachment", (it) => {
        delete it.headers["Content-Disposition"];
      }),
    ],
  ]),
];
