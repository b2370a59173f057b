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

/** Makes a number; undefined where there is none. */
export type MakeNumber = (chance: Chance) => number | undefined;

/** What makes numbers within the limits that are asked for, small ones if they may be. */
export function numberMaker(demands: Demands, isInteger: boolean): MakeNumber {
  const formats = [...demands.formats];
  const limits = formats.flatMap((format) => ranges.get(format) ?? []);
  const least = Math.max(demands.minimum, ...limits.filter((_, index) => index % 2 === 0));
  const most = Math.min(demands.maximum, ...limits.filter((_, index) => index % 2 === 1));
  const bounds: Bounds = {
    least: Math.max(least, demands.exclusiveMinimum),
    most: Math.min(most, demands.exclusiveMaximum),
    isLeastExcluded: demands.exclusiveMinimum >= least,
    isMostExcluded: demands.exclusiveMaximum <= most,
    isFractional: demands.isFractional,
  };
  const isWhole = isInteger || formats.some((format) => isFormatOfIntegers(format));
  const step = commonMultiple([...demands.multiples, ...(isWhole ? [1] : [])]);
  if (step === undefined || bounds.least > bounds.most) return () => undefined;
  const stated = Math.max(demands.minimum, demands.exclusiveMinimum);
  const isFarBelow = stated < 0 && stated > Number.NEGATIVE_INFINITY && bounds.most >= 1;
  const start = isFarBelow ? 1 : Math.max(stated, Math.min(0, most));
  if (step === 0) return anyWithin(bounds, start);
  return multipleWithin(bounds, step, { start, preferred: formats.includes("unixtime") ? recently : undefined });
}

/** The registry has these formats for `type: number`, too. */
function isFormatOfIntegers(format: string): boolean {
  return format === "unixtime" || (ranges.has(format) && format !== "float");
}

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly isLeastExcluded: boolean;
  readonly isMostExcluded: boolean;
  readonly isFractional: boolean;
}

function isWithin(bounds: Bounds, value: number): boolean {
  const { least, most, isLeastExcluded, isMostExcluded, isFractional } = bounds;
  if (isFractional && Number.isInteger(value)) return false;
  return (isLeastExcluded ? value > least : value >= least) && (isMostExcluded ? value < most : value <= most);
}

/** Any number; with two decimals if it may be. */
function anyWithin(bounds: Bounds, start: number): MakeNumber {
  const { least, most } = window(bounds);
  const middle = (least + most) / 2;
  const plain = [start, least, least + 1, middle, most, start + 0.5, least + 0.5, (least + middle) / 2].find((value) =>
    isWithin(bounds, value),
  );
  return (chance) => {
    if (chance.isPlain) return plain;
    const value = least + (most - least) * chance.next();
    const rounded = Math.round(value * 100) / 100;
    if (isWithin(bounds, rounded)) return rounded;
    return [value, middle, most, plain].find((each) => each !== undefined && isWithin(bounds, each));
  };
}

function multipleWithin(
  bounds: Bounds,
  step: number,
  { start, preferred }: { readonly start: number; readonly preferred: Range | undefined },
): MakeNumber {
  const { least, most } = window(bounds);
  const [first, last] = [Math.ceil(least / step - 1e-9), Math.floor(most / step + 1e-9)];
  const decimals = decimalsOf(step);
  // without what binary fractions add: 3 times 0.1 is 0.3
  const times = (count: number) => (decimals === 0 ? step * count : Number((step * count).toFixed(decimals)));
  // the window is about small numbers, and a step may be large
  const edges = [first, first + 1, last, Math.ceil(bounds.least / step), Math.floor(bounds.most / step)];
  const candidates = [start / step, ...edges, Math.ceil(bounds.least / step) + 1].filter(Number.isInteger).map(times);
  const plain = candidates.find((value) => isWithin(bounds, value));
  const [from, to] = preferred?.map((limit) => Math.floor(limit / step)) ?? [first, last];
  return (chance) => {
    if (chance.isPlain) return plain;
    const value = times(integer(chance, from ?? first, to ?? last));
    return isWithin(bounds, value) ? value : plain;
  };
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
