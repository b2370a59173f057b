import { isMap, parseDocument, visit } from "yaml";

/** Numbers from 0 up to 1 that are the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffle<Element>(elements: readonly Element[], random: () => number): Element[] {
  return elements
    .map((element) => ({ element, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ element }) => element);
}

/** YAML text with the entries of every map in an order drawn by the seed; entries under a repeated key stay two. */
export function shuffledYaml(text: string, seed: number): string {
  const random = randomOf(seed);
  const document = parseDocument(text, { uniqueKeys: false, logLevel: "silent" });
  visit(document, {
    Collection: (_, collection) => {
      if (isMap(collection)) collection.items = shuffle(collection.items, random);
    },
  });
  return String(document);
}

/** JSON data with the keys of every map in an order drawn by the seed. */
export function shuffled(value: unknown, seed: number): unknown {
  const random = randomOf(seed);
  const copy = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(copy);
    if (typeof each !== "object" || each === null) return each;
    return Object.fromEntries(shuffle(Object.entries(each), random).map(([key, child]) => [key, copy(child)]));
  };
  return copy(value);
}
