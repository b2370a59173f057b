import type { JsonObject } from "../../../generator/document/json.ts";
import { type Answer, type Asked, documentOf, empty, json } from "./thing-server.ts";

/** Members that a boat may have. */
export const names = ["amber", "brass", "coral", "denim", "ebony", "flint", "gauze", "henna", "ivory", "jade"];
const members: JsonObject = Object.fromEntries(names.map((name) => [name, { type: "string", maxLength: 40 }]));
const boat = {
  type: "object",
  required: ["name", "masts"],
  properties: { name: { type: "string" }, masts: { type: "integer" }, ...members },
};
const kept = {
  ...boat,
  required: ["id", ...boat.required],
  properties: { id: { type: "string" }, ...boat.properties },
};
const id = { name: "boatId", in: "path", required: true, schema: { type: "string" } };
const requestBody = { required: true, content: { "application/json": { schema: boat } } };
const change = { required: true, content: { "application/json": { schema: { ...boat, required: [] } } } };
/** An API of boats. */
export const boats = documentOf({
  "POST /boats": {
    operationId: "createBoat",
    parameters: ["quay", "tide"].map((name) => ({ name, in: "query", schema: { type: "string" } })),
    requestBody,
    responses: { "201": json(kept), "400": empty },
  },
  "GET /boats/{boatId}": { operationId: "getBoat", parameters: [id], responses: { "200": json(kept), "404": empty } },
  "PATCH /boats/{boatId}": {
    operationId: "changeBoat",
    parameters: [id],
    requestBody: change,
    responses: { "200": json(kept), "400": empty, "404": empty },
  },
  "DELETE /boats/{boatId}": {
    operationId: "removeBoat",
    parameters: [id],
    responses: { "204": empty, "404": empty },
  },
});

/** A boat, or what is sent of one. */
export type Boat = Record<string, unknown>;

/** Keeps boats; what is wrong of it comes of `onWrite`, which sees what was sent, and the boat that it makes. */
export function harbour(onWrite: (sent: Boat, boat: Boat, asked: Asked) => Answer = () => undefined, unchecked = "") {
  const all = new Map<string, Boat>();
  let count = 0;
  function respond(asked: Asked): Answer {
    const { method, path, body, headers } = asked;
    const own = path.split("/")[2] ?? "";
    const found = all.get(own);
    if (method !== "POST" && found === undefined) return { status: 404 };
    if (method === "GET") return { body: found };
    if (method === "DELETE") return { status: all.delete(own) ? 204 : 404 };
    const sent = read(body);
    const isJson = headers["content-type"] === "application/json";
    if (!isJson || sent === undefined || !isBoat(sent, method === "POST", unchecked)) return { status: 400 };
    count += 1;
    const boat: Boat = { ...found, ...sent, id: found?.["id"] ?? `b${count}` };
    const wrong = onWrite(sent, boat, asked);
    if (wrong?.status !== undefined) return wrong;
    all.set(String(boat["id"]), boat);
    return { status: method === "POST" ? 201 : 200, body: boat, ...wrong };
  }
  return { all, respond };
}

function read(body: string): Boat | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function isBoat(sent: Boat, isWhole: boolean, unchecked: string): boolean {
  if (isWhole && !("name" in sent && "masts" in sent)) return false;
  return Object.entries(sent).every(([name, value]) => {
    if (name === unchecked) return true;
    if (name === "masts") return Number.isInteger(value);
    if (name === "name") return typeof value === "string";
    return !names.includes(name) || (typeof value === "string" && [...value].length <= 40);
  });
}
