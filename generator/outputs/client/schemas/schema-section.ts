import { moduleOf } from "../../../emit/examples/example-calls.ts";
import { codeSpan } from "../../../emit/text.ts";
import type { OutputSettings, Section } from "../../../emit/toolkit.ts";
import type { Model } from "../../../model/model.ts";
import { exportedSchemas } from "../gathering-modules.ts";

/** How the types of schemas and of results are imported. */
export function schemaSection(model: Model, settings: OutputSettings): Section[] {
  const [first] = exportedSchemas(model);
  if (!first) return [];
  const imported = codeSpan(`import type { ${first} } from ${moduleOf({ model, settings })}`);
  const paragraph =
    `The types of schemas have the names of the documents, ${imported}; those of an operation its own: ` +
    "`…Arguments`, `…Data`, `…Error`, and by status `…Responses` and `…Errors`.";
  return [{ title: "Results and errors", paragraphs: [paragraph] }];
}
