import { at } from "./base.ts";
import { type Pair, pair } from "./pair.ts";

const { list, create, get, added } = at;
const members = `${added}/properties`;
const text = { type: "string" };
const query = (name: string, schema: unknown, more: object = {}) => ({ name, in: "query", schema, ...more });
const id = { name: "id", in: "path", required: true, schema: text };
const via = (mapping: object) => ({
  oneOf: [{ $ref: "#/components/schemas/Mail" }, { $ref: "#/components/schemas/Phone" }],
  discriminator: { propertyName: "kind", mapping },
});
const json = `${create}/requestBody/content/application~1json`;
const schemaOf = (index: number) => `${list}/parameters/${index}/schema`;

/** What consumers give: parameters and bodies. */
export const requests: readonly Pair[] = [
  pair("an optional query parameter comes", "additive", "argument-added listTickets args.team", [
    `${list}/parameters/-`,
    undefined,
    query("team", text),
  ]),
  pair("a required query parameter comes", "breaking", "argument-added listTickets args.team", [
    `${list}/parameters/-`,
    undefined,
    query("team", text, { required: true }),
  ]),
  pair("a required header comes", "breaking", "argument-added listTickets args.xTeam", [
    `${list}/parameters/-`,
    undefined,
    { name: "X-Team", in: "header", required: true, schema: text },
  ]),
  pair("an optional cookie comes", "additive", "argument-added listTickets args.session", [
    `${list}/parameters/-`,
    undefined,
    { name: "session", in: "cookie", schema: text },
  ]),
  pair("a header parameter goes", "breaking", "argument-removed listTickets args.xTenant", [
    `${list}/parameters/6`,
    { name: "X-Tenant", in: "header", schema: text },
    undefined,
  ]),
  pair("a parameter is required now", "breaking", "became-required listTickets args.q", [
    `${list}/parameters/1/required`,
    undefined,
    true,
  ]),
  pair("a parameter need not be given any more", "additive", "became-optional listTickets args.q", [
    `${list}/parameters/1/required`,
    true,
    undefined,
  ]),
  pair("a parameter is deprecated", "patch", "deprecated listTickets args.q", [
    `${list}/parameters/1/deprecated`,
    undefined,
    true,
  ]),
  pair("a parameter is no longer deprecated", "none", "", [`${list}/parameters/1/deprecated`, true, undefined]),
  pair("the description of a parameter is another", "none", "", [
    `${list}/parameters/1/description`,
    "Words",
    "Other words",
  ]),
  pair("the example of a parameter is another", "none", "", [`${schemaOf(1)}/examples`, ["one"], ["two"]]),
  pair("a text becomes a boolean", "breaking", "type-changed listTickets args.q", [
    schemaOf(1),
    text,
    { type: "boolean" },
  ]),
  pair("a text may be a list too", "additive", "alternative-added listTickets args.q", [
    schemaOf(1),
    text,
    { oneOf: [text, { type: "array", items: text }] },
  ]),
  pair("a parameter becomes an enum", "breaking", "type-changed listTickets args.q", [
    schemaOf(1),
    text,
    { type: "string", enum: ["a", "b"] },
  ]),
  pair("a parameter is no enum any more", "additive", "type-widened listTickets args.status", [
    schemaOf(0),
    { type: "string", enum: ["open", "closed"] },
    text,
  ]),
  pair("an enum has a value more", "additive", "value-added listTickets args.status", [
    `${schemaOf(0)}/enum`,
    ["open", "closed"],
    ["open", "closed", "held"],
  ]),
  pair("an enum has another order", "none", "", [`${schemaOf(0)}/enum`, ["open", "closed"], ["closed", "open"]]),
  pair("an enum value in a list goes", "breaking", "value-removed listTickets args.ids[]", [
    `${schemaOf(3)}/items`,
    { type: "string", enum: ["a", "b"] },
    { type: "string", enum: ["a"] },
  ]),
  pair("the least length is raised", "breaking", "limit-tightened listTickets args.q", [
    `${schemaOf(1)}/minLength`,
    2,
    3,
  ]),
  pair("the least length is dropped", "additive", "limit-loosened listTickets args.q", [
    `${schemaOf(1)}/minLength`,
    2,
    undefined,
  ]),
  pair("a least length of zero is stated", "none", "", [`${schemaOf(3)}/items/minLength`, undefined, 0]),
  pair("the greatest length is raised", "additive", "limit-loosened listTickets args.q", [
    `${schemaOf(1)}/maxLength`,
    50,
    80,
  ]),
  pair("a list may be shorter at most", "breaking", "limit-tightened listTickets args.ids", [
    `${schemaOf(3)}/maxItems`,
    10,
    5,
  ]),
  pair("a list may be of any length", "additive", "limit-loosened listTickets args.ids", [
    `${schemaOf(3)}/maxItems`,
    10,
    undefined,
  ]),
  pair("a list must have no item twice", "breaking", "limit-tightened listTickets args.ids", [
    `${schemaOf(3)}/uniqueItems`,
    undefined,
    true,
  ]),
  pair("a list may have an item twice", "additive", "limit-loosened listTickets args.ids", [
    `${schemaOf(3)}/uniqueItems`,
    true,
    undefined,
  ]),
  pair(
    "a number must be positive",
    "breaking",
    "limit-tightened listTickets args.limit",
    [`${schemaOf(2)}/minimum`, 0, undefined],
    [`${schemaOf(2)}/exclusiveMinimum`, undefined, 0],
  ),
  pair(
    "a bound of whole numbers is said in other words",
    "none",
    "",
    [`${schemaOf(2)}/minimum`, 1, undefined],
    [`${schemaOf(2)}/exclusiveMinimum`, undefined, 0],
  ),
  pair("the greatest number is lowered", "breaking", "limit-tightened listTickets args.limit", [
    `${schemaOf(2)}/maximum`,
    100,
    50,
  ]),
  pair("any number must be an integer", "breaking", "fractions-refused listTickets args.limit", [
    `${schemaOf(2)}/type`,
    "number",
    "integer",
  ]),
  pair("an integer may be any number", "additive", "fractions-allowed listTickets args.limit", [
    `${schemaOf(2)}/type`,
    "integer",
    "number",
  ]),
  pair("a pattern comes", "breaking", "pattern-added listTickets args.q", [
    `${schemaOf(1)}/pattern`,
    undefined,
    "^[a-z]*$",
  ]),
  pair("a pattern goes", "additive", "pattern-removed listTickets args.xTenant", [
    `${list}/parameters/6/schema/pattern`,
    "^[a-z]+$",
    undefined,
  ]),
  pair("a pattern is another", "breaking", "pattern-changed listTickets args.xTenant", [
    `${list}/parameters/6/schema/pattern`,
    "^[a-z]+$",
    "^[a-z]{3}$",
  ]),
  pair("a date becomes a date with time", "breaking", "format-changed listTickets args.since", [
    `${schemaOf(4)}/format`,
    "date",
    "date-time",
  ]),
  pair("a format goes", "additive", "format-removed listTickets args.since", [
    `${schemaOf(4)}/format`,
    "date",
    undefined,
  ]),
  pair("the default of a filter is another", "breaking", "default-changed listTickets args.status", [
    `${schemaOf(0)}/default`,
    "open",
    "closed",
  ]),
  pair("a default is stated", "patch", "default-added listTickets args.status", [
    `${schemaOf(0)}/default`,
    undefined,
    "open",
  ]),
  pair("a default is not stated any more", "patch", "default-removed listTickets args.status", [
    `${schemaOf(0)}/default`,
    "open",
    undefined,
  ]),
  pair("a list is written with commas", "patch", "style-changed listTickets args.ids", [
    `${list}/parameters/3/explode`,
    undefined,
    false,
  ]),
  pair("reserved characters are sent as they are", "patch", "style-changed listTickets args.q", [
    `${list}/parameters/1/allowReserved`,
    undefined,
    true,
  ]),
  pair("the default style is stated", "none", "", [`${list}/parameters/3/style`, undefined, "form"]),
  pair("a parameter moves into a header", "patch", "place-changed listTickets args.q", [
    `${list}/parameters/1/in`,
    "query",
    "header",
  ]),
  pair("a filter gets a member", "additive", "member-added listTickets args.filter.state", [
    `${schemaOf(5)}/properties/state`,
    undefined,
    text,
  ]),
  pair("a filter loses a member", "breaking", "member-removed listTickets args.filter.team", [
    `${schemaOf(5)}/properties/team`,
    text,
    undefined,
  ]),
  pair("parameters have another order", "none", "", [
    `${list}/parameters`,
    [query("a", text), query("b", text)],
    [query("b", text), query("a", text)],
  ]),
  pair(
    "a parameter is declared by its path",
    "none",
    "",
    [`${get}/parameters`, [id], undefined],
    ["/paths/~1tickets~1{id}/parameters", undefined, [id]],
  ),

  pair("a body gets an optional member", "additive", "member-added createTicket args.body.owner", [
    `${members}/owner`,
    undefined,
    text,
  ]),
  pair(
    "a body gets a required member",
    "breaking",
    "member-added createTicket args.body.owner",
    [`${members}/owner`, undefined, text],
    [`${added}/required`, ["subject"], ["subject", "owner"]],
  ),
  pair("a body loses a member", "breaking", "member-removed createTicket args.body.urgency", [
    `${members}/urgency`,
    text,
    undefined,
  ]),
  pair("a member of a body is required now", "breaking", "became-required createTicket args.body.urgency", [
    `${added}/required`,
    ["subject"],
    ["subject", "urgency"],
  ]),
  pair("a member of a body may be left out", "additive", "became-optional createTicket args.body.subject", [
    `${added}/required`,
    ["subject"],
    [],
  ]),
  pair("null is refused in a body", "breaking", "became-not-nullable createTicket args.body.note", [
    `${members}/note/type`,
    ["string", "null"],
    "string",
  ]),
  pair("null may be sent in a body", "additive", "became-nullable createTicket args.body.due", [
    `${members}/due/type`,
    "string",
    ["string", "null"],
  ]),
  pair("a member below a member is required", "breaking", "became-required createTicket args.body.address.zip", [
    `${members}/address/required`,
    ["city"],
    ["city", "zip"],
  ]),
  pair("a member below a member goes", "breaking", "member-removed createTicket args.body.address.zip", [
    `${members}/address/properties/zip`,
    text,
    undefined,
  ]),
  pair("a pattern below a member is stricter", "breaking", "pattern-changed createTicket args.body.address.zip", [
    `${members}/address/properties/zip/pattern`,
    "^\\d+$",
    "^\\d{5}$",
  ]),
  pair("a member is read only now", "breaking", "member-removed createTicket args.body.note", [
    `${members}/note/readOnly`,
    undefined,
    true,
  ]),
  pair("a member of two types has a third instead", "breaking", "type-changed createTicket args.body.to", [
    `${members}/to`,
    { oneOf: [text, { type: "integer" }] },
    { type: "boolean" },
  ]),
  pair("an alternative of a member comes", "additive", "alternative-added createTicket args.body.to", [
    `${members}/to/oneOf/-`,
    undefined,
    { type: "boolean" },
  ]),
  pair("one of and any of mean the same here", "none", "", [
    `${members}/to`,
    { oneOf: [text, { type: "integer" }] },
    { anyOf: [text, { type: "integer" }] },
  ]),
  pair("a step of numbers is coarser", "breaking", "limit-tightened createTicket args.body.rating", [
    `${members}/rating/multipleOf`,
    0.5,
    1,
  ]),
  pair("a step of numbers is finer", "additive", "limit-loosened createTicket args.body.rating", [
    `${members}/rating/multipleOf`,
    0.5,
    0.25,
  ]),
  pair("a map has fewer members at most", "breaking", "limit-tightened createTicket args.body.fields", [
    `${members}/fields/maxProperties`,
    30,
    10,
  ]),
  pair("the values of a map are numbers now", "breaking", "type-changed createTicket args.body.fields.*", [
    `${members}/fields/additionalProperties/type`,
    "string",
    "number",
  ]),
  pair("the values of a map have a greatest length", "breaking", "limit-tightened createTicket args.body.fields.*", [
    `${members}/fields/additionalProperties/maxLength`,
    undefined,
    20,
  ]),
  pair("a map is closed", "breaking", "index-removed createTicket args.body.fields", [
    `${members}/fields`,
    { type: "object", additionalProperties: text, properties: { a: text } },
    { type: "object", additionalProperties: false, properties: { a: text } },
  ]),
  pair("the items of a list have a least length", "breaking", "limit-tightened createTicket args.body.tags[]", [
    `${members}/tags/items/minLength`,
    undefined,
    2,
  ]),
  pair("names of members must match", "breaking", "demand-added createTicket args.body.fields", [
    `${members}/fields/propertyNames`,
    undefined,
    { pattern: "^[a-z]+$" },
  ]),
  pair("a member demands another", "breaking", "demand-added createTicket args.body", [
    `${added}/dependentRequired`,
    undefined,
    { urgency: ["due"] },
  ]),
  pair("a member demands another no longer", "additive", "demand-removed createTicket args.body", [
    `${added}/dependentRequired`,
    { urgency: ["due"] },
    undefined,
  ]),
  pair(
    "a condition comes",
    "breaking",
    "demand-added createTicket args.body",
    [`${added}/if`, undefined, { required: ["urgency"] }],
    [`${added}/then`, undefined, { required: ["due"] }],
  ),
  pair("what a body must not be is another", "breaking", "demand-changed createTicket args.body", [
    `${added}/not`,
    { required: ["a", "b"] },
    { required: ["a"] },
  ]),
  pair("a list must contain a value", "breaking", "demand-added createTicket args.body.tags", [
    `${members}/tags/contains`,
    undefined,
    { const: "x" },
  ]),
  pair("a member that nothing describes is required", "breaking", "member-added createTicket args.body.kind", [
    `${added}/required`,
    ["subject"],
    ["subject", "kind"],
  ]),
  pair(
    "a further value stands for an alternative",
    "additive",
    "discriminator-value-added createTicket args.body.via",
    [
      `${members}/via`,
      via({ mail: "#/components/schemas/Mail", phone: "#/components/schemas/Phone" }),
      via({
        mail: "#/components/schemas/Mail",
        email: "#/components/schemas/Mail",
        phone: "#/components/schemas/Phone",
      }),
    ],
  ),
  pair("a body is open", "additive", "index-added createTicket args.body.address", [
    `${members}/address/additionalProperties`,
    undefined,
    true,
  ]),
  pair("a member becomes one of any name", "patch", "member-without-a-name createTicket args.body.fields.a", [
    `${members}/fields`,
    { type: "object", additionalProperties: text, required: ["a"], properties: { a: text } },
    { type: "object", additionalProperties: text },
  ]),
  pair(
    "a member that may be undefined becomes one of any name",
    "breaking",
    "type-changed createTicket args.body.fields.a",
    [
      `${members}/fields`,
      { type: "object", additionalProperties: text, properties: { a: text } },
      { type: "object", additionalProperties: text },
    ],
  ),
  pair("an argument has another name on the wire", "patch", "wire-name-changed listTickets args.pageSize", [
    `${list}/parameters/-`,
    query("page-size", text),
    query("page.size", text),
  ]),
  pair("a member of a body is deprecated", "patch", "deprecated createTicket args.body.note", [
    `${members}/note/deprecated`,
    undefined,
    true,
  ]),
  pair(
    "a body has another media type of JSON",
    "patch",
    "media-type-changed createTicket args.body",
    [json, { schema: { type: "object", properties: { a: text } } }, undefined],
    [
      `${create}/requestBody/content/application~1vnd.desk+json`,
      undefined,
      { schema: { type: "object", properties: { a: text } } },
    ],
  ),
  pair("a body may be a form, too", "additive", "media-type-added createTicket args.body", [
    `${create}/requestBody/content/application~1x-www-form-urlencoded`,
    undefined,
    { schema: { $ref: "#/components/schemas/NewTicket" } },
  ]),
  pair("a body may be no form any more", "breaking", "media-type-removed createTicket args.body", [
    `${create}/requestBody/content/application~1x-www-form-urlencoded`,
    { schema: { $ref: "#/components/schemas/NewTicket" } },
    undefined,
  ]),
  pair("an optional body comes", "additive", "argument-added deleteTicket args.body", [
    `${at.remove}/requestBody`,
    undefined,
    { content: { "application/json": { schema: { type: "object", properties: { why: text } } } } },
  ]),
  pair("a body need not be given", "additive", "became-optional createTicket args.body", [
    `${create}/requestBody/required`,
    true,
    false,
  ]),
];
