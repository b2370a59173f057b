import { _, Ajv2020, type AnySchemaObject, type ErrorObject, str, type ValidateFunction } from "ajv/dist/2020.js";
import type { DataValidationCxt } from "ajv/dist/types/index.js";
import addFormats from "ajv-formats";
import { hasReference, isObject, type JsonObject } from "../../../generator/document/json.ts";
import { compositionOf, partsOf } from "../../../generator/schema/parts.ts";
import { translatePattern } from "../../../generator/schema/patterns/translate-pattern.ts";
import { type Resolve, resolvePointer, resolver } from "../../../generator/schema/references.ts";
import { type Subtypes, subtypesIn } from "../../../generator/schema/subtypes.ts";
import { type BoundedPattern, boundPattern } from "../patterns/bounded-pattern.ts";
import { Budget, TooCostly } from "./budget.ts";
import { isMultipleOf } from "./multiple-of.ts";
import { alone, convertSchema, countedKeyword, type Surroundings, type Usage } from "./schema-dialect.ts";
import type { Unchecked } from "./unchecked.ts";
import { withoutUnionNoise } from "./union-errors.ts";
import { areUnique } from "./unique-items.ts";

/**
 * Gives what is wrong with a value; nothing when it is valid, or once there is nothing left of the time that the
 * message has, by default one of its own.
 */
export type Check = (value: unknown, budget?: Budget) => readonly ErrorObject[];

/**
 * Whether a check tells everything that is wrong, or the first thing: gathering costs more than linear time, and bodies
 * are large.
 */
export type Extent = "all" | "first";

/** Compiles the schemas of one document for one direction. */
export interface SchemaCompiler {
  /**
   * The check of a schema; compiled when it is first used, and once for a schema. `pointer` says where the schema
   * stands.
   */
  check(schema: unknown, pointer: string): Check;
  /** Follows the `$ref` that a schema may be; undefined where it leads nowhere or to itself. */
  resolve(schema: unknown): unknown;
  /** What has been left out so far. */
  readonly unchecked: readonly Unchecked[];
}

/** A schema that is referred to, as it is compiled. */
interface Component {
  readonly id: string;
  readonly reference: string;
  readonly usage: Usage;
  validate: ValidateFunction | undefined;
  /** The values that it is validating right now: a schema that is nothing but itself would do so for ever. */
  readonly active: { readonly data: unknown; readonly instancePath: string }[];
}

/** What the schema that a reference is to has to say of an object or an array. */
interface Found {
  readonly component: Component;
  readonly instancePath: string;
  readonly isValid: boolean;
  readonly errors: readonly ErrorObject[];
}

/** Enough to read, and to find out which of several alternatives was meant. */
const maxErrors = 1_000;

/** How many schemas are kept compiled, at about four kilobytes each. */
const mostCompiled = 10_000;

/** How much is kept of a value in which nothing is asked for twice. */
const mostUnused = 10_000;

/**
 * Compiles by ajv. A reference is compiled when a value arrives there for the first time, so that an operation costs
 * what its messages use, not what its schemas reach: of Stripe's, most reach most others.
 */
export function createSchemaCompiler(
  openapi: JsonObject,
  direction: "request" | "response",
  extent: Extent,
): SchemaCompiler {
  const unchecked: Unchecked[] = [];
  const components = new Map<string, Component>();
  const byId = new Map<string, Component>();
  const waiting: Component[] = [];
  let checks = new WeakMap<object, Check>();
  const patterns = new Map<string, BoundedPattern | undefined>();
  /** What the reference that was checked last has to say. */
  const latest: { errors: readonly ErrorObject[] } = { errors: [] };
  /** That of the message whose value is validated right now. */
  let budget = new Budget();
  const tooCostly = new Set<string>();
  const step = { step: (): void => budget.step() };
  /** How often a value was not validated as it is being validated already. */
  let circles = 0;
  /** What was found within the reference that is being checked: alternatives ask for the same of the same. */
  let found: Map<unknown, Found[]> | undefined;
  /** How often something was found, more than it was used: of most values nothing is asked for twice. */
  let unused = 0;

  let ajv = createAjv();
  /** How many schemas it has compiled, of which it forgets none. */
  let compiled = 0;

  let subtypes: Subtypes | undefined;
  const resolve = resolver((reference) => resolvePointer(openapi, reference));
  const around: Surroundings = {
    direction,
    refer(reference, usage) {
      if (resolvePointer(openapi, reference) === undefined) return undefined;
      const { id } = componentOf(reference, usage);
      return usage.isEvaluated ? { $ref: id } : { reference: id };
    },
    accepts(pattern, pointer) {
      const translation = translatePattern(pattern);
      if (translation.kind === "pattern") return true;
      unchecked.push({ pointer, keyword: "pattern", value: pattern, reason: translation.reason });
      return false;
    },
    resolve,
    subtypes: () => {
      subtypes ??= subtypesIn(new Map(Object.entries(namedSchemasOf(openapi))));
      return subtypes;
    },
    leaveOut: (pointer, keyword, value, reason) => unchecked.push({ pointer, keyword, value, reason }),
  };

  function patternOf(pattern: string): BoundedPattern {
    const known = patterns.get(pattern);
    if (known !== undefined) return known;
    const translation = translatePattern(pattern);
    // The conversion lets nothing else through.
    const regExp = translation.kind === "pattern" ? new RegExp(translation.source, translation.flags) : /(?:)/u;
    const undecided = (text: string): boolean => {
      if (direction === "request") throw new TooCostly({ source: pattern, text });
      leaveOutCostly("pattern", pattern, "matching it takes too long");
      return true;
    };
    const bounded = {
      ...boundPattern(regExp, undecided, (weight) => budget.step(weight)),
      // By this ajv tells patterns apart.
      toString: () => pattern,
    };
    patterns.set(pattern, bounded);
    return bounded;
  }

  function createAjv(): Ajv2020 {
    const ajv = new Ajv2020({
      strict: false,
      allErrors: extent === "all",
      logger: false,
      meta: false,
      validateSchema: false,
      addUsedSchema: false,
      inlineRefs: false,
      // `toString` is a property only of an object that says so.
      ownProperties: true,
      code: { regExp: Object.assign(patternOf, { code: "patternOf" }) },
    });
    addFormats.default(ajv);
    ajv.addFormat("int64", {
      type: "number",
      validate: (value: number) => Number.isInteger(value) && Math.abs(value) <= 2 ** 63,
    });
    // Ajv compares all items with all others.
    ajv.removeKeyword("uniqueItems");
    ajv.addKeyword({
      keyword: "uniqueItems",
      type: "array",
      schemaType: "boolean",
      errors: false,
      error: { message: "must NOT have duplicate items" },
      validate: (isAsked: boolean, items: unknown[]) => !isAsked || areUnique(items, budget),
    });
    // Ajv divides in binary, in which 0.3 is no multiple of 0.1.
    ajv.removeKeyword("multipleOf");
    ajv.addKeyword({
      keyword: "multipleOf",
      type: "number",
      schemaType: "number",
      errors: false,
      error: {
        message: ({ schemaCode }) => str`must be multiple of ${schemaCode}`,
        params: ({ schemaCode }) => _`{multipleOf: ${schemaCode}}`,
      },
      validate: (step: number, value: number) => isMultipleOf(value, step),
    });
    ajv.addKeyword({
      keyword: countedKeyword,
      code: ({ gen }) => gen.code(_`${gen.scopeValue("obj", { ref: step })}.step()`),
    });
    ajv.addKeyword({
      keyword: "reference",
      schemaType: "string",
      // Ajv would copy all errors so far for every reference that adds some.
      errors: false,
      error: {
        message: "is wrong",
        params: ({ gen }) => _`{errors: ${gen.scopeValue("obj", { ref: latest })}.errors}`,
      },
      validate: validateReference,
    });
    return ajv;
  }

  /** Lets go of what was compiled. What is still in use stays good, as references are known by their ids. */
  function renew(): void {
    ajv = createAjv();
    compiled = 0;
    checks = new WeakMap();
    for (const component of components.values()) {
      component.validate = undefined;
      if (component.usage.isEvaluated) waiting.push(component);
    }
  }

  /** Says once that what the document itself says or makes up cannot be checked. */
  function leaveOutCostly(keyword: string, value: unknown, reason: string): void {
    const key = `${keyword} ${String(value)}`;
    if (tooCostly.has(key)) return;
    tooCostly.add(key);
    unchecked.push({ pointer: "", keyword, value, reason });
  }

  function componentOf(reference: string, usage: Usage): Component {
    const target = resolvePointer(openapi, reference);
    const asked = usage.hidden.size === 0 ? usage.hidden : requiredNames(target, resolve);
    const hidden = new Set([...usage.hidden].filter((name) => asked.has(name)).sort());
    const isBase = usage.isBase && isObject(target) && target["discriminator"] !== undefined;
    const key = `${usage.isEvaluated} ${usage.isPartial} ${isBase} ${JSON.stringify([...hidden])} ${reference}`;
    const known = components.get(key);
    if (known !== undefined) return known;
    const component: Component = {
      id: `schema:${components.size}`,
      reference,
      usage: { ...usage, isBase, hidden },
      validate: undefined,
      active: [],
    };
    components.set(key, component);
    byId.set(component.id, component);
    if (usage.isEvaluated) waiting.push(component);
    return component;
  }

  function compile(schema: unknown, pointer: string, usage: Usage): ValidateFunction {
    compiled += 1;
    const converted = convertSchema(schema, pointer, usage, around);
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const target = convertSchema(resolvePointer(openapi, next.reference), next.reference, next.usage, around);
      ajv.addSchema(target as AnySchemaObject, next.id);
    }
    try {
      return ajv.compile(converted);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      unchecked.push({ pointer, keyword: "", value: undefined, reason });
      return ajv.compile(true);
    }
  }

  function validateReference(id: string, data: unknown, _schema: unknown, context?: DataValidationCxt): boolean {
    const component = byId.get(id);
    if (component === undefined || context === undefined) return true;
    const { instancePath } = context;
    const last = component.active.at(-1);
    if (last?.data === data && last?.instancePath === instancePath) {
      circles += 1;
      return true;
    }
    budget.step();
    const isKept = budget.isHigh && unused < mostUnused && typeof data === "object" && data !== null;
    const known = isKept
      ? found?.get(data)?.find((each) => each.component === component && each.instancePath === instancePath)
      : undefined;
    if (known !== undefined) {
      unused -= 10;
      latest.errors = known.errors;
      return known.isValid;
    }
    component.validate ??= compile(resolvePointer(openapi, component.reference), component.reference, component.usage);
    const [outside, before] = [found, circles];
    found = undefined;
    component.active.push({ data, instancePath });
    try {
      const isValid = component.validate(data, context) === true;
      if (!isValid) latest.errors = withoutUnionNoise(withReferred(component.validate.errors));
      const { errors } = latest;
      found = outside;
      if (isKept && circles === before) {
        unused += 1;
        found ??= new Map();
        const ofData = found.get(data) ?? [];
        ofData.push({ component, instancePath, isValid, errors });
        found.set(data, ofData);
      }
      return isValid;
    } finally {
      component.active.pop();
    }
  }

  return {
    unchecked,
    resolve,
    check(schema, pointer) {
      if (typeof schema !== "object" || schema === null) return schema === false ? () => [forbidden] : () => [];
      const known = checks.get(schema);
      if (known !== undefined) return known;
      if (compiled > mostCompiled) renew();
      let validate: ValidateFunction | undefined;
      const check: Check = (value, given = new Budget()) => {
        if (given.isSpent) return [];
        validate ??= compile(schema, pointer, alone);
        budget = given;
        budget.start();
        found = undefined;
        unused = 0;
        try {
          if (validate(value)) return [];
        } catch (error) {
          if (error instanceof RangeError) return [tooDeep];
          if (error instanceof TooCostly && direction === "request") return [error.errorIn(value)];
          if (error instanceof TooCostly) {
            leaveOutCostly("time-limit", pointer, "validating it takes too long");
            return [];
          }
          throw error;
        } finally {
          budget.stop();
        }
        return withoutUnionNoise(withReferred(validate.errors));
      };
      checks.set(schema, check);
      return check;
    },
  };
}

function namedSchemasOf(openapi: JsonObject): JsonObject {
  const schemas = resolvePointer(openapi, "#/components/schemas");
  return isObject(schemas) ? schemas : {};
}

/** The properties that a schema asks for, or one of those that hold or may hold together with it. */
function requiredNames(schema: unknown, resolve: Resolve): ReadonlySet<string> {
  const names = new Set<string>();
  const passed = new Set<unknown>();
  const visit = (each: unknown) => {
    if (!isObject(each) || passed.has(each)) return;
    passed.add(each);
    for (const name of partsOf(each).required) names.add(name);
    for (const part of compositionOf(each)) visit(part);
    if (hasReference(each)) visit(resolve(each));
  };
  visit(schema);
  return names;
}

/** The errors with those of referred schemas in their place; these count as standing where the reference does. */
function withReferred(errors: readonly ErrorObject[] | null | undefined): ErrorObject[] {
  const all: ErrorObject[] = [];
  for (const error of errors ?? []) {
    if (all.length >= maxErrors) break;
    if (error.keyword !== "reference") all.push(error);
    else {
      const { errors: referred } = error.params as { readonly errors: readonly ErrorObject[] };
      all.push(...referred.map((inner) => ({ ...inner, schemaPath: error.schemaPath })));
    }
  }
  return all;
}

const forbidden: ErrorObject = {
  keyword: "false schema",
  instancePath: "",
  schemaPath: "#",
  params: {},
  message: "is not allowed",
};

const tooDeep: ErrorObject = {
  keyword: "nesting",
  instancePath: "",
  schemaPath: "#",
  params: {},
  message: "is nested too deeply",
};
