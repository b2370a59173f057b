import type { ExampleSource } from "../../emit/examples/example-calls.ts";
import type { Paragraphs } from "../../emit/examples/markdown.ts";
import type { Model } from "../../model/model.ts";
import { type ValueKind, valueKind } from "../../model/values/value-rules.ts";
import { schemasIn } from "../../schema/walk.ts";

/** What values are that JSON has no type for, as far as the API has them. */
export function valueSection({ model, settings: { values } }: ExampleSource): Paragraphs {
  const kinds = kindsIn(model);
  const integers = {
    string: "are strings in arguments and data, so that no digit is lost",
    bigint: "are BigInts in arguments and data",
    number: "are numbers: beyond 2^53 they lose digits",
  }[values.int64];
  const dates = { string: "are strings, as the API writes them", Date: "are Dates" }[values.dates];
  const lines = [
    ...(kinds.has("digits") ? [`Integers of 64 bits ${integers}.`] : []),
    ...(kinds.has("text") ? ["Identifiers that may be an integer or a string are strings."] : []),
    ...(kinds.has("date") ? [`Points in time (\`date-time\`) ${dates}.`] : []),
    ...(values.enums.startsWith("open")
      ? ["Enums in responses may have values that nobody listed; those that requests contain, too, are closed."]
      : []),
  ];
  return lines.length === 0 ? undefined : [lines.join(" ")];
}

/** The kinds of values that settings decide on. */
const decided = 3;

/** The kinds of values that settings decide on, among all schemas. */
function kindsIn({ schemas, operations }: Model): ReadonlySet<ValueKind> {
  const found = new Set<ValueKind>();
  const roots: unknown[] = [
    ...schemas.map(({ schema }) => schema),
    ...operations.flatMap(({ parameters, body, responses }) => [
      ...parameters.map(({ schema }) => schema),
      ...[...(body?.content ?? []), ...responses.flatMap(({ content }) => content)].flatMap((media) => [
        media.schema,
        media.itemSchema,
      ]),
    ]),
  ];
  for (const schema of schemasIn(roots)) {
    const kind = valueKind(schema, { int64: "string", dates: "Date", enums: "closed", baseSchemas: "own" });
    if (kind) found.add(kind);
    if (found.size === decided) break;
  }
  return found;
}
