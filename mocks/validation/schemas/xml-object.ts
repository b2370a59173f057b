import { getOwn, hasReference, isObject, type JsonObject } from "../../../generator/document/json.ts";
import { partsOf } from "../../../generator/schema/parts.ts";
import { type Resolve, referredId } from "../../../generator/schema/references.ts";

/** What node of XML a value is (OpenAPI Specification 3.2, section 4.26; `attribute` and `wrapped` of 3.0 and 3.1). */
export interface XmlForm {
  readonly nodeType: "attribute" | "cdata" | "element" | "none" | "text";
  /** As the document states it. */
  readonly name: string | undefined;
  readonly prefix: string | undefined;
  readonly namespace: string | undefined;
}

const nodeTypes: ReadonlySet<unknown> = new Set(["attribute", "cdata", "element", "none", "text"]);
const fields = ["name", "namespace", "prefix", "attribute", "wrapped", "nodeType"] as const;

type Stated = Partial<Record<(typeof fields)[number], unknown>>;

/** How many schemas are looked at, one within another. */
const mostSteps = 20;

/** The XML Object of a schema, with those of what it refers to and of the parts that only add to it. */
export function xmlForm(schema: unknown, isArray: boolean, resolve: Resolve): XmlForm {
  const { nodeType, attribute, wrapped, ...names } = stated(schema, resolve, 0);
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  return {
    nodeType: nodeTypes.has(nodeType)
      ? (nodeType as XmlForm["nodeType"])
      : attribute === true
        ? "attribute"
        : isArray && wrapped !== true
          ? "none"
          : "element",
    name: text(names.name),
    prefix: text(names.prefix),
    namespace: text(names.namespace),
  };
}

/** The name of a document's root: what the XML Object states, else that of the schema among the components. */
export function rootName(schema: unknown, resolve: Resolve): string | undefined {
  return xmlForm(schema, false, resolve).name ?? referredId(schema);
}

function stated(schema: unknown, resolve: Resolve, steps: number): Stated {
  if (!isObject(schema) || steps > mostSteps) return {};
  const within = (part: unknown): Stated => stated(part, resolve, steps + 1);
  const { all, members } = partsOf(schema);
  const references = all.filter(hasReference);
  const inline = all.filter((part): part is JsonObject => isObject(part) && !hasReference(part));
  // What has members of its own is another thing than what it is composed of, with another name.
  const isSame = members.size === 0 && inline.every((part) => partsOf(part).members.size === 0);
  return Object.assign(
    {},
    ...(hasReference(schema) ? [within(resolve({ $ref: schema.$ref }))] : []),
    ...(references.length === 1 && isSame ? references.map(within) : []),
    ...inline.map(within),
    ownFields(schema["xml"]),
  ) as Stated;
}

function ownFields(xml: unknown): Stated {
  const own: Stated = {};
  for (const field of fields) {
    const value = getOwn(xml, field);
    if (value !== undefined) own[field] = value;
  }
  return own;
}

// What begins a name, and what else stands in one (XML 1.0, section 2.3).
const letters = [
  "A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}\\u{200d}",
  "\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}",
  "\\u{10000}-\\u{effff}",
].join("");
const beginsName = new RegExp(`^[${letters}]`, "u");
const notInNames = new RegExp(`[^${letters}.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}\\u{2040}-]`, "gu");

/** The name of an element or an attribute, with its prefix; `name` is the one that it has where none is stated. */
export function nodeName({ name: stated, prefix }: XmlForm, name: string): string {
  const own = stated ?? name;
  return prefix === undefined ? xmlName(own, true) : `${xmlName(prefix)}:${xmlName(own)}`;
}

/** A text as a name of XML: what no name may have becomes `_`. One colon may stand where it tells a prefix. */
export function xmlName(text: string, mayHavePrefix = false): string {
  const [prefix = "", local, ...others] = text.split(":");
  if (mayHavePrefix && local !== undefined && others.length === 0 && prefix !== "" && local !== "")
    return `${xmlName(prefix)}:${xmlName(local)}`;
  const name = text.replaceAll(notInNames, "_");
  return beginsName.test(name) ? name : `_${name}`;
}
