import { setOwn } from "../../../generator/document/json.ts";
import { ambiguousArrays } from "../schemas/xml-arrays.ts";
import { nodeName, type XmlForm, xmlForm } from "../schemas/xml-object.ts";
import { decodePart } from "./decode-form.ts";
import { addFault, addPart, type Decoding, itemAt, type Position, propertyAt, startPart, wholeOf } from "./decoding.ts";
import { readXml, type XmlElement, XmlSyntaxError } from "./read-xml.ts";

/** Where an element stands in the value, and the name that the items of an array have there if they state none. */
type NamedPosition = Position & { readonly name: string };

/** Schemas may hold themselves without an element between. */
const deepest = 300;

/**
 * Reads XML as the value that it stands for by the XML Objects of the schema (section 4.8.26); a fault where it is not
 * well-formed, or its root has another name than the document states.
 */
export function decodeXml(text: string, schema: unknown, decoding: Decoding): unknown {
  let root: XmlElement;
  try {
    root = readXml(text.replace(/^\ufeff/, ""));
  } catch (error) {
    if (!(error instanceof XmlSyntaxError)) throw error;
    addFault(decoding, { path: [], code: "xml", predicate: error.message });
    return text;
  }
  const form = xmlForm(schema, false, decoding.schemas.resolve);
  const wanted = form.name === undefined ? root.name : localName(form, form.name);
  if (wanted !== root.name) {
    addFault(decoding, { path: [], code: "xml-root", predicate: `must have the root element ${wanted}` });
    return text;
  }
  return readElement(root, { ...wholeOf(schema), name: root.name }, decoding);
}

function readElement(element: XmlElement, position: NamedPosition, decoding: Decoding): unknown {
  const types = decoding.schemas.shapes.types(position.schema);
  if (element.isNil) return null;
  const isLeaf = element.elements.length === 0;
  if (types.has("array") && !types.has("object") && !(isLeaf && types.has("string")))
    return itemsOf(element.elements, position, decoding);
  const wantsObject = types.has("object") && (!types.has("string") || element.attributes.size > 0);
  return isLeaf && !wantsObject ? scalarOf(element.text, position, decoding) : objectOf(element, position, decoding);
}

function scalarOf(text: string, { schema, path }: Position, decoding: Decoding): unknown {
  const own = startPart(decoding);
  const isString = decoding.schemas.shapes.types(schema).has("string");
  const value = decodePart(isString ? text : text.trim(), { mediaType: "text/plain", schema }, own);
  addPart(decoding, own, path);
  return value;
}

function itemsOf(elements: readonly XmlElement[], position: NamedPosition, decoding: Decoding): readonly unknown[] {
  const { name } = position;
  return elements.map((element, index) =>
    readElement(element, { ...itemAt(position, index, decoding.schemas), name }, decoding),
  );
}

function objectOf(element: XmlElement, position: Position, decoding: Decoding): object {
  const { shapes, resolve } = decoding.schemas;
  const object = Object.create(null) as object;
  const children = new Map<string, XmlElement[]>();
  for (const child of element.elements) {
    const alike = children.get(child.name);
    if (alike === undefined) children.set(child.name, [child]);
    else alike.push(child);
  }
  const attributes = new Map(element.attributes);
  const at = (name: string): NamedPosition => ({ ...propertyAt(position, name, decoding.schemas), name });
  const take = (name: string): readonly XmlElement[] => {
    const found = children.get(name) ?? [];
    children.delete(name);
    return found;
  };
  const elementName = (schema: unknown, name: string) => localName(xmlForm(schema, false, resolve), name);
  const ambiguous = ambiguousArrays(position.schema, decoding.schemas);
  const read = (name: string): unknown => {
    const place = at(name);
    const types = shapes.types(place.schema);
    const isArray = types.has("array") && !types.has("object");
    const form = xmlForm(place.schema, isArray, resolve);
    const ownName = localName(form, name);
    switch (ambiguous.has(name) ? "element" : form.nodeType) {
      case "attribute": {
        const text = attributes.get(ownName);
        attributes.delete(ownName);
        return text === undefined ? undefined : attributeOf(text, place, isArray);
      }
      case "text":
      case "cdata":
        return scalarOf(element.text, place, decoding);
      case "none": {
        if (isArray) {
          const items = take(elementName(shapes.item(place.schema, 0), name));
          // An array without items and one that is left out look the same.
          const isThere = items.length > 0 || shapes.isRequired(position.schema, name);
          return isThere ? itemsOf(items, place, decoding) : undefined;
        }
        if (place.path.length > deepest) return {};
        const inner = [...shapes.propertyNames(place.schema)].map((key) => {
          const member = shapes.property(place.schema, key);
          const isList = shapes.types(member).has("array") && xmlForm(member, true, resolve).nodeType === "none";
          return elementName(isList ? shapes.item(member, 0) : member, key);
        });
        return objectOf({ ...element, elements: [...new Set(inner)].flatMap(take) }, place, decoding);
      }
      case "element": {
        const found = take(ownName);
        const [first] = found;
        if (found.length > 1)
          addFault(decoding, { path: place.path, code: "repeated", predicate: `is given ${found.length} times` });
        return first && readElement(first, { ...place, name: ownName }, decoding);
      }
    }
  };
  const attributeOf = (text: string, place: NamedPosition, isArray: boolean): unknown =>
    isArray
      ? (text.match(/\S+/g) ?? []).map((item, index) =>
          scalarOf(item, itemAt(place, index, decoding.schemas), decoding),
        )
      : scalarOf(text, place, decoding);

  for (const name of shapes.propertyNames(position.schema)) {
    const value = read(name);
    if (value !== undefined) setOwn(object, name, value);
  }
  // What no property describes is kept under its own name, so that a closed schema can refuse it.
  for (const [name, text] of attributes) setOwn(object, name, scalarOf(text, at(name), decoding));
  for (const [name, found] of children) {
    const place = at(name);
    const types = shapes.types(place.schema);
    const [first] = found;
    const isArray = types.has("array") && (found.length > 1 || (!types.has("string") && !types.has("object")));
    if (first !== undefined)
      setOwn(object, name, isArray ? itemsOf(found, place, decoding) : readElement(first, place, decoding));
  }
  return object;
}

/** The name that a node is written with, without its prefix. */
function localName(form: XmlForm, name: string): string {
  const written = nodeName(form, name);
  return written.slice(written.indexOf(":") + 1);
}
