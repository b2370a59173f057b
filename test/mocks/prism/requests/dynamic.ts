import type { Request } from "../exchange.ts";
import { get, json, type Setup } from "./setup.ts";

const person = {
  type: "object",
  required: ["name", "age", "tags"],
  properties: {
    name: { type: "string", pattern: "^\\p{L}" },
    age: { type: "integer", minimum: 1, maximum: 99 },
    email: { type: "string", format: "email" },
    tags: { type: "array", items: { type: "string" }, minItems: 1, maxItems: 3 },
    code: { type: "string", pattern: "^[A-Z]{2}[0-9]{2}$" },
    kind: { enum: ["staff", "guest"] },
    fixed: { const: "sure" },
  },
};
const reason = { type: "object", required: ["reason"], properties: { reason: { type: "string" } } };

const madeUp: readonly Request[] = [
  { target: "/person", madeUp: person },
  {
    target: "/closed",
    madeUp: {
      type: "object",
      required: ["id"],
      properties: { id: { type: "integer" }, at: { type: "string", format: "date-time" } },
      additionalProperties: false,
    },
  },
  { target: "/map", madeUp: { type: "object", additionalProperties: { type: "integer" } } },
  {
    target: "/list",
    madeUp: { type: "array", items: { type: "object", required: ["id"], properties: { id: { format: "uuid" } } } },
  },
  { target: "/text", madeUp: { type: "string" } },
  { target: "/header", madeUp: { type: "boolean" } },
  {
    target: "/pair",
    madeUp: { type: "array", prefixItems: [{ type: "integer" }, { type: "string" }], minItems: 2, maxItems: 2 },
  },
  { target: "/union", madeUp: { type: "object", minProperties: 1, maxProperties: 1 } },
  { target: "/all-of", madeUp: { type: "object", required: ["a", "b"] } },
  { target: "/nullable", madeUp: { type: ["string", "null"] } },
];

const preferred: readonly Request[] = [
  get("/no-schema"),
  get("/person", { prefer: "dynamic=false" }),
  get("/person?__dynamic=false"),
  get("/person", { prefer: "code=404, example=b" }),
  get("/person", { prefer: "code=404, example=b, dynamic=false" }),
  get("/person", { prefer: "code=404, dynamic=false" }),
  json("POST", "/items", {}, { prefer: "dynamic=false" }),
];

/** Made-up bodies: all of them, and for single requests. */
export const dynamicSetups: readonly Setup[] = [
  {
    name: "dynamic -d",
    args: ["mock", "-d", "dynamic.yaml"],
    requests: [
      ...madeUp,
      ...preferred,
      { ...get("/person", { prefer: "code=404" }), madeUp: reason },
      { ...json("POST", "/items", {}), madeUp: reason },
      { ...json("POST", "/items", { id: 1 }), madeUp: { type: "object" } },
    ],
  },
  {
    name: "static",
    args: ["mock", "dynamic.yaml"],
    requests: [
      ...madeUp.slice(1),
      { target: "/person", headers: { prefer: "dynamic=true" }, madeUp: person },
      { target: "/person?__dynamic=true", madeUp: person },
      { target: "/person", headers: { prefer: "code=404, dynamic=true" }, madeUp: reason },
      get("/person", { prefer: "code=404, example=b, dynamic=true" }),
      get("/no-schema", { prefer: "dynamic=true" }),
      get("/person"),
    ],
  },
  {
    name: "dynamic --seed, --json-schema-faker-fillProperties=false, --errors",
    args: ["mock", "--dynamic", "--seed", "7", "--json-schema-faker-fillProperties=false", "--errors", "dynamic.yaml"],
    requests: madeUp,
  },
];
