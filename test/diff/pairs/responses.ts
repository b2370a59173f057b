import { at } from "./base.ts";
import { type Pair, pair } from "./pair.ts";

const { list, create, get, remove, ticket, schemas } = at;
const members = `${ticket}/properties`;
const text = { type: "string" };
const answers = `${get}/responses`;
const problem = (schema: unknown) => ({ description: "Fault", content: { "application/json": { schema } } });
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const mail = `${schemas}/Mail`;

/** What consumers read: data, errors, headers, statuses. */
export const responses: readonly Pair[] = [
  pair("a record gets an optional member", "additive", "member-added getTicket data.owner", [
    `${members}/owner`,
    undefined,
    text,
  ]),
  pair("a record of a list gets a member", "additive", "member-added listTickets data[].owner", [
    `${members}/owner`,
    undefined,
    text,
  ]),
  pair("a record loses an optional member", "breaking", "member-removed getTicket data.subject", [
    `${members}/subject`,
    text,
    undefined,
  ]),
  pair("a required member may be absent", "breaking", "became-optional getTicket data.id", [
    `${ticket}/required`,
    ["id", "state", "contact"],
    ["state", "contact"],
  ]),
  pair("a member always comes", "patch", "became-required getTicket data.subject", [
    `${ticket}/required`,
    ["id", "state", "contact"],
    ["id", "state", "contact", "subject"],
  ]),
  pair("a member may be null", "breaking", "became-nullable getTicket data.subject", [
    `${members}/subject/type`,
    "string",
    ["string", "null"],
  ]),
  pair("a member is never null", "patch", "became-not-nullable getTicket data.priority", [
    `${members}/priority/type`,
    ["string", "null"],
    "string",
  ]),
  pair("a value of an enum more may come", "breaking", "value-added getTicket data.state", [
    `${members}/state/enum`,
    ["open", "closed"],
    ["open", "closed", "held"],
  ]),
  pair("a value of an enum no longer comes", "patch", "value-removed getTicket data.state", [
    `${members}/state/enum`,
    ["open", "closed"],
    ["open"],
  ]),
  pair("an enum becomes any text", "breaking", "type-changed getTicket data.state", [
    `${members}/state`,
    { type: "string", enum: ["open", "closed"] },
    text,
  ]),
  pair("any text becomes an enum", "patch", "type-narrowed getTicket data.subject", [
    `${members}/subject`,
    text,
    { type: "string", enum: ["a", "b"] },
  ]),
  pair("a value becomes a list of such", "breaking", "type-changed getTicket data.subject", [
    `${members}/subject`,
    text,
    { type: "array", items: text },
  ]),
  pair("the items of a list are numbers", "breaking", "type-changed getTicket data.labels[]", [
    `${members}/labels/items/type`,
    "string",
    "number",
  ]),
  pair("the values of a map may be null", "breaking", "became-nullable getTicket data.fields.*", [
    `${members}/fields/additionalProperties/type`,
    "string",
    ["string", "null"],
  ]),
  pair(
    "a tuple has a third item",
    "breaking",
    "tuple-length-changed getTicket data.point",
    [`${members}/point/prefixItems/-`, undefined, { type: "number" }],
    [`${members}/point/minItems`, 2, 3],
  ),
  pair("an item of a tuple is a text", "breaking", "type-changed getTicket data.point[1]", [
    `${members}/point/prefixItems/1`,
    { type: "number" },
    text,
  ]),
  pair("an integer may have a fraction", "breaking", "fractions-allowed getTicket data.number", [
    `${members}/number/type`,
    "integer",
    "number",
  ]),
  pair("a number is always an integer", "patch", "fractions-refused getTicket data.number", [
    `${members}/number/type`,
    "number",
    "integer",
  ]),
  pair("an integer is one of 32 bits", "patch", "format-added getTicket data.number", [
    `${members}/number/format`,
    undefined,
    "int32",
  ]),
  pair("a date with time becomes a date", "breaking", "format-changed getTicket data.created", [
    `${members}/created/format`,
    "date-time",
    "date",
  ]),
  pair("a format of a result is not stated any more", "patch", "format-removed getTicket data.created", [
    `${members}/created/format`,
    "date-time",
    undefined,
  ]),
  pair("a result is longer at most", "patch", "limit-loosened getTicket data.subject", [
    `${members}/subject/maxLength`,
    10,
    20,
  ]),
  pair("a result is shorter at most", "patch", "limit-tightened getTicket data.subject", [
    `${members}/subject/maxLength`,
    20,
    10,
  ]),
  pair("a result need not match a pattern any more", "patch", "pattern-removed getTicket data.subject", [
    `${members}/subject/pattern`,
    "^a",
    undefined,
  ]),
  pair("a result may be what it must not be before", "patch", "demand-removed getTicket data", [
    `${ticket}/not`,
    { required: ["never"] },
    undefined,
  ]),
  pair("a member of a result is deprecated", "patch", "deprecated getTicket data.subject", [
    `${members}/subject/deprecated`,
    undefined,
    true,
  ]),
  pair("a default of a result is another", "patch", "default-changed getTicket data.subject", [
    `${members}/subject/default`,
    "a",
    "b",
  ]),
  pair("a member is sent alone from now on", "breaking", "member-removed getTicket data.subject", [
    `${members}/subject/writeOnly`,
    undefined,
    true,
  ]),
  pair(
    "an alternative of a record more",
    "breaking",
    "alternative-added getTicket data.contact",
    [`${members}/contact/oneOf/-`, undefined, reference("Person")],
    [`${members}/contact/discriminator/mapping/person`, undefined, "#/components/schemas/Person"],
  ),
  pair(
    "an alternative of a record less",
    "patch",
    "alternative-removed getTicket data.contact",
    [`${members}/contact/oneOf/1`, reference("Phone"), undefined],
    [`${members}/contact/discriminator/mapping/phone`, "#/components/schemas/Phone", undefined],
  ),
  pair("a member of an alternative is another type", "breaking", "type-changed getTicket data.contact.address", [
    `${mail}/properties/address`,
    text,
    { type: "integer" },
  ]),
  pair(
    "the values of a discriminator stand for each other's schemas",
    "breaking",
    "discriminator-changed getTicket data.contact",
    [
      `${members}/contact/discriminator/mapping`,
      { mail: "#/components/schemas/Mail", phone: "#/components/schemas/Phone" },
      { mail: "#/components/schemas/Phone", phone: "#/components/schemas/Mail" },
    ],
  ),
  pair("a value of a discriminator is another", "breaking", "type-changed getTicket data.contact.kind", [
    `${members}/contact/discriminator/mapping`,
    { mail: "#/components/schemas/Mail", phone: "#/components/schemas/Phone" },
    { email: "#/components/schemas/Mail", phone: "#/components/schemas/Phone" },
  ]),
  pair("a list becomes a record with a list", "breaking", "type-changed listTickets data", [
    `${list}/responses/200/content/application~1json/schema`,
    { type: "array", items: reference("Ticket") },
    { type: "object", properties: { data: { type: "array", items: reference("Ticket") } } },
  ]),
  pair("nothing is known of a result any more", "breaking", "type-changed getTicket data", [
    `${answers}/200/content/application~1json/schema`,
    reference("Ticket"),
    {},
  ]),
  pair("a result is known now", "additive", "type-narrowed getTicket data", [
    `${answers}/200/content/application~1json/schema`,
    {},
    reference("Ticket"),
  ]),
  pair("a result has no body any more", "breaking", "", [
    `${answers}/200/content`,
    { "application/json": { schema: reference("Ticket") } },
    undefined,
  ]),
  pair(
    "a result has a body from now on",
    "additive",
    "body-added deleteTicket data",
    [`${remove}/responses/204`, { description: "Deleted" }, undefined],
    [`${remove}/responses/200`, undefined, problem(reference("Ticket"))],
  ),
  pair("a success without a body more", "breaking", "may-be-empty getTicket data", [
    `${answers}/204`,
    undefined,
    { description: "Nothing" },
  ]),
  pair("a success of the same record more", "patch", "status-added createTicket data", [
    `${create}/responses/200`,
    undefined,
    problem(reference("Ticket")),
  ]),
  pair(
    "success has another status",
    "patch",
    "status-changed createTicket data",
    [`${create}/responses/201`, problem(reference("Ticket")), undefined],
    [`${create}/responses/200`, undefined, problem(reference("Ticket"))],
  ),
  pair("a record comes as text", "breaking", "type-changed getTicket data", [
    `${answers}/200/content`,
    { "application/json": { schema: reference("Ticket") } },
    { "text/plain": { schema: text } },
  ]),
  pair("a result has another media type of JSON", "patch", "media-type-changed getTicket data", [
    `${answers}/200/content`,
    { "application/json": { schema: reference("Ticket") } },
    { "application/hal+json": { schema: reference("Ticket") } },
  ]),
  pair("a result may come as another JSON, too", "patch", "media-type-added getTicket data", [
    `${answers}/200/content/application~1hal+json`,
    undefined,
    { schema: reference("Ticket") },
  ]),
  pair("a result no longer comes as another JSON", "patch", "media-type-removed getTicket data", [
    `${answers}/200/content/application~1hal+json`,
    { schema: reference("Ticket") },
    undefined,
  ]),
  pair("a parameter of a media type comes", "none", "", [
    `${answers}/200/content`,
    { "application/json": { schema: reference("Ticket") } },
    { "application/json; v=1": { schema: reference("Ticket") } },
  ]),
  pair("a success without a body less", "patch", "never-empty getTicket data", [
    `${answers}/204`,
    { description: "Nothing" },
    undefined,
  ]),
  pair("an error of the same shape more", "patch", "status-added getTicket error", [
    `${answers}/403`,
    undefined,
    problem(reference("Problem")),
  ]),
  pair("an error of the same shape less", "patch", "status-removed listTickets error", [
    `${list}/responses/409`,
    problem(reference("Problem")),
    undefined,
  ]),
  pair("an error of another shape more", "breaking", "alternative-added getTicket error", [
    `${answers}/409`,
    undefined,
    problem({ type: "object", required: ["conflict"], properties: { conflict: text } }),
  ]),
  pair("an error gets a member", "additive", "member-added getTicket error.code", [
    `${schemas}/Problem/properties/code`,
    undefined,
    text,
  ]),
  pair("an error loses a member", "breaking", "member-removed getTicket error.message", [
    `${schemas}/Problem`,
    { type: "object", properties: { message: text } },
    { type: "object", properties: { detail: text } },
  ]),
  pair("a header comes", "additive", "header-added listTickets headers.X-Page", [
    `${list}/responses/200/headers/X-Page`,
    undefined,
    { schema: text },
  ]),
  pair("an optional header goes", "patch", "header-removed listTickets headers.X-Total", [
    `${list}/responses/200/headers/X-Total`,
    { schema: { type: "integer" } },
    undefined,
  ]),
  pair("a promised header goes", "breaking", "header-removed listTickets headers.X-Total", [
    `${list}/responses/200/headers/X-Total`,
    { required: true, schema: { type: "integer" } },
    undefined,
  ]),
  pair("a header may be absent", "patch", "header-became-optional listTickets headers.X-Total", [
    `${list}/responses/200/headers/X-Total/required`,
    true,
    false,
  ]),
  pair("a header always comes", "patch", "header-became-required listTickets headers.X-Total", [
    `${list}/responses/200/headers/X-Total/required`,
    undefined,
    true,
  ]),
  pair("a header is another type", "breaking", "header-changed listTickets headers.X-Total", [
    `${list}/responses/200/headers/X-Total/schema/type`,
    "integer",
    "boolean",
  ]),
  pair("a header is written in other letters", "none", "", [
    `${list}/responses/200/headers`,
    { "X-Total": { schema: { type: "integer" } } },
    { "x-total": { schema: { type: "integer" } } },
  ]),
  pair("a record is said by parts", "none", "", [
    `${schemas}/Person`,
    { type: "object", required: ["name"], properties: { name: text, age: { type: "integer" } } },
    {
      allOf: [
        { type: "object", required: ["name"], properties: { name: text } },
        { type: "object", properties: { age: { type: "integer" } } },
      ],
    },
  ]),
  pair("a value that is one of an enum is a constant", "none", "", [
    `${members}/state`,
    { type: "string", enum: ["open"] },
    { type: "string", const: "open" },
  ]),
  pair("a description of a schema is another", "none", "", [`${ticket}/description`, "Words", "Other words"]),
  pair("a member called description comes", "additive", "member-added getTicket data.description", [
    `${members}/description`,
    undefined,
    text,
  ]),
];
