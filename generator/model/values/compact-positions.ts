import type { ValueKind } from "./value-rules.ts";

/** Where values stand that JSON.parse would read otherwise: the runtime's `ValuePositions`. */
export type Positions = readonly Position[];

/** One of them: the runtime's `ValuePosition`. */
export interface Position {
  is?: ValueKind;
  texts?: ValueKind;
  /** An index of no position stands for a member that is as JSON.parse reads it. */
  properties?: { [name: string]: number };
  items?: number;
  values?: number;
  choices?: readonly Choice[];
}

/** What tells one of several objects: a member that it has, or one with one of these values. */
export interface Test {
  readonly member: string;
  readonly values?: readonly unknown[];
}

interface Choice extends Test {
  readonly at: number;
}

/** The index that no position has. */
export const nowhere: number = -1;

/** The positions that lead to a value, each once, in the order in which they are met; undefined where none does. */
export function compact(positions: Positions): Positions | undefined {
  const live = new Set<number>();
  const isLive = (position: Position) => position.is !== undefined || targetsOf(position).some((at) => live.has(at));
  for (let size = -1; size !== live.size; ) {
    size = live.size;
    for (const [index, position] of positions.entries()) if (isLive(position)) live.add(index);
  }
  if (!live.has(0)) return undefined;
  let merged: readonly (Position | undefined)[] = positions.map((each, index) =>
    live.has(index) ? redirected(each, (at) => (live.has(at) ? at : undefined)) : undefined,
  );
  for (let isSettled = false; !isSettled; ) {
    const first = new Map<string, number>();
    for (const [index, position] of merged.entries()) {
      const text = JSON.stringify(position);
      if (position && !first.has(text)) first.set(text, index);
    }
    const same = merged.map((position) => first.get(JSON.stringify(position)));
    isSettled = merged.every((position, index) => !position || same[index] === index);
    merged = merged.map((position, index) =>
      position && same[index] === index ? redirected(position, (at) => same[at]) : undefined,
    );
  }
  const order: number[] = [0];
  for (const index of order) for (const at of targetsOf(merged[index]!)) if (!order.includes(at)) order.push(at);
  return order.map((index) => redirected(merged[index]!, (at) => (at === nowhere ? undefined : order.indexOf(at))));
}

/** Whether such a value stands deeper than in the members of the value itself. */
export function isNested(positions: Positions | undefined): boolean {
  if (!positions) return false;
  const members = (indexes: readonly number[]) =>
    indexes
      .flatMap((index) => [index, ...(positions[index]?.choices ?? []).map(({ at }) => at)])
      .flatMap((index) => targetsOf({ ...positions[index], choices: [] }));
  return members(members([0])).length > 0;
}

function targetsOf({ properties = {}, items, values, choices = [] }: Position): number[] {
  return [...Object.values(properties), items, values, ...choices.map(({ at }) => at)].filter(
    (at) => at !== undefined && at !== nowhere,
  ) as number[];
}

/** A position whose parts stand elsewhere, or nowhere. */
function redirected(
  { is, texts, properties = {}, items, values, choices = [] }: Position,
  to: (at: number) => number | undefined,
): Position {
  const item = items === undefined ? undefined : to(items);
  const value = values === undefined ? undefined : to(values);
  const hasRest = item !== undefined || value !== undefined;
  const named = Object.entries(properties).flatMap(([name, at]) => {
    const target = to(at) ?? (hasRest ? nowhere : undefined);
    return target === undefined ? [] : [[name, target] as const];
  });
  return {
    ...(is !== undefined && { is }),
    ...(texts !== undefined && { texts }),
    ...(named.length > 0 && { properties: fromEntries(named) }),
    ...(item !== undefined && { items: item }),
    ...(value !== undefined && { values: value }),
    ...(choices.length > 0 && { choices: choices.map(({ at, ...test }) => ({ ...test, at: to(at) ?? nowhere })) }),
  };
}

/** An object without a prototype, so that any name is a member. */
export function fromEntries(entries: readonly (readonly [string, number])[]): { [name: string]: number } {
  const object = Object.create(null) as { [name: string]: number };
  for (const [name, index] of entries) object[name] = index;
  return object;
}
