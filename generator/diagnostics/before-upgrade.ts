import { getOwn, isObject } from "../document/json.ts";
import { fromPointer, type Step } from "../document/source-document.ts";

/** What the text has at a place. */
type ValueAt = (steps: readonly Step[]) => unknown;

/** The names that sections had in Swagger 2.0, by their names in OpenAPI 3. */
const sections = new Map([
  ["schemas", "definitions"],
  ["securitySchemes", "securityDefinitions"],
]);

const steps = (...keys: readonly string[]): Step[] => keys.map((key) => ({ key }));

/**
 * Where something stands in a Swagger 2.0 document that has another place in what the upgrade made of it: without
 * `components`, with bodies among the parameters, and with the types of parameters and headers in themselves.
 */
export function beforeUpgrade(upgraded: readonly Step[], root: unknown, valueAt: ValueAt): readonly Step[] {
  const [first, second, ...rest] = upgraded;
  if (first?.key === "components" && second !== undefined) {
    const moved = [{ key: sections.get(second.key) ?? second.key }, ...rest];
    return inside(moved, second.key === "parameters" ? 2 : second.key === "securitySchemes" ? 2 : 0, valueAt);
  }
  if (first?.key !== "paths") return upgraded;
  const ofItem = upgraded[2]?.key === "parameters";
  const at = ofItem ? 2 : 3;
  const kind = upgraded[at]?.key;
  if (kind === "requestBody") return bodyAt(upgraded, valueAt) ?? upgraded.slice(0, 3);
  if (kind !== "parameters" || upgraded.length === at + 1) return inside(upgraded, 0, valueAt);
  const wanted = upgraded.slice(0, at + 2).reduce((value: unknown, { key }) => memberOf(value, key), root);
  const found = parameterIn(upgraded.slice(0, at), valueAt, (each) => isSame(each, wanted));
  const after = upgraded.slice(at + 2);
  return found ? inside([...found, ...after], found.length, valueAt) : upgraded;
}

/** The parameter that the body of an operation was, or a part of it that a parameter of a form was. */
function bodyAt(upgraded: readonly Step[], valueAt: ValueAt): readonly Step[] | undefined {
  const [, , , , , , schema, , member, ...rest] = upgraded;
  const operation = upgraded.slice(0, 3);
  const lists = [operation, upgraded.slice(0, 2)];
  const ofKind = (is: (parameter: unknown) => boolean) =>
    lists.map((list) => parameterIn(list, valueAt, is)).find((found) => found !== undefined);
  const body = ofKind((each) => getOwn(each, "in") === "body");
  if (body) return schema?.key === "schema" ? inside([...body, ...upgraded.slice(6)], body.length, valueAt) : body;
  const form = ofKind((each) => getOwn(each, "in") === "formData" && getOwn(each, "name") === member?.key);
  return form && [...form, ...rest];
}

/** Where the list of an operation or a path has a parameter, or the one that it refers to. */
function parameterIn(
  holder: readonly Step[],
  valueAt: ValueAt,
  is: (parameter: unknown) => boolean,
): readonly Step[] | undefined {
  const list = [...holder, { key: "parameters" }];
  const stated = valueAt(list);
  for (const [index, parameter] of Array.isArray(stated) ? stated.entries() : []) {
    const here = [...list, { key: String(index) }];
    if (is(parameter)) return here;
    const reference = getOwn(parameter, "$ref");
    if (typeof reference !== "string" || !reference.startsWith("#/")) continue;
    const target = steps(...fromPointer(reference.slice(1)));
    if (is(valueAt(target))) return target;
  }
  return undefined;
}

function isSame(parameter: unknown, wanted: unknown): boolean {
  const reference = getOwn(wanted, "$ref");
  if (typeof reference === "string") return getOwn(parameter, "$ref") === reference.replace("#/components/", "#/");
  return (
    isObject(parameter) &&
    isObject(wanted) &&
    getOwn(parameter, "in") === wanted["in"] &&
    getOwn(parameter, "name") === wanted["name"]
  );
}

/** Without what the upgrade put between an object of 2.0 and what it says: media types, flows and schemas. */
function inside(at: readonly Step[], start: number, valueAt: ValueAt): readonly Step[] {
  const kept = [...at];
  const content = kept.findIndex(({ key }, index) => key === "content" && kept[index + 2]?.key === "schema");
  if (content !== -1) kept.splice(content, 2);
  if (kept[start]?.key === "flows") kept.splice(start, 2);
  const header = kept.findIndex(({ key }, index) => key === "headers" && kept[index + 2]?.key === "schema");
  const own = header === -1 ? start : header + 2;
  if (own > 0 && kept[own]?.key === "schema" && getOwn(valueAt(kept.slice(0, own)), "schema") === undefined)
    kept.splice(own, 1);
  return kept;
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
