import { isObject, type JsonObject, setOwn } from "../../generator/document/json.ts";
import { type PreparedSchema, prepareSchema } from "./prepare-schema.ts";
import { loadPrivately } from "./private-modules.ts";

type Random = () => number;

/** What Prism uses of json-schema-faker. */
interface SchemaFaker {
  extend(name: string, dependency: () => unknown): void;
  option(options: JsonObject): void;
  option(name: "random", random: Random): void;
  generate(schema: JsonObject): unknown;
}

interface Faker {
  seed(seed: number): void;
}

/** Prism's own steps on the way to a body. */
export interface GeneratorSteps {
  readonly stripWriteOnlyProperties: (schema: JsonObject) => { readonly value?: JsonObject };
  readonly seedrandom: (seed: string) => Random;
}

/** Makes up bodies by json-schema-faker, with Prism's options. */
export interface BodyGenerator {
  /**
   * What replaces json-schema-faker and faker while Prism is loaded: they cost half a second, and most mocks never
   * make anything up.
   */
  readonly schemaFaker: Pick<SchemaFaker, "extend"> & { option(options: JsonObject): void };
  readonly faker: object;
  /**
   * A value for a schema, and the schemas that its references lead to; for the same seed, the same value. Throws where
   * there is none.
   */
  generate(steps: GeneratorSteps, schema: JsonObject, bundle: unknown, seed: string | undefined): unknown;
}

/** `fromPrism` loads what Prism depends on, in the version that it has. */
export function createBodyGenerator(fromPrism: NodeJS.Require): BodyGenerator {
  const preparations: ((schemaFaker: SchemaFaker) => void)[] = [];
  const prepared = new WeakMap<JsonObject, PreparedSchema>();
  let schemaFaker: SchemaFaker | undefined;
  let faker: Faker | undefined;
  let isFakerSeeded = false;

  function load(): SchemaFaker {
    const module = loadPrivately(new Map(), () => fromPrism("json-schema-faker") as { JSONSchemaFaker: SchemaFaker });
    for (const prepare of preparations) prepare(module.JSONSchemaFaker);
    return module.JSONSchemaFaker;
  }

  /** The faker that schemas ask for by `x-faker`, in English, as Prism's is. */
  function seededFaker(): Faker {
    faker ??= loadPrivately(new Map(), () => fromPrism("@faker-js/faker/locale/en") as Faker);
    if (!isFakerSeeded) faker.seed(Math.floor(Math.random() * 2 ** 32));
    isFakerSeeded = true;
    return faker;
  }

  function prepare(schema: JsonObject, { stripWriteOnlyProperties }: GeneratorSteps): PreparedSchema {
    const known = prepared.get(schema);
    if (known !== undefined) return known;
    const stripped = stripWriteOnlyProperties(schema).value;
    if (stripped === undefined) throw new Error("Cannot strip writeOnly properties");
    const result = prepareSchema(stripped);
    prepared.set(schema, result);
    return result;
  }

  return {
    faker: new Proxy({}, { get: (_, key) => Reflect.get(seededFaker(), key) as unknown }),
    schemaFaker: {
      extend: (name, dependency) => void preparations.push((loaded) => loaded.extend(name, dependency)),
      option: (options) => void preparations.push((loaded) => loaded.option(options)),
    },
    generate(steps, schema, bundle, seed) {
      const plan = prepare(schema, steps);
      const random = seed === undefined ? undefined : steps.seedrandom(seed);
      if (plan.generate !== undefined) return withRandom(random, plan.generate);
      schemaFaker ??= load();
      const faker = schemaFaker;
      // json-schema-faker changes what references lead to, so where there are some it gets copies.
      const asked = bundle === undefined ? plan : { ...prepareSchema(plan), __bundled__: structuredClone(bundle) };
      return withRandom(random, () => {
        isFakerSeeded = false;
        faker.option("random", Math.random);
        return inOrder(faker.generate(asked));
      });
    },
  };
}

/** Some of json-schema-faker's chance, and all of faker's, is `Math.random`; nothing else runs meanwhile. */
function withRandom<Result>(random: Random | undefined, run: () => Result): Result {
  const own = Math.random;
  Math.random = random ?? own;
  try {
    return run();
  } finally {
    Math.random = own;
  }
}

/** Maps by key, as Prism has them; those in lists are left as they are. */
function inOrder(value: unknown): unknown {
  if (!isObject(value)) return value;
  const result = {};
  for (const key of Object.keys(value).sort()) setOwn(result, key, inOrder(value[key]));
  return result;
}
