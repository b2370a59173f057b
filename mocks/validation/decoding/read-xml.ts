import { createRequire } from "node:module";
import type sax from "sax";

/** An element of a document, without comments and processing instructions. */
export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** By their names without prefixes; declarations of namespaces are none. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Whether it says that it has no value (`xsi:nil`). */
  readonly isNil: boolean;
  readonly elements: readonly XmlElement[];
  /** All text that stands directly in it. */
  readonly text: string;
}

/** A text that is no XML, or more of it than is read; the message goes on after what the text is: `has more than …`. */
export class XmlSyntaxError extends Error {
  override readonly name = "XmlSyntaxError";
}

// More than any message has; what is nested deeper would be more than the stack can take.
const mostElements = 200_000;
const mostAttributes = 1_000;
const mostDepth = 256;

// Its types do not know that the entities of HTML are none.
const options: sax.SAXOptions & { readonly strictEntities: boolean } = { position: false, strictEntities: true };

let loaded: typeof sax | undefined;

interface OpenElement {
  name: string;
  attributes: Map<string, string>;
  isNil: boolean;
  elements: OpenElement[];
  text: string;
}

/**
 * Reads a document. Only the five entities of XML and references to characters are expanded: what a document type
 * declares is not, and nothing is fetched.
 *
 * @throws {XmlSyntaxError} when it is not well-formed, or has too many elements, or they are too deep.
 */
export function readXml(text: string): XmlElement {
  // Most APIs have no XML, and loading takes as long as the rest of this room.
  loaded ??= createRequire(import.meta.url)("sax") as typeof sax;
  const parser = loaded.parser(true, options);
  const open: OpenElement[] = [];
  let root: OpenElement | undefined;
  let count = 0;
  let attributes = 0;
  const refuse = (message: string): never => {
    throw new XmlSyntaxError(message);
  };
  let hasType = false;
  parser.ondoctype = () => {
    hasType = true;
  };
  parser.onerror = ({ message }) =>
    refuse(
      hasType && /entity/i.test(message)
        ? "has an entity of its document type, which is not read"
        : "is not well-formed XML",
    );
  parser.onattribute = () => {
    attributes += 1;
    if (attributes > mostAttributes) refuse(`has an element with more than ${mostAttributes} attributes`);
  };
  parser.onopentag = ({ name, attributes: given }) => {
    count += 1;
    attributes = 0;
    if (count > mostElements) refuse(`has more than ${mostElements} elements`);
    if (open.length >= mostDepth) refuse(`has elements nested more than ${mostDepth} deep`);
    if (root !== undefined && open.length === 0) refuse("has more than one root element");
    const made = elementOf(name, given as Readonly<Record<string, string>>);
    open.at(-1)?.elements.push(made);
    root ??= made;
    open.push(made);
  };
  parser.onclosetag = () => void open.pop();
  const addText = (part: string): void => {
    const within = open.at(-1);
    if (within !== undefined) within.text += part;
  };
  parser.ontext = addText;
  parser.oncdata = addText;
  parser.write(text).close();
  return root ?? refuse("has no root element");
}

function elementOf(name: string, given: Readonly<Record<string, string>>): OpenElement {
  const attributes = new Map<string, string>();
  let isNil = false;
  for (const [key, value] of Object.entries(given)) {
    if (key === "xmlns" || /^(?:xmlns|xml):/.test(key)) continue;
    if (key.startsWith("xsi:")) isNil ||= key === "xsi:nil" && /^\s*(?:true|1)\s*$/.test(value);
    else attributes.set(localName(key), value);
  }
  return { name: localName(name), attributes, isNil, elements: [], text: "" };
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
