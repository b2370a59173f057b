/**
 * A short, stable hash of a string: `length` (at most 9) lower-case letters and digits, the first a letter, so that it
 * can be a part of an identifier. It is not cryptographic; each `round` gives another hash of the same string.
 */
export function shortHash(text: string, { length = 6, round = 0 }: { length?: number; round?: number } = {}): string {
  let low = 0xdeadbeef ^ Math.imul(round, 0x9e3779b1);
  let high = 0x41c6ce57 ^ Math.imul(round, 0x85ebca6b);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x9e3779b1);
    high = Math.imul(high ^ unit, 0x5f356495);
  }
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  let rest = 0x100000000 * (0x1fffff & high) + (low >>> 0);
  let hash = letters[rest % letters.length]!;
  rest = Math.floor(rest / letters.length);
  while (hash.length < length) {
    hash += (rest % 36).toString(36);
    rest = Math.floor(rest / 36);
  }
  return hash;
}

const letters = "abcdefghijklmnopqrstuvwxyz";
