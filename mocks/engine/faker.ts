import { createRequire } from "node:module";
import { isObject } from "../../generator/document/json.ts";
import type { Chance } from "../samples/chance.ts";
import { loadPrivately } from "./private-modules.ts";

interface Faker {
  seed(seed: number): void;
}

/** Gives what the method of faker gives that an `x-faker` names; undefined where there is none such, or it throws. */
export type Fake = (asked: unknown, chance: Chance) => unknown;

const loaded = new Map<string, Faker | undefined>();

/** The faker that Prism has, in one language; loaded when it is first asked. */
export function createFake(locale = "en"): Fake {
  let seeded: Chance | undefined;
  return (asked, chance) => {
    const faker = fakerOf(locale) ?? fakerOf("en");
    if (faker === undefined) return undefined;
    // one seed for all that one body has of it
    if (seeded !== chance || !chance.isSeeded) faker.seed(Math.floor(chance.next() * 2 ** 32));
    seeded = chance;
    const [path, parameters] = isObject(asked) ? (Object.entries(asked)[0] ?? []) : [asked, []];
    return typeof path === "string" ? call(faker, path, [parameters].flat()) : undefined;
  };
}

function fakerOf(locale: string): Faker | undefined {
  if (!loaded.has(locale)) loaded.set(locale, load(locale));
  return loaded.get(locale);
}

function load(locale: string): Faker | undefined {
  if (!/^[a-zA-Z_]{2,12}$/.test(locale)) return undefined;
  const server = createRequire(createRequire(import.meta.url).resolve("@stoplight/prism-http-server"));
  const fromPrism = createRequire(server.resolve("@stoplight/prism-http"));
  try {
    return loadPrivately(new Map(), () => fromPrism(`@faker-js/faker/locale/${locale}`) as Faker);
  } catch {
    return undefined;
  }
}

/** Calls an own method of one of faker's modules: documents name them, and must come no further. */
function call(faker: Faker, path: string, parameters: readonly unknown[]): unknown {
  const [module = "", method = "", ...deeper] = path.split(".");
  const holder: unknown = Reflect.get(faker, module);
  if (deeper.length > 0 || typeof holder !== "object" || holder === null || /^_|^constructor$/.test(method)) return;
  const run: unknown = Reflect.get(holder, method);
  if (typeof run !== "function") return;
  try {
    const value: unknown = Reflect.apply(run, holder, parameters);
    return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
  } catch {
    return;
  }
}
