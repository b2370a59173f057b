import { crossed, get, json, type Setup } from "./setup.ts";

const prefer = (text: string) => ({ prefer: text });
const accept = (text: string) => ({ accept: text });

const negotiation = crossed(
  ["/books", "/note", "/page", "/vendor", "/any", "/empty", "/shelf"],
  [
    "application/json",
    "*/*",
    "text/*",
    "application/xml",
    "text/csv, application/json;q=0.5",
    "application/json;q=0.2, text/csv;q=0.9",
    "application/vnd.library.v2+json",
    "image/png",
    "text/html, */*;q=0.1",
  ].map(accept),
);

const preferences = crossed(
  ["/books", "/books/7", "/only-default", "/ranges", "/two-successes"],
  [
    "code=200",
    "code=404",
    "code=418",
    "code=503",
    "code=abc",
    "example=two",
    "example=none",
    "example=missing",
    "code=404, example=lost",
    "code=404,example=moved",
    "code=404, example=two",
    "code=404; example=lost",
    'code="404"',
    "dynamic=false",
    "respond-async",
    "CODE=404",
  ].map(prefer),
);

const queries = [
  "/books?__code=404",
  "/books?__code=418",
  "/books?__example=none",
  "/books?__example=missing",
  "/books?__code=404&__example=lost",
  "/books?__code=404&limit=5",
  "/books?__code=abc",
  "/only-default?__code=999",
  "/books?limit=0&__code=404",
  "/books?limit=0&__example=two",
  "/books?limit=0&__example=missing",
  "/books/7?__code=503",
  "/books/7?__code=422",
  "/ranges?__code=201",
  "/ranges?__code=500",
  "/ranges?__code=404",
  "/only-error?__code=404",
  "/books?__dynamic=false",
].map((target) => get(target));

const both = [
  get("/books?__code=404", prefer("code=200")),
  get("/books?__example=none", prefer("example=two")),
  get("/books?__example=none", prefer("code=200")),
  get("/books?__code=404", accept("application/xml")),
  get("/books", { ...prefer("code=404"), ...accept("application/xml") }),
  get("/books", { ...prefer("example=none"), ...accept("application/xml") }),
];

const servers = [
  get("/books?__server=https://library.example/v1"),
  get("/books?__server=https://us.library.example"),
  get("/books?__server=https://nobody.example"),
  get("/books/7?__server=https://mars.library.example"),
];

const routing = [
  get("/books/latest"),
  get("/books/12"),
  get("/books/x"),
  get("/books/"),
  get("/books/1/pages"),
  get("/nowhere"),
  get("/BOOKS"),
  get("//books"),
  get("/nice%20path"),
  get("/items:archive"),
  get("/items%3Aarchive"),
  get("/report.pdf"),
  get("/report.doc"),
  get("/history/index"),
  get("/books/index"),
  get("/v1/books"),
  { method: "POST", target: "/books/7" },
  { method: "TRACE", target: "/books" },
  { method: "DELETE", target: "/books" },
  { method: "DELETE", target: "/books/7" },
  { method: "HEAD", target: "/books/7", compares: ["x-pages"] },
  { method: "HEAD", target: "/books" },
  { method: "OPTIONS", target: "/books/7" },
  { method: "OPTIONS", target: "/books" },
  { method: "get", target: "/books" },
];

const bodies = [
  get("/wrong-example"),
  get("/only-error"),
  get("/number"),
  get("/nothing"),
  get("/object-without-properties"),
  get("/property-examples"),
  { target: "/headers", compares: ["x-text", "x-number", "x-named"] },
  { target: "/loans", compares: ["deprecation"] },
  { target: "/loans?since=2020", compares: ["deprecation"] },
];

const refused = [
  { ...json("POST", "/books", { id: 1, title: "Art" }), compares: ["location"] },
  json("POST", "/books", { id: 1 }),
  json("POST", "/books", { id: 1 }, prefer("example=long")),
  json("POST", "/books", { id: 1 }, prefer("code=422, example=long")),
  json("POST", "/books", { id: 1 }, prefer("code=201")),
  json("POST", "/books?__example=long", { id: 1 }),
  json("POST", "/books?__example=missing", { id: 1 }),
  json("POST", "/books?__code=422&__example=missing", { id: 1 }),
  json("POST", "/books", { id: 1, title: "Art" }, prefer("example=missing")),
  json("POST", "/books", "{"),
  { method: "POST", target: "/books" },
  json("PUT", "/books/7", { id: "x", title: "Art" }),
  json("PUT", "/books/7", { id: 1, title: "Art" }),
  json("PUT", "/books/x", { id: 1, title: "Art" }),
  json("PATCH", "/books/7", { id: 1, title: "Art", language: "fr" }),
  json("PATCH", "/books/7", { id: 1, title: "Art", language: "de" }),
  get("/books?limit=0"),
  get("/books?limit=51"),
  get("/books?limit=ten"),
  get("/books?limit=5&limit=6"),
  get("/books?unknown=1"),
  json("POST", "/note", { a: 1 }),
  { method: "POST", target: "/note" },
];

const crossOrigin = { origin: "https://app.example" };
const preflight = { ...crossOrigin, "access-control-request-method": "POST" };

const cors = [
  get("/books", crossOrigin),
  get("/nowhere", crossOrigin),
  get("/books?limit=0", crossOrigin),
  { method: "OPTIONS", target: "/books", headers: preflight, compares: ["vary"] },
  { method: "OPTIONS", target: "/books/7", headers: preflight },
  { method: "OPTIONS", target: "/nowhere", headers: preflight },
  { method: "OPTIONS", target: "/books", headers: { ...preflight, "access-control-request-headers": "x-a, x-b" } },
  { method: "OPTIONS", target: "/books/7", headers: crossOrigin },
  get("/books", { ...crossOrigin, "access-control-expose-headers": "x-a" }),
];

/** Choosing responses: content negotiation, preferences, routes, refusals, and the flags that change them. */
export const librarySetups: readonly Setup[] = [
  {
    name: "library",
    args: ["mock", "library.yaml"],
    requests: [
      ...negotiation,
      ...preferences,
      ...queries,
      ...both,
      ...servers,
      ...routing,
      ...bodies,
      ...refused,
      ...cors,
    ],
    isBrief: true,
  },
  {
    name: "a header that is no text, which ends Prism",
    args: ["mock", "library.yaml"],
    requests: [{ target: "/other-headers", compares: ["x-flag", "x-list"] }],
  },
  {
    name: "library --errors",
    args: ["mock", "library.yaml", "--errors"],
    requests: [...bodies, ...refused.slice(0, 6), get("/books"), get("/books", prefer("code=404")), get("/loans")],
  },
  {
    name: "library --cors=false",
    args: ["mock", "--cors=false", "library.yaml"],
    requests: cors,
  },
  {
    name: "library --ignoreExamples",
    args: ["mock", "library.yaml", "--ignoreExamples"],
    requests: [
      { target: "/books", madeUp: { type: "array", items: { type: "object", required: ["id", "title"] } } },
      { target: "/books/7", madeUp: { type: "object", required: ["id", "title"] } },
      { target: "/shelf", madeUp: { type: "object" } },
      { target: "/number", madeUp: { type: "integer" } },
      { target: "/note", madeUp: { type: "string" } },
      { target: "/wrong-example", madeUp: { type: "object", required: ["id", "title"] } },
      get("/property-examples"),
      get("/books", prefer("example=none")),
    ],
  },
  {
    name: "library --multiprocess",
    args: ["mock", "-m", "-h", "127.0.0.1", "library.yaml"],
    requests: [get("/books"), get("/books", prefer("code=404")), get("/nowhere"), json("POST", "/books", { id: 1 })],
  },
];
