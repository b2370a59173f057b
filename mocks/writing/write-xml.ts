import { isObject } from "../../generator/document/json.ts";
import type { Schemas } from "../validation/decoding/decoding.ts";
import { ambiguousArrays } from "../validation/schemas/xml-arrays.ts";
import { nodeName, rootName, type XmlForm, xmlForm, xmlName } from "../validation/schemas/xml-object.ts";

/** An element while it is filled. Text stands in it escaped. */
interface Element {
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly content: (Element | string)[];
}

const instanceNamespace = "http://www.w3.org/2001/XMLSchema-instance";

/** A value as an XML document, by the XML Objects of its schema (section 4.8.26). */
export function writeXml(value: unknown, schema: unknown, schemas: Schemas): string {
  const { shapes, resolve } = schemas;
  const holder = element("");
  const name = rootName(schema, resolve) ?? "root";
  const root = elementOf({ ...formOf(schema, value), nodeType: "element" }, name, holder);
  fill(root, value, { schema, name });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${textOf(root)}`;

  function formOf(of: unknown, given: unknown): XmlForm {
    return xmlForm(of, Array.isArray(given), resolve);
  }

  /** Adds the node of a value to the element that it is in. */
  function add(parent: Element, given: unknown, { schema, name }: Described): void {
    const form = formOf(schema, given);
    const ownName = form.name ?? name;
    switch (form.nodeType) {
      case "attribute":
        if (given === null || given === undefined) return;
        declareNamespace(parent, form);
        parent.attributes.set(nodeName(form, ownName), scalarText(given));
        return;
      case "text":
        parent.content.push(escapeText(scalarText(given)));
        return;
      case "cdata":
        parent.content.push(`<![CDATA[${allowed(scalarText(given)).replaceAll("]]>", "]]]]><![CDATA[>")}]]>`);
        return;
      // The items of an array without an element of its own have the name of the array.
      case "none":
        fill(parent, given, { schema, name });
        return;
      case "element":
        fill(elementOf(form, ownName, parent), given, { schema, name: ownName });
    }
  }

  function fill(into: Element, given: unknown, { schema, name }: Described): void {
    if (given === null) {
      into.attributes.set("xmlns:xsi", instanceNamespace);
      into.attributes.set("xsi:nil", "true");
    } else if (Array.isArray(given)) {
      for (const [index, item] of given.entries()) addItem(into, item, { schema: shapes.item(schema, index), name });
    } else if (isObject(given)) {
      const ambiguous = ambiguousArrays(schema, schemas);
      for (const [key, member] of Object.entries(given)) {
        if (member === undefined) continue;
        const described = { schema: shapes.property(schema, key), name: key };
        if (Array.isArray(member) && ambiguous.has(key)) {
          const form = formOf(described.schema, member);
          fill(elementOf(form, form.name ?? key, into), member, { ...described, name: form.name ?? key });
        } else add(into, member, described);
      }
    } else into.content.push(escapeText(scalarText(given)));
  }

  /** An item is an element, whatever it is: of several texts none could tell where one ends. */
  function addItem(into: Element, item: unknown, { schema, name }: Described): void {
    const form = formOf(schema, item);
    const isNested = form.nodeType === "none" && Array.isArray(item);
    if (isNested) fill(elementOf({ ...form, nodeType: "element" }, form.name ?? name, into), item, { schema, name });
    else add(into, item, { schema, name });
  }
}

interface Described {
  readonly schema: unknown;
  /** The name that a node has where its schema states none. */
  readonly name: string;
}

function element(name: string): Element {
  return { name, attributes: new Map(), content: [] };
}

function elementOf(form: XmlForm, name: string, parent: Element): Element {
  const made = element(nodeName(form, name));
  declareNamespace(made, form);
  parent.content.push(made);
  return made;
}

function declareNamespace(on: Element, { nodeType, prefix, namespace }: XmlForm): void {
  // Without a prefix an attribute has no namespace (Namespaces in XML, section 6.2).
  if (namespace === undefined || (nodeType === "attribute" && prefix === undefined)) return;
  on.attributes.set(prefix === undefined ? "xmlns" : `xmlns:${xmlName(prefix)}`, namespace);
}

function scalarText(value: unknown): string {
  if (Array.isArray(value)) return value.map(scalarText).join(" ");
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const notInXml = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** Characters that no XML document may hold are replaced (XML 1.0, section 2.2). */
function allowed(text: string): string {
  return text.replaceAll(notInXml, "\ufffd");
}

const entities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  // A reader would take these for spaces in an attribute, and for one line end in text.
  ["\r", "&#13;"],
  ["\n", "&#10;"],
  ["\t", "&#9;"],
]);

function escapeText(text: string): string {
  return allowed(text).replaceAll(/[&<>\r]/g, (character) => entities.get(character) ?? character);
}

function escapeAttribute(text: string): string {
  return allowed(text).replaceAll(/[&<>"\r\n\t]/g, (character) => entities.get(character) ?? character);
}

function textOf({ name, attributes, content }: Element): string {
  const head = [name, ...[...attributes].map(([key, value]) => `${key}="${escapeAttribute(value)}"`)].join(" ");
  const inner = content.map((part) => (typeof part === "string" ? part : textOf(part))).join("");
  return inner === "" ? `<${head}/>` : `<${head}>${inner}</${name}>`;
}
