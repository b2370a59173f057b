import { setOwn } from "../../../generator/document/json.ts";
import type { Parameter } from "../parameters.ts";
import { decodeValue } from "./decode-value.ts";
import { addFault, type Decoding, itemAt, type Position, propertyAt, wholeOf } from "./decoding.ts";
import { decodeQueryText, type Pair } from "./pairs.ts";

/** What is written below one pair of brackets. */
interface Node {
  readonly texts: string[];
  readonly children: Map<string, Node>;
  /** What is written below `[]`, an item each. */
  readonly appended: Node[];
}

const maxDepth = 32;

/**
 * Reads the style `deepObject`: `p[departmentId]=1`, and what the specification leaves open as it is commonly written,
 * `p[filter][status]=OPEN`, `p[ids][0]=1`, `p[ids][]=1`, `p[][id]=1` and repeated keys; brackets inside a key are
 * percent-encoded once more than the name. Undefined when no such pair is there.
 */
export function decodeDeepObject({ name, schema }: Parameter, pairs: readonly Pair[], decoding: Decoding): unknown {
  const root = createNode();
  for (const pair of pairs) {
    if (pair.name !== name && !pair.name?.startsWith(`${name}[`)) continue;
    const rest = pair.name.slice(name.length);
    const sent = [...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, key = ""]) => key);
    const keys = sent.map((key) => key.replaceAll(/%(?:5b|5d|25)/gi, decodeURIComponent));
    if (sent.map((key) => `[${key}]`).join("") !== rest) {
      addFault(decoding, { path: [], code: "style", predicate: `has a key whose brackets do not match` });
      continue;
    }
    if (keys.length > maxDepth) {
      addFault(decoding, { path: [], code: "nesting", predicate: "is nested too deeply" });
      continue;
    }
    let text = decodeQueryText(pair.value);
    if (text === undefined) {
      addFault(decoding, { path: keys, code: "percent-encoding", predicate: "has a malformed percent-escape" });
      text = pair.value;
    }
    insert(root, keys, text);
  }
  if (root.texts.length === 0 && root.children.size === 0 && root.appended.length === 0) return undefined;
  return decodeNode(root, wholeOf(schema), decoding);
}

function createNode(): Node {
  return { texts: [], children: new Map(), appended: [] };
}

function insert(root: Node, keys: readonly string[], text: string): void {
  let node = root;
  for (const [index, key] of keys.entries()) {
    if (key === "") {
      const last = node.appended.at(-1);
      // An item ends where one of its keys comes again.
      const next = last === undefined || holds(last, keys.slice(index + 1)) ? createNode() : last;
      if (next !== last) node.appended.push(next);
      node = next;
      continue;
    }
    const child = node.children.get(key) ?? createNode();
    node.children.set(key, child);
    node = child;
  }
  node.texts.push(text);
}

/** Whether a value stands at the end of these keys already; further items never do. */
function holds(node: Node, keys: readonly string[]): boolean {
  let found: Node | undefined = node;
  for (const key of keys) found = key === "" ? undefined : found?.children.get(key);
  return found !== undefined && found.texts.length > 0;
}

function decodeNode({ texts, children, appended }: Node, position: Position, decoding: Decoding): unknown {
  const { schemas } = decoding;
  const { path } = position;
  const types = schemas.shapes.types(position.schema);
  if (children.size === 0 && appended.length === 0) {
    if (texts.length > 1 && !types.has("array")) {
      addFault(decoding, { path, code: "repeated", predicate: `is given ${texts.length} times` });
    }
    const text = texts.length === 1 ? texts[0] : undefined;
    return decodeValue({ text, items: texts }, position, decoding);
  }
  if (texts.length > 0)
    addFault(decoding, { path, code: "style", predicate: "is given both as a value and with keys" });

  const isList = [...children.keys()].every((key) => /^\d+$/.test(key));
  if (isList && types.has("array")) {
    // A later index may be sent before an earlier one; `[]` goes on after the last.
    const indexed = [...children].sort(([left], [right]) => Number(left) - Number(right)).map(([, child]) => child);
    return [...indexed, ...appended].map((child, index) =>
      decodeNode(child, itemAt(position, index, schemas), decoding),
    );
  }
  const object = Object.create(null) as object;
  const unnamed = appended.length === 0 ? [] : [["", merged(appended)] as const];
  for (const [key, child] of [...children, ...unnamed]) {
    setOwn(object, key, decodeNode(child, propertyAt(position, key, schemas), decoding));
  }
  return object;
}

/** What is written below `[]` where no array may be: one member without a name. */
function merged([first = createNode(), ...others]: readonly Node[]): Node {
  return { ...first, texts: [...first.texts, ...others.flatMap(({ texts }) => texts)] };
}
