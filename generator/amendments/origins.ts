import type { OriginOf, SourceDocument } from "../document/source-document.ts";
import { below, type Position } from "../document/source-document.ts";

/** Where something comes from: an overlay, or the document itself, and the keys that lead to it there. */
export interface Origin {
  readonly overlay?: SourceDocument | undefined;
  readonly keys: readonly string[];
}

interface Node {
  origin?: Origin;
  children: Map<string, Node>;
}

/** Where the parts of one document come from that was changed after it was parsed. */
export class Origins {
  private root: Node = { children: new Map() };

  /** Where what stands at some keys comes from. */
  at(keys: readonly string[]): Origin {
    let node: Node | undefined = this.root;
    let origin: Origin = { keys: [] };
    for (const key of keys) {
      node = node?.children.get(key);
      origin = node?.origin ?? { ...origin, keys: [...origin.keys, key] };
    }
    return origin;
  }

  /** What stands at some keys, and all below it, comes from there. */
  set(keys: readonly string[], origin: Origin): void {
    this.put(keys, { origin, children: new Map() });
  }

  /** What stands at some keys is what stands at others, each part of it from where that one is. */
  copy(from: readonly string[], to: readonly string[]): void {
    this.put(to, { origin: this.at(from), children: copyOf(this.find(from)?.children ?? new Map()) });
  }

  /** What stands at some keys is gone. */
  remove(keys: readonly string[]): void {
    this.find(keys.slice(0, -1))?.children.delete(keys.at(-1)!);
  }

  /** An item of an array is gone, and those behind it have its place, and so on. */
  removeItem(array: readonly string[], index: number, length: number): void {
    const node = this.make(array);
    for (let each = index; each < length - 1; each += 1) {
      const next = [...array, String(each + 1)];
      node.children.set(String(each), { origin: this.at(next), children: this.find(next)?.children ?? new Map() });
    }
    node.children.delete(String(length - 1));
  }

  /** Finds where the parts of the document come from. */
  finder(): OriginOf {
    return (steps, document) => {
      const { overlay, keys } = this.at(steps.map(({ key }) => key));
      const offsetAt = (index: number, key: string) => {
        // repeated entries are told by where they are, which an overlay cannot reach
        const step = overlay === undefined ? steps[index] : undefined;
        return step?.key === key && step.offset !== undefined ? { offset: step.offset } : {};
      };
      return keys.reduce<Position>((parent, key, index) => ({ ...below(parent, key), ...offsetAt(index, key) }), {
        document: overlay ?? document,
      });
    };
  }

  private find(keys: readonly string[]): Node | undefined {
    let node: Node | undefined = this.root;
    for (const key of keys) node = node?.children.get(key);
    return node;
  }

  private make(keys: readonly string[]): Node {
    let node = this.root;
    for (const key of keys) {
      const next = node.children.get(key) ?? { children: new Map() };
      node.children.set(key, next);
      node = next;
    }
    return node;
  }

  private put(keys: readonly string[], node: Node): void {
    const last = keys.at(-1);
    if (last === undefined) this.root = node;
    else this.make(keys.slice(0, -1)).children.set(last, node);
  }
}

function copyOf(children: ReadonlyMap<string, Node>): Map<string, Node> {
  return new Map([...children].map(([key, node]) => [key, { ...node, children: copyOf(node.children) }]));
}
