import type { Left, Reuse } from "../../reuse.ts";
import { getOwn, type JsonObject, setOwn } from "../json.ts";
import type { KeptCopy } from "../source-document.ts";

/** A document as it was the last time. */
interface Kept {
  readonly value: JsonObject;
  /** Whether `nullable` beside an enum adds null to it: the one setting that copies are made by. */
  readonly nullableReferences: boolean;
  readonly copies: WeakMap<object, KeptCopy>;
}

/** What documents held the last time, so that what did not change in them is the same objects again. */
export class KeptDocuments {
  private readonly documents = new Map<string, Kept>();

  /**
   * A document that was just parsed, of which nothing else knows yet: what it holds as before, at the same place,
   * becomes what it was before, with the copies that were made of it. Another version of OpenAPI keeps none, nor does
   * another setting that copies are made by.
   */
  share(file: string, value: JsonObject, nullableReferences: boolean): Kept {
    const before = this.documents.get(file);
    const isReadAlike =
      before?.nullableReferences === nullableReferences && getOwn(before.value, "openapi") === getOwn(value, "openapi");
    const copies = isReadAlike ? before.copies : new WeakMap<object, KeptCopy>();
    const kept = {
      value: isReadAlike ? (shared(before.value, value) as JsonObject) : value,
      nullableReferences,
      copies,
    };
    this.documents.set(file, kept);
    return kept;
  }
}

/** A value with what it was before in place of all that is the same; itself that, where nothing else is in it. */
function shared(before: unknown, now: unknown): unknown {
  if (typeof now !== "object" || now === null) return now;
  if (typeof before !== "object" || before === null || Array.isArray(before) !== Array.isArray(now)) return now;
  return Array.isArray(now) ? sharedArray(before as unknown[], now) : sharedObject(before, now);
}

function sharedArray(before: readonly unknown[], now: unknown[]): unknown {
  let isSame = now.length === before.length;
  for (let index = 0; index < now.length; index += 1) {
    const item = shared(before[index], now[index]);
    if (item !== now[index]) now[index] = item;
    isSame &&= Object.is(item, before[index]);
  }
  return isSame ? before : now;
}

function sharedObject(before: object, now: object): unknown {
  const keys = Object.keys(now);
  const keysBefore = Object.keys(before);
  let isSame = keys.length === keysBefore.length;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index]!;
    const is = (now as JsonObject)[key];
    const was = getOwn(before, key);
    const member = shared(was, is);
    if (member !== is) setOwn(now, key, member);
    isSame &&= key === keysBefore[index] && Object.is(member, was);
  }
  return isSame ? before : now;
}

const keptDocuments: Left<KeptDocuments> = { what: "documents as they were parsed" };

/** What documents held the last time. */
export function keptIn(reuse: Reuse): KeptDocuments {
  return reuse.keep(keptDocuments, (last) => last ?? new KeptDocuments());
}
