import { type Chance, integer } from "./chance.ts";
import type { Demands } from "./demands.ts";

type Range = readonly [least: number, most: number];

/** The values of the number formats of the OpenAPI Format Registry. */
const ranges: ReadonlyMap<string, Range> = new Map([
  ["int8", [-128, 127]],
  ["int16", [-32_768, 32_767]],
  ["int32", [-(2 ** 31), 2 ** 31 - 1]],
  ["int64", [-(2 ** 63), 2 ** 63 - 1]],
  ["uint8", [0, 255]],
  ["uint16", [0, 65_535]],
  ["uint32", [0, 2 ** 32 - 1]],
  ["uint64", [0, 2 ** 64 - 1]],
  ["double-int", [-(2 ** 53 - 1), 2 ** 53 - 1]],
  ["float", [-3.4e38, 3.4e38]],
]);

/** The greatest of numbers that are made up, where the limits let it. */
const usual = 1_000;

/** Seconds since 1970, within 2015 to 2029. */
const recently: Range = [1_420_070_400, 1_893_455_999];

/** A number within the limits that are asked for, a small one if it may be; undefined where there is none. */
export function numberOf(demands: Demands, isInteger: boolean, chance: Chance): number | undefined {
  const formats = [...demands.formats];
  const limits = formats.flatMap((format) => ranges.get(format) ?? []);
  const least = Math.max(demands.minimum, ...limits.filter((_, index) => index % 2 === 0));
  const most = Math.min(demands.maximum, ...limits.filter((_, index) => index % 2 === 1));
  const bounds: Bounds = {
    least,
    most,
    isLeastExcluded: demands.exclusiveMinimum >= least,
    isMostExcluded: demands.exclusiveMaximum <= most,
  };
  const steps = [...demands.multiples, ...(isInteger ? [1] : [])];
  const step = commonMultiple(steps);
  const range = {
    ...bounds,
    least: Math.max(least, demands.exclusiveMinimum),
    most: Math.min(most, demands.exclusiveMaximum),
  };
  if (step === undefined || range.least > range.most) return undefined;
  const preferred = formats.includes("unixtime") && !chance.isPlain ? recently : undefined;
  const stated = Math.max(demands.minimum, demands.exclusiveMinimum);
  const start =
    stated < 0 && stated > Number.NEGATIVE_INFINITY && range.most >= 1 ? 1 : Math.max(stated, Math.min(0, most));
  if (step === 0) return within(range, start, chance);
  return multipleWithin(range, step, { chance, preferred, start });
}

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly isLeastExcluded: boolean;
  readonly isMostExcluded: boolean;
}

function isWithin({ least, most, isLeastExcluded, isMostExcluded }: Bounds, value: number): boolean {
  return (isLeastExcluded ? value > least : value >= least) && (isMostExcluded ? value < most : value <= most);
}

/** Any number; with two decimals if it may be. */
function within(bounds: Bounds, start: number, chance: Chance): number | undefined {
  const { least, most } = window(bounds);
  if (chance.isPlain) {
    const candidates = [start, least, least + 1, (least + most) / 2, most];
    return candidates.find((value) => isWithin(bounds, value));
  }
  const value = least + (most - least) * chance.next();
  return [Math.round(value * 100) / 100, value, (least + most) / 2, most].find((each) => isWithin(bounds, each));
}

function multipleWithin(
  bounds: Bounds,
  step: number,
  {
    chance,
    preferred,
    start,
  }: { readonly chance: Chance; readonly preferred: Range | undefined; readonly start: number },
): number | undefined {
  const { least, most } = window(bounds);
  const first = Math.ceil(Math.max(least, preferred?.[0] ?? least) / step - 1e-9);
  const last = Math.floor(Math.min(most, preferred?.[1] ?? most) / step + 1e-9);
  const times = (count: number) => exactTimes(step, count);
  const candidates = chance.isPlain
    ? [start / step, first, first + 1, last]
    : [integer(chance, first, last), integer(chance, first, last), first, first + 1, last];
  const wanted = candidates.filter((count) => Number.isInteger(count)).map(times);
  const found = wanted.find((value) => isWithin(bounds, value));
  if (found !== undefined) return found;
  // the window is about small numbers, and a step may be large
  return [Math.ceil(bounds.least / step), Math.floor(bounds.most / step), Math.ceil(bounds.least / step) + 1]
    .filter((count) => Number.isFinite(count))
    .map(times)
    .find((value) => isWithin(bounds, value));
}

/** The part of the limits that small positive numbers are in, as far as there is one. */
function window({ least, most }: Bounds): { readonly least: number; readonly most: number } {
  const from = least >= 0 ? least : most >= 1 ? Math.max(least, Math.min(1, most)) : Math.max(least, most - usual);
  return { least: from, most: Math.min(most, from + usual) };
}

/** The least number that is a multiple of all; 0 where there are none, undefined where none is found. */
function commonMultiple(steps: readonly number[]): number | undefined {
  if (steps.length === 0) return 0;
  const scale = 10 ** Math.max(...steps.map(decimalsOf));
  const wholes = steps.map((step) => Math.round(step * scale));
  const common = wholes.reduce((product, whole) => (product / greatestDivisor(product, whole)) * whole);
  return Number.isSafeInteger(common) && common > 0 ? common / scale : undefined;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

function decimalsOf(value: number): number {
  const [mantissa = "", exponent = "0"] = String(value).toLowerCase().split("e");
  return Math.min(20, Math.max(0, (mantissa.split(".")[1]?.length ?? 0) - Number(exponent)));
}

/** Without what binary fractions add: 3 times 0.1 is 0.3. */
function exactTimes(step: number, count: number): number {
  const decimals = decimalsOf(step);
  return decimals === 0 ? step * count : Number((step * count).toFixed(decimals));
}
