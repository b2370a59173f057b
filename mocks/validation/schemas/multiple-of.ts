/**
 * Whether a number is a multiple of another, by the decimals that stand in JSON: 0.3 is one of 0.1, and 1000000.5 none
 * of 1000000.
 */
export function isMultipleOf(value: number, step: number): boolean {
  if (Number.isInteger(value) && Number.isInteger(step)) return value % step === 0;
  if (!Number.isFinite(value)) return false;
  const [dividend, divisor] = [decimalOf(value), decimalOf(step)];
  const exponent = Math.min(dividend.exponent, divisor.exponent);
  return atExponent(dividend, exponent) % atExponent(divisor, exponent) === 0n;
}

/** A number as its digits times a power of ten. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

function decimalOf(value: number): Decimal {
  const [, whole = "0", fraction = "", exponent = "0"] =
    /^(-?\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

function atExponent({ digits, exponent }: Decimal, lower: number): bigint {
  return digits * 10n ** BigInt(exponent - lower);
}
