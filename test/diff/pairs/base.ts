/** An API before a change: what every pair begins with. */
export const base = {
  openapi: "3.1.0",
  info: { title: "Help desk", version: "1.0.0" },
  servers: [{ url: "https://desk.example/api", description: "Main" }],
  tags: [{ name: "Tickets" }, { name: "People" }],
  security: [{ oauth: ["tickets.read"] }],
  paths: {
    "/tickets": {
      get: {
        operationId: "listTickets",
        tags: ["Tickets"],
        parameters: [
          { name: "status", in: "query", schema: { type: "string", enum: ["open", "closed"] } },
          { name: "q", in: "query", schema: { type: "string", minLength: 2, maxLength: 50 } },
          { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 100, default: 20 } },
          { name: "ids", in: "query", schema: { type: "array", items: { type: "string" }, maxItems: 10 } },
          { name: "since", in: "query", schema: { type: "string", format: "date" } },
          {
            name: "filter",
            in: "query",
            style: "deepObject",
            explode: true,
            schema: { type: "object", properties: { owner: { type: "string" }, team: { type: "string" } } },
          },
          { name: "X-Tenant", in: "header", schema: { type: "string", pattern: "^[a-z]+$" } },
        ],
        responses: {
          "200": {
            description: "Tickets",
            headers: { "X-Total": { schema: { type: "integer" } } },
            content: {
              "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Ticket" } } },
            },
          },
          "400": {
            description: "Bad request",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } },
          },
        },
      },
      post: {
        operationId: "createTicket",
        tags: ["Tickets"],
        security: [{ oauth: ["tickets.write"] }],
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/NewTicket" } } },
        },
        responses: {
          "201": {
            description: "Created",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Ticket" } } },
          },
        },
      },
    },
    "/tickets/{id}": {
      get: {
        operationId: "getTicket",
        tags: ["Tickets"],
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: {
          "200": {
            description: "A ticket",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Ticket" } } },
          },
          "404": {
            description: "Not found",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } },
          },
        },
      },
      delete: {
        operationId: "deleteTicket",
        tags: ["Tickets"],
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: { "204": { description: "Deleted" } },
      },
    },
    "/people": {
      get: {
        operationId: "listPeople",
        tags: ["People"],
        security: [],
        responses: {
          "200": {
            description: "People",
            content: {
              "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Person" } } },
            },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Ticket: {
        type: "object",
        required: ["id", "state", "contact"],
        properties: {
          id: { type: "string" },
          subject: { type: "string" },
          state: { type: "string", enum: ["open", "closed"] },
          priority: { type: ["string", "null"] },
          number: { type: "integer" },
          created: { type: "string", format: "date-time" },
          labels: { type: "array", items: { type: "string" } },
          fields: { type: "object", additionalProperties: { type: "string" } },
          point: { type: "array", prefixItems: [{ type: "number" }, { type: "number" }], minItems: 2, items: false },
          contact: {
            oneOf: [{ $ref: "#/components/schemas/Mail" }, { $ref: "#/components/schemas/Phone" }],
            discriminator: {
              propertyName: "kind",
              mapping: { mail: "#/components/schemas/Mail", phone: "#/components/schemas/Phone" },
            },
          },
        },
      },
      NewTicket: {
        type: "object",
        required: ["subject"],
        properties: {
          subject: { type: "string", minLength: 1, maxLength: 200 },
          urgency: { type: "string", enum: ["low", "high"] },
          rating: { type: "number", minimum: 0, maximum: 5, multipleOf: 0.5 },
          note: { type: ["string", "null"] },
          due: { type: "string", format: "date-time" },
          tags: { type: "array", items: { type: "string" }, maxItems: 20 },
          fields: { type: "object", additionalProperties: { type: "string" }, maxProperties: 30 },
          address: {
            type: "object",
            required: ["city"],
            properties: { city: { type: "string" }, zip: { type: "string", pattern: "^\\d+$" } },
          },
          to: { oneOf: [{ type: "string" }, { type: "integer" }] },
        },
      },
      Mail: {
        type: "object",
        required: ["kind", "address"],
        properties: { kind: { type: "string" }, address: { type: "string", format: "email" } },
      },
      Phone: {
        type: "object",
        required: ["kind", "number"],
        properties: { kind: { type: "string" }, number: { type: "string" } },
      },
      Person: {
        type: "object",
        required: ["name"],
        properties: { name: { type: "string" }, age: { type: "integer" } },
      },
      Problem: { type: "object", required: ["message"], properties: { message: { type: "string" } } },
      Spare: { type: "object", required: ["a"], properties: { a: { type: "string" } } },
    },
    securitySchemes: {
      oauth: {
        type: "oauth2",
        flows: {
          authorizationCode: {
            authorizationUrl: "https://desk.example/authorize",
            tokenUrl: "https://desk.example/token",
            scopes: { "tickets.read": "Read", "tickets.write": "Write" },
          },
        },
      },
      key: { type: "apiKey", in: "header", name: "X-Key" },
    },
  },
  webhooks: {
    ticketAdded: {
      post: {
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: {
                type: "object",
                required: ["id"],
                properties: { id: { type: "string" }, at: { type: "string" } },
              },
            },
          },
        },
        responses: { "200": { description: "Received" } },
      },
    },
  },
};

/** Where the edits of pairs begin. */
export const at = {
  list: "/paths/~1tickets/get",
  create: "/paths/~1tickets/post",
  get: "/paths/~1tickets~1{id}/get",
  remove: "/paths/~1tickets~1{id}/delete",
  people: "/paths/~1people/get",
  schemas: "/components/schemas",
  ticket: "/components/schemas/Ticket",
  added: "/components/schemas/NewTicket",
} as const;
