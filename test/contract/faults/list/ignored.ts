import { body, dropQuery, type Fault, faultsOf, inWords, misread, queryOf, setQuery, withoutQuery } from "../fault.ts";
import type { Json } from "../server/checks.ts";

/** Parameters that do not do what their descriptions say. */
export const ignored: readonly Fault[] = [
  ...faultsOf("ignored parameter", inWords, [
    ["status-ignored", "Products are listed whatever status is asked for.", withoutQuery("listProducts", "status")],
    [
      "category-first-only",
      "Only the first category that is asked for counts.",
      misread("listProducts", (call) => {
        const [first] = call.query.filter(([key]) => key === "category");
        dropQuery(call, "category");
        if (first !== undefined) call.query.push(first);
      }),
    ],
    [
      "category-ignored",
      "Products are listed whatever category is asked for.",
      withoutQuery("listProducts", "category"),
    ],
    ["tags-ignored", "Products are listed whatever tags are asked for.", withoutQuery("listProducts", "tags")],
    [
      "price-ignored",
      "Products are listed whatever bounds their price must have.",
      withoutQuery("listProducts", "price"),
    ],
    ["filter-ignored", "Orders are listed whatever the filter says.", withoutQuery("listOrders", "filter")],
    ["ids-ignored", "Customers are listed whatever ids are asked for.", withoutQuery("listCustomers", "ids")],
    [
      "kind-inverted",
      "Customers of the other kind are listed.",
      misread("listCustomers", (call) => {
        const kind = queryOf(call, "kind");
        if (kind === "person" || kind === "company") setQuery(call, "kind", kind === "person" ? "company" : "person");
      }),
    ],
    [
      "created-after-ignored",
      "Customers are listed whenever they were created.",
      withoutQuery("listCustomers", "createdAfter"),
    ],
    [
      "currency-ignored",
      "Prices are in whatever currency the product has.",
      misread("listProducts", (call) => {
        if (["EUR", "USD", "NOK"].includes(call.cookies["currency"] ?? "")) delete call.cookies["currency"];
      }),
    ],
    [
      "events-from-the-first",
      "Events are given from the first one on, whatever after says.",
      withoutQuery("streamEvents", "after"),
    ],
    ["event-types-ignored", "Events of all types are given.", withoutQuery("streamEvents", "type")],
    ["group-ignored", "The sales report is always by month.", withoutQuery("getSalesReport", "groupBy")],
    ["store-ignored", "The sales report is of all stores.", withoutQuery("getSalesReport", "store")],
    [
      "shelf-ignored",
      "The stock is always that of the first shelf.",
      misread("getStock", (call) => {
        call.variables["place"] = (call.variables["place"] ?? "").replace(/shelf=\d{1,2}$/, "shelf=1");
      }),
    ],
  ]),
  ...faultsOf("limit", inWords, [
    [
      "limit-ignored",
      "The list of products has the default length, whatever limit is asked for.",
      withoutQuery("listProducts", "limit"),
    ],
    [
      "limit-off-by-one",
      "Pages of orders have one more than limit says.",
      misread("listOrders", (call) => {
        const limit = Number(queryOf(call, "limit"));
        if (Number.isInteger(limit) && limit > 0 && limit < 50) setQuery(call, "limit", `${limit + 1}`);
      }),
    ],
    [
      "limit-of-cursor-pages",
      "Pages of customers have 20 at least.",
      misread("listCustomers", (call) => {
        const limit = Number(queryOf(call, "limit"));
        if (Number.isInteger(limit) && limit > 0 && limit < 20) setQuery(call, "limit", "20");
      }),
    ],
  ]),
  ...faultsOf("sort", inWords, [
    ["sort-ignored", "Products are not sorted.", withoutQuery("listProducts", "sort")],
    [
      "always-ascending",
      "Orders are sorted the wrong way where a minus asks for descending.",
      misread("listOrders", (call) => {
        const sort = queryOf(call, "sort");
        if (sort === "-total" || sort === "-createdAt") setQuery(call, "sort", sort.slice(1));
      }),
    ],
    [
      "numbers-as-text",
      "Prices are sorted as if they were text.",
      body("listProducts", (it, call) => {
        const sort = queryOf(call, "sort");
        if (!sort?.endsWith("price")) return;
        const data = it["data"] as Json[];
        data.sort((left, right) => (`${left["price"]}` < `${right["price"]}` ? -1 : 1));
        if (sort.startsWith("-")) data.reverse();
      }),
    ],
  ]),
];
