import { Ajv2020 } from "ajv/dist/2020.js";
import type { Model } from "../../../generator/entry.ts";
import { resolver, schemaReference } from "../../../generator/schema/references.ts";
import { changed, randomFrom, Samples } from "./sample-values.ts";
import { asTypesSee } from "./seen-schemas.ts";
import { Tags } from "./tags.ts";

/** A value of a named schema, and whether ajv takes it. */
export interface Instance {
  readonly schema: string;
  readonly value: unknown;
  readonly isValid: boolean;
}

/** Valid and invalid values of the named schemas of an API, the same every time. */
export function instancesOf(model: Model, { most = 30, each = 6 } = {}): readonly Instance[] {
  const { schemas } = model;
  const tags = new Tags(model);
  const seen = new Map(
    schemas.map(({ id, schema }) => {
      const own = asTypesSee(schema, (discriminator, reference) => tags.of(discriminator, reference));
      return [schemaReference(id), { allOf: [own, tags.inherited(schemaReference(id))] }];
    }),
  );
  const resolve = resolver((reference) => seen.get(reference));
  const ajv = new Ajv2020({ strict: false, validateFormats: false, logger: false, allErrors: false });
  const named = Object.fromEntries(schemas.map(({ id }) => [id, seen.get(schemaReference(id))]));
  ajv.addSchema({ $id: "api", components: { schemas: named } });
  const step = Math.max(1, Math.floor(schemas.length / most));
  return schemas
    .filter((_, index) => index % step === 0)
    .slice(0, most)
    .flatMap(({ id, name }, index) => {
      const validate = ajv.compile({ $ref: `api${schemaReference(encodeURIComponent(id))}` });
      const random = randomFrom(index + 1);
      const samples = new Samples(resolve, random);
      const found = new Map<string, Instance>();
      for (let round = 0; round < each; round += 1) {
        const value = samples.value({ $ref: schemaReference(id) });
        const isValid = validate(value);
        found.set(JSON.stringify(value), { schema: name, value, isValid });
        const wrong = changed(value, random);
        if (isValid && !validate(wrong))
          found.set(JSON.stringify(wrong), { schema: name, value: wrong, isValid: false });
      }
      return [...found.values()];
    });
}
