import type { JsonObject } from "./document/json.ts";

/** What one stage leaves: the key that it is found by. */
export interface Left<Value> {
  readonly what: string;
  /** Never there: what is found by the key has this type. */
  readonly value?: Value;
}

/**
 * What generating one API leaves for the next time in the same process. A stage compares what it is to make something
 * from with what that was made from before; what comes out is the same as it is without.
 */
export class Reuse {
  private readonly left = new Map<Left<unknown>, unknown>();

  /** What is left from now on, made with what was left before. */
  keep<Value>(key: Left<Value>, make: (last: Value | undefined) => Value): Value {
    const value = make(this.left.get(key) as Value | undefined);
    this.left.set(key, value);
    return value;
  }
}

/**
 * Compares data with what it was before. What is shared among several values is compared once, as long as one before
 * and one now are compared with each other.
 */
export class Comparison {
  private readonly known = new Map<object, object>();

  /** Whether values are the same JSON data, members in the same order; anything else is the same as itself alone. */
  isSame(before: unknown, now: unknown): boolean {
    if (Object.is(before, now)) return true;
    if (typeof before !== "object" || typeof now !== "object" || before === null || now === null) return false;
    if (this.known.get(now) === before) return true;
    const isSame = Array.isArray(now) ? this.haveSameItems(before, now) : this.haveSameMembers(before, now);
    if (isSame) this.known.set(now, before);
    return isSame;
  }

  private haveSameItems(before: object, now: readonly unknown[]): boolean {
    if (!Array.isArray(before) || before.length !== now.length) return false;
    for (let index = 0; index < now.length; index += 1) if (!this.isSame(before[index], now[index])) return false;
    return true;
  }

  private haveSameMembers(before: object, now: object): boolean {
    const prototype: unknown = Object.getPrototypeOf(now);
    if (prototype !== Object.getPrototypeOf(before)) return false;
    // of anything but maps and objects of JSON it is not known what they hold
    if (prototype !== null && prototype !== Object.prototype) return false;
    const keys = Object.keys(now);
    const keysBefore = Object.keys(before);
    if (keys.length !== keysBefore.length) return false;
    for (let index = 0; index < keys.length; index += 1) {
      const key = keys[index]!;
      if (key !== keysBefore[index]) return false;
      if (!this.isSame((before as JsonObject)[key], (now as JsonObject)[key])) return false;
    }
    return true;
  }
}
