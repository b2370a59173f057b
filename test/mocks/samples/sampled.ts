import { createSampler, type Sampler } from "../../../mocks/samples/sampler.ts";
import { documentSchemas } from "../../../mocks/validation/schemas/document-schemas.ts";
import { documentOf } from "../document.ts";

/** What is made up for a schema: the plain value, and one for each of several seeds. */
export interface Sampled {
  readonly plain: unknown;
  readonly dynamic: readonly unknown[];
  /** All of them. */
  readonly values: readonly unknown[];
  /** What is wrong with each of them. */
  readonly faults: readonly string[];
  readonly unsatisfied: Sampler["unsatisfied"];
}

/** Makes up values for a schema beside named ones. */
export function sampled(schema: unknown, schemas: Record<string, unknown> = {}): Sampled {
  const openapi = documentOf({}, { components: { schemas } });
  const sampler = createSampler(openapi, () => undefined);
  const sample = (seed?: string) => {
    return sampler.sample(schema, { place: "GET /x", isDynamic: seed !== undefined, seed });
  };
  const plain = sample();
  const dynamic = Array.from({ length: 12 }, (_, index) => sample(`seed ${index}`));
  const values = [plain, ...dynamic];
  const check = documentSchemas(openapi, "response").check(schema, "x");
  const faults = values.flatMap((value) =>
    check(value).map(({ instancePath, message }) => `${JSON.stringify(value)} ${instancePath} ${message}`),
  );
  return { plain, dynamic, values, faults, unsatisfied: sampler.unsatisfied };
}

/** The reference to a named schema. */
export function reference(name: string): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}
