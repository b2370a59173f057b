import { at } from "./base.ts";
import { type Pair, pair } from "./pair.ts";

const { list, create, get, remove, people, schemas } = at;
const text = { type: "string" };
const ok = { "200": { description: "OK" } };
const person = { type: "object", required: ["name"], properties: { name: text, age: { type: "integer" } } };
const oauth = {
  type: "oauth2",
  flows: {
    authorizationCode: {
      authorizationUrl: "https://desk.example/authorize",
      tokenUrl: "https://desk.example/token",
      scopes: {},
    },
  },
};
const hook = "/webhooks/ticketAdded";
const payload = `${hook}/post/requestBody/content/application~1json/schema`;
const callback = {
  "{$request.body#/url}": {
    post: {
      requestBody: {
        required: true,
        content: { "application/json": { schema: { type: "object", properties: { id: text } } } },
      },
      responses: ok,
    },
  },
};

/** What consumers import and need: operations, names, modules, types, scopes, credentials, servers, pages, webhooks. */
export const surface: readonly Pair[] = [
  pair("an operation comes", "additive", "operation-added countTickets operation", [
    "/paths/~1tickets~1count",
    undefined,
    { get: { operationId: "countTickets", tags: ["Tickets"], responses: ok } },
  ]),
  pair("an operation goes", "breaking", "operation-removed deleteTicket operation", [
    remove,
    { operationId: "deleteTicket", responses: ok },
    undefined,
  ]),
  pair("an operation has another operationId", "none", "", [`${get}/operationId`, "getTicket", "fetchTicket"]),
  pair("an operation is deprecated", "patch", "operation-deprecated getTicket operation", [
    `${get}/deprecated`,
    undefined,
    true,
  ]),
  pair("an operation is no longer deprecated", "none", "", [`${get}/deprecated`, true, undefined]),
  pair(
    "an operation moves to another path",
    "patch",
    "operation-moved listPeople operation",
    ["/paths/~1people", { get: { operationId: "listPeople", tags: ["People"], responses: ok } }, undefined],
    ["/paths/~1v2~1people", undefined, { get: { operationId: "listPeople", tags: ["People"], responses: ok } }],
  ),
  pair("operations have another order", "none", "", ["/paths/~1a", undefined, undefined]),
  pair("an operation gets a tag more", "additive", "module-added getTicket tags.people", [
    `${get}/tags`,
    ["Tickets"],
    ["Tickets", "People"],
  ]),
  pair("an operation leaves the module of a tag", "breaking", "module-left getTicket tags.people", [
    `${get}/tags`,
    ["Tickets", "People"],
    ["Tickets"],
  ]),
  pair("the description of a tag is another", "none", "", ["/tags/0/description", "Words", "Other words"]),
  pair("a schema comes that nothing refers to", "additive", "schema-added - schemas.More", [
    `${schemas}/More`,
    undefined,
    person,
  ]),
  pair("a schema goes that nothing refers to", "breaking", "schema-removed - schemas.Spare", [
    `${schemas}/Spare`,
    person,
    undefined,
  ]),
  pair("a schema that nothing refers to changes", "breaking", "type-changed - schemas.Spare.a", [
    `${schemas}/Spare/properties/a/type`,
    "string",
    "integer",
  ]),
  pair("a schema that nothing refers to gets a member", "additive", "member-added - schemas.Spare.b", [
    `${schemas}/Spare/properties/b`,
    undefined,
    text,
  ]),
  pair(
    "a schema is written where it is used",
    "breaking",
    "schema-removed - schemas.Person",
    [`${people}/responses/200/content/application~1json/schema/items`, { $ref: "#/components/schemas/Person" }, person],
    [`${schemas}/Person`, person, undefined],
  ),
  pair(
    "a schema gets a name",
    "additive",
    "schema-added - schemas.Person",
    [`${people}/responses/200/content/application~1json/schema/items`, person, { $ref: "#/components/schemas/Person" }],
    [`${schemas}/Person`, undefined, person],
  ),

  pair("a scope more is needed", "breaking", "scope-needed getTicket scopes", [
    `${get}/security`,
    [{ oauth: ["tickets.read"] }],
    [{ oauth: ["tickets.read", "tickets.write"] }],
  ]),
  pair("another scope is needed", "breaking", "scope-needed getTicket scopes", [
    `${get}/security`,
    [{ oauth: ["tickets.read"] }],
    [{ oauth: ["tickets.write"] }],
  ]),
  pair("a scope less is needed", "additive", "scope-not-needed getTicket scopes", [
    `${get}/security`,
    [{ oauth: ["tickets.read", "tickets.write"] }],
    [{ oauth: ["tickets.read"] }],
  ]),
  pair("one scope of two is enough no longer", "breaking", "scope-needed getTicket scopes", [
    `${get}/security`,
    [{ oauth: ["tickets.read"] }, { oauth: ["tickets.write"] }],
    [{ oauth: ["tickets.write"] }],
  ]),
  pair("alternatives of scopes have another order", "none", "", [
    `${get}/security`,
    [{ oauth: ["tickets.read"] }, { oauth: ["tickets.write"] }],
    [{ oauth: ["tickets.write"] }, { oauth: ["tickets.read"] }],
  ]),
  pair("an operation without auth needs some", "breaking", "credentials-needed listPeople auth", [
    `${people}/security`,
    [],
    [{ oauth: [] }],
  ]),
  pair("an operation needs no auth any more", "additive", "credentials-not-needed getTicket auth", [
    `${get}/security`,
    [{ key: [] }],
    [],
  ]),
  pair("a key is needed instead of a token", "breaking", "credentials-needed getTicket auth", [
    `${get}/security`,
    [{ oauth: [] }],
    [{ key: [] }],
  ]),
  pair("a key will do, too", "additive", "credentials-not-needed getTicket auth", [
    `${get}/security`,
    [{ oauth: [] }],
    [{ oauth: [] }, { key: [] }],
  ]),
  pair("a key is needed besides", "breaking", "credentials-needed getTicket auth", [
    `${get}/security`,
    [{ oauth: [] }],
    [{ oauth: [], key: [] }],
  ]),
  pair(
    "a key is sent in another header",
    "breaking",
    "credentials-needed getTicket auth",
    [`${get}/security`, undefined, undefined],
    [`${get}/security`, [{ key: [] }], [{ key: [] }]],
    ["/components/securitySchemes/key/name", "X-Key", "X-Api-Key"],
  ),
  pair("the token endpoint is elsewhere", "patch", "oauth-changed - auth.tokenUrl", [
    "/components/securitySchemes/oauth/flows/authorizationCode/tokenUrl",
    "https://desk.example/token",
    "https://login.example/token",
  ]),
  pair(
    "no OAuth is described any more",
    "breaking",
    "export-removed - exports./auth",
    [
      "/components/securitySchemes/oauth",
      {
        type: "oauth2",
        flows: {
          authorizationCode: {
            authorizationUrl: "https://desk.example/authorize",
            tokenUrl: "https://desk.example/token",
            scopes: {},
          },
        },
      },
      { type: "http", scheme: "bearer" },
    ],
    ["/security", [{ oauth: [] }], [{ oauth: [] }]],
    [`${create}/security`, [{ oauth: [] }], [{ oauth: [] }]],
  ),

  pair("a server comes", "additive", "server-added - server.eu", [
    "/servers",
    [{ url: "https://desk.example" }],
    [{ url: "https://desk.example" }, { url: "https://eu.desk.example", description: "EU" }],
  ]),
  pair("one of several servers goes", "breaking", "server-removed - server.eu", [
    "/servers",
    [{ url: "https://desk.example" }, { url: "https://eu.desk.example", description: "EU" }],
    [{ url: "https://desk.example" }],
  ]),
  pair("an operation is on another server", "patch", "server-changed getTicket server", [
    `${get}/servers`,
    undefined,
    [{ url: "https://archive.example" }],
  ]),

  pair("a list gets pages", "additive", "pages-added listPeople items", [
    `${people}/parameters`,
    undefined,
    [
      { name: "page", in: "query", schema: { type: "integer", default: 1 } },
      { name: "per_page", in: "query", schema: { type: "integer" } },
    ],
  ]),
  pair("a list loses its pages", "breaking", "pages-removed listPeople items", [
    `${people}/parameters`,
    [
      { name: "page", in: "query", schema: { type: "integer", default: 1 } },
      { name: "per_page", in: "query", schema: { type: "integer" } },
    ],
    undefined,
  ]),
  pair("the size of pages has another default", "patch", "default-changed listPeople args.per_page", [
    `${people}/parameters`,
    [
      { name: "page", in: "query", schema: { type: "integer", default: 1 } },
      { name: "per_page", in: "query", schema: { type: "integer", default: 10 } },
    ],
    [
      { name: "page", in: "query", schema: { type: "integer", default: 1 } },
      { name: "per_page", in: "query", schema: { type: "integer", default: 50 } },
    ],
  ]),
  pair("pages go by another argument", "breaking", "pages-changed listPeople items", [
    `${people}/parameters`,
    [
      { name: "page", in: "query", schema: { type: "integer", default: 1 } },
      { name: "per_page", in: "query", schema: { type: "integer" } },
    ],
    [
      { name: "page_number", in: "query", schema: { type: "integer", default: 1 } },
      { name: "per_page", in: "query", schema: { type: "integer" } },
    ],
  ]),
  pair("a way to get tokens is gone", "breaking", "oauth-changed - auth.clientTokenUrl", [
    "/components/securitySchemes/oauth/flows/clientCredentials",
    { tokenUrl: "https://desk.example/t", scopes: {} },
    undefined,
  ]),
  pair(
    "OAuth is described",
    "additive",
    "export-added - exports./auth",
    ["/components/securitySchemes/oauth", { type: "http", scheme: "bearer" }, oauth],
    ["/security", [{ oauth: [] }], [{ oauth: [] }]],
    [`${create}/security`, [{ oauth: [] }], [{ oauth: [] }]],
  ),
  pair("a webhook comes", "additive", "webhook-added ticketGone webhooks.ticketGone", [
    "/webhooks/ticketGone",
    undefined,
    { post: { responses: ok } },
  ]),
  pair("a webhook goes", "breaking", "webhook-removed ticketGone webhooks.ticketGone", [
    "/webhooks/ticketGone",
    { post: { responses: ok } },
    undefined,
  ]),
  pair("what a webhook carries has a member more", "additive", "member-added ticketAdded webhooks.ticketAdded.by", [
    `${payload}/properties/by`,
    undefined,
    text,
  ]),
  pair("what a webhook carries has a member less", "breaking", "member-removed ticketAdded webhooks.ticketAdded.at", [
    `${payload}/properties/at`,
    text,
    undefined,
  ]),
  pair("a date of a webhook has a time", "breaking", "format-changed ticketAdded webhooks.ticketAdded.at", [
    `${payload}/properties/at/format`,
    "date",
    "date-time",
  ]),
  pair("a callback comes", "additive", "webhook-added done callbacks.done", [
    `${create}/callbacks`,
    undefined,
    { done: callback },
  ]),

  pair("the title of the API is another", "none", "", ["/info/title", "Help desk", "Service desk"]),
  pair("extensions are others", "none", "", [`${list}/x-owner`, "one", "two"]),
  pair(
    "contact and licence come",
    "none",
    "",
    ["/info/contact", undefined, { name: "Desk" }],
    ["/info/license", undefined, { name: "MIT" }],
  ),
];
