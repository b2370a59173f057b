/** A template segment cut at its variables: `v{major}.{minor}` has the literals `v`, `.` and an empty one. */
export interface Segment {
  readonly literals: readonly string[];
  readonly names: readonly string[];
}

/** A path template: its segments, and the parameters in its own query, `/?Action=CreateQueue` or `/e?name={name}`. */
export interface Template {
  readonly segments: readonly Segment[];
  readonly query: readonly (readonly [name: string, value: Segment])[];
}

/** A segment of a path, as it was sent and decoded. */
export interface SentSegment {
  readonly sent: string;
  readonly text: string;
}

/** Takes a path template apart. Its fragment is never sent, and only tells what shares a path apart for readers. */
export function parseTemplate(path: string): Template {
  const template = path.replace(/#.*$/s, "");
  const start = template.indexOf("?");
  const address = start === -1 ? template : template.slice(0, start);
  const query = start === -1 ? [] : [...new URLSearchParams(template.slice(start + 1))];
  return {
    segments: address.split("/").slice(1).map(toSegment),
    query: query.map(([name, value]) => [name, toSegment(value)] as const),
  };
}

/** What two templates have in common that the same addresses fit: everything but the names of their variables. */
export function shapeOf({ segments, query }: Template): string {
  const concrete = query.filter(([, { names }]) => names.length === 0);
  return JSON.stringify([segments.map(({ literals }) => literals), concrete]);
}

/** Of any two templates the same comes first, whichever is left: those of other lengths, which never meet, too. */
export function moreConcreteFirst(left: Template, right: Template): number {
  const length = Math.max(left.segments.length, right.segments.length);
  for (let index = 0; index < length; index += 1) {
    const [one, other] = [left.segments[index], right.segments[index]];
    const difference = openness(one) - openness(other) || literalLength(other) - literalLength(one);
    if (difference !== 0) return difference;
  }
  return right.query.length - left.query.length;
}

/** Whether a path is concrete wherever another one of as many segments is, and in further segments. */
export function isMoreConcrete({ segments }: Template, { segments: others }: Template): boolean {
  if (segments === others || segments.length !== others.length) return false;
  let isDifferent = false;
  for (let index = 0; index < segments.length; index += 1) {
    const isFixed = segments[index]!.names.length === 0;
    if (isFixed === (others[index]!.names.length === 0)) continue;
    if (!isFixed) return false;
    isDifferent = true;
  }
  return isDifferent;
}

/** The text of a concrete segment; undefined for one with a variable in it. */
export function concreteText({ literals, names }: Segment): string | undefined {
  return names.length === 0 ? (literals[0] ?? "") : undefined;
}

const noSegment: SentSegment = { sent: "", text: "" };
const noValues: readonly string[] = [];

/** The values of the path variables by name, percent-encoded as they were sent; undefined where the path is another. */
export function matchSegments(
  segments: readonly Segment[],
  sent: readonly SentSegment[],
): Map<string, string> | undefined {
  const variables = new Map<string, string>();
  for (let index = 0; index < segments.length; index += 1) {
    const segment = segments[index]!;
    const { sent: raw, text } = sent[index] ?? noSegment;
    const decoded = matchSegment(segment, text);
    if (decoded === undefined) return undefined;
    const { names } = segment;
    if (names.length === 0) continue;
    // Escapes in the literals of the template: what is between them is the same, however it was written.
    const values = raw === text ? decoded : (matchSegment(segment, raw) ?? decoded.map(encodeURIComponent));
    for (let position = 0; position < names.length; position += 1)
      variables.set(names[position]!, values[position] ?? "");
  }
  return variables;
}

/**
 * The values of the segment's variables, each at least one character long, with the earliest literals: `{a}.{b}` takes
 * `1.2.3` for `1` and `2.3`. Takes time linear in the text, whatever the template.
 */
export function matchSegment({ literals, names }: Segment, text: string): readonly string[] | undefined {
  const first = literals[0] ?? "";
  if (names.length === 0) return text === first ? noValues : undefined;
  const last = literals.at(-1) ?? "";
  if (!text.startsWith(first) || !text.endsWith(last)) return undefined;

  const end = text.length - last.length;
  if (names.length === 1) return end > first.length ? [text.slice(first.length, end)] : undefined;
  const values: string[] = [];
  let start = first.length;
  for (const literal of literals.slice(1, -1)) {
    const next = text.indexOf(literal, start + 1);
    if (next === -1 || next > end) return undefined;
    values.push(text.slice(start, next));
    start = next + literal.length;
  }
  if (start >= end) return undefined;
  return [...values, text.slice(start, end)];
}

/**
 * All ways to cut a segment between its variables, the earliest literals first: `1` and `2.3`, then `1.2` and `3`. Each
 * is found in time linear in the text.
 */
export function* cutsOf({ literals, names }: Segment, text: string): Generator<readonly string[]> {
  const first = literals[0] ?? "";
  const last = literals.at(-1) ?? "";
  if (names.length === 0 || !text.startsWith(first) || !text.endsWith(last)) return;
  const between = literals.slice(1, -1);
  const end = text.length - last.length;
  yield* cutsFrom(first.length, 0);

  function* cutsFrom(start: number, index: number): Generator<readonly string[]> {
    const literal = between[index];
    if (literal === undefined) {
      if (start < end) yield [text.slice(start, end)];
      return;
    }
    // What follows takes a character a variable at least.
    const latest = end - shortest(index + 1) - literal.length;
    for (
      let cut = text.indexOf(literal, start + 1);
      cut !== -1 && cut <= latest;
      cut = text.indexOf(literal, cut + 1)
    ) {
      for (const rest of cutsFrom(cut + literal.length, index + 1)) yield [text.slice(start, cut), ...rest];
    }
  }

  function shortest(index: number): number {
    return between.slice(index).reduce((length, literal) => length + literal.length + 1, 1);
  }
}

function toSegment(text: string): Segment {
  const parts = text.split(/\{([^{}]*)\}/);
  return {
    literals: parts.filter((_, index) => index % 2 === 0).map(decodeLeniently),
    names: parts.filter((_, index) => index % 2 === 1),
  };
}

function decodeLeniently(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** 0 for a concrete segment, 1 for one with text around its variables, 2 for a variable alone. */
function openness(segment: Segment | undefined): number {
  if (segment === undefined || segment.names.length === 0) return 0;
  return segment.literals.some((literal) => literal !== "") ? 1 : 2;
}

function literalLength(segment: Segment | undefined): number {
  return segment === undefined || segment.names.length === 0 ? 0 : segment.literals.join("").length;
}
