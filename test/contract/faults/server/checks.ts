import { Refusal } from "./message.ts";
import { isDate, isEmail, isUri } from "./texts.ts";

/** What is wrong with a value, or undefined. */
export type Check = (value: unknown) => string | undefined;

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const string =
  ({ least = 0, most = 10_000, pattern }: { least?: number; most?: number; pattern?: RegExp } = {}): Check =>
  (value) => {
    if (typeof value !== "string") return "must be a string";
    const { length } = [...value];
    if (length < least || length > most) return `must have ${least} to ${most} characters`;
    return pattern === undefined || pattern.test(value) ? undefined : "has a form that is not allowed";
  };

const formatted =
  (isValid: (text: string) => boolean, what: string): Check =>
  (value) =>
    typeof value === "string" && isValid(value) ? undefined : `must be ${what}`;

export const email = formatted(isEmail, "an e-mail address");
export const uri = formatted(isUri, "a URI");
export const date = formatted(isDate, "a date");

export const choice =
  (...choices: readonly string[]): Check =>
  (value) =>
    choices.includes(value as string) ? undefined : `must be one of ${choices.join(", ")}`;

export const nullable =
  (check: Check): Check =>
  (value) =>
    value === null ? undefined : check(value);

export const integer =
  (minimum: number, maximum: number): Check =>
  (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= minimum && value <= maximum
      ? undefined
      : `must be an integer from ${minimum} to ${maximum}`;

export const id: Check = (value) => {
  const isInteger = typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value));
  return isInteger && BigInt(value) >= 1n && BigInt(value) < 2n ** 63n ? undefined : "must be an id";
};

export const price: Check = (value) =>
  typeof value === "number" && value >= 0 && value <= 100_000 && Number.isInteger(value * 4)
    ? undefined
    : "must be a number from 0 to 100000 in steps of 0.25";

export const list =
  (item: Check, { least = 0, most, unique = false }: { least?: number; most: number; unique?: boolean }): Check =>
  (value) => {
    if (!Array.isArray(value)) return "must be an array";
    if (value.length < least || value.length > most) return `must have ${least} to ${most} items`;
    if (unique && new Set(value).size < value.length) return "must not repeat items";
    for (const [index, each] of value.entries()) {
      const fault = item(each);
      if (fault !== undefined) return `[${index}] ${fault}`;
    }
    return undefined;
  };

export interface Shape {
  readonly required?: readonly string[];
  readonly members: Readonly<Record<string, Check>>;
  /** Members that the shop sets; what a request says of them is passed over. */
  readonly readOnly?: readonly string[];
  /** Whether other members are let through. */
  readonly isOpen?: boolean;
}

export const object =
  ({ required = [], members, readOnly = [], isOpen = false }: Shape): Check =>
  (value) => {
    if (!isObject(value)) return "must be an object";
    for (const name of required) if (!Object.hasOwn(value, name)) return `${name} is missing`;
    for (const [name, member] of Object.entries(value)) {
      if (readOnly.includes(name)) continue;
      const check = Object.hasOwn(members, name) ? members[name] : undefined;
      if (check === undefined && !isOpen) return `${name} is not known`;
      const fault = check?.(member);
      if (fault !== undefined) return `${name} ${fault}`;
    }
    return undefined;
  };

/** The members that a shape has, of a value that it has been checked for; throws a Refusal (422) where it is not valid. */
export function checked(value: unknown, shape: Shape): Json {
  const fault = object(shape)(value);
  if (fault !== undefined || !isObject(value)) throw new Refusal(422, `the body: ${fault}`);
  return Object.fromEntries(Object.entries(value).filter(([name]) => Object.hasOwn(shape.members, name)));
}
