import { listOf } from "../../../emit/examples/markdown.ts";
import { type Code, codeOf, pureCall } from "../../../emit/printing/code.ts";
import type { Member, TypeCode } from "../../../emit/printing/types.ts";
import { unionOf } from "../../../emit/printing/types.ts";
import { SourceFile } from "../../../emit/source-file.ts";
import { runtime } from "../../../emit/symbols.ts";
import { codeSpan, commentText, literal, memberName } from "../../../emit/text.ts";
import { jsonSchemas } from "../../../model/media-type.ts";
import type { Parameter, Webhook } from "../../../model/model.ts";
import type { SchemaTypes } from "../schemas/schema-types.ts";
import { readParameter } from "./webhook-parameters.ts";
import { payloadType, responseTypes } from "./webhook-types.ts";

/** Values that are read other than JSON.parse does. */
const readKinds = new Set(["digits", "bigint", "text", "date"] as const);

/** The module of one webhook or callback: its types, and what reads it. */
export function webhookModule(webhook: Webhook, types: SchemaTypes): SourceFile {
  const { name, parameters } = webhook;
  const typeName = name[0]!.toUpperCase() + name.slice(1);
  const [payload, headers, query, response] = ["Payload", "Headers", "Query", "Response"].map(
    (part) => `${typeName}${part}`,
  ) as [string, string, string, string];
  const file = new SourceFile(`webhooks/${name}`, { declares: [name, payload, headers, query, response] });
  file.statements.push({
    kind: "type",
    name: payload,
    type: payloadType(webhook.body, types, file),
    doc: `What \`${name}\` carries.`,
  });
  const described = [
    { place: "header", type: headers, doc: `The headers of \`${name}\`.` },
    { place: "query", type: query, doc: `The query parameters of \`${name}\`.` },
  ].map(({ place, type, doc }) => {
    const own = parameters.filter((parameter) => parameter.in === place);
    const read = own.map((parameter) => readParameter(parameter, types, file));
    const members = own.map((parameter, index) => memberOf(parameter, read[index]!.type));
    if (own.length > 0) file.statements.push({ kind: "interface", name: type, members, doc });
    return { type: own.length > 0 ? type : "{}", code: read.map(({ code }) => code) };
  });
  if (webhook.responses.length > 0)
    file.statements.push({
      kind: "type",
      name: response,
      type: unionOf(responseTypes(webhook.responses, types, file)),
      doc: `What the API takes as a response to \`${name}\`.`,
    });
  const [header, search] = described as [(typeof described)[number], (typeof described)[number]];
  file.statements.push({
    kind: "const",
    name,
    doc: docOf(webhook),
    type: {
      kind: "generic",
      name: file.use(runtime("Webhook")),
      of: [literal(name), payload, header.type, search.type],
    },
    value: descriptionOf(webhook, { types, file, headers: header.code, query: search.code }),
  });
  return file;
}

function memberOf({ name, isRequired, isDeprecated, description = "" }: Parameter, type: TypeCode): Member {
  const doc = [commentText(description), isDeprecated ? "@deprecated" : ""].filter(Boolean).join("\n\n");
  return { name: memberName(name), type, isOptional: !isRequired, isReadonly: true, doc };
}

interface Parts {
  readonly types: SchemaTypes;
  readonly file: SourceFile;
  readonly headers: readonly Code[];
  readonly query: readonly Code[];
}

/** The object literal of the runtime's `Webhook`; what equals a default is left out. */
function descriptionOf({ name, published, body }: Webhook, { types, file, headers, query }: Parts): Code {
  const content = body?.content.map(({ type }) => type) ?? [];
  const positions = types.values.of(jsonSchemas(body?.content ?? []), readKinds);
  const isPlain = content.length === 1 && content[0] === "application/json";
  const fields: (readonly [key: string, value: Code | undefined])[] = [
    ["name", codeOf(name)],
    ["published", published === name ? undefined : codeOf(published)],
    ["content", isPlain ? undefined : codeOf(content)],
    ["isOptional", body?.isRequired === false ? "true" : undefined],
    ["parse", positions && pureCall(file.use(runtime("parseValues")), codeOf(positions))],
    ["headers", headers.length > 0 ? { kind: "array", items: headers } : undefined],
    ["query", query.length > 0 ? { kind: "array", items: query } : undefined],
  ];
  return { kind: "object", entries: fields.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])) };
}

function docOf({ published, operations, method, summary = "", description = "", isDeprecated }: Webhook): string {
  const holders = listOf(operations.map((operation) => `\`${operation}\``));
  const kind = operations.length === 0 ? "The webhook" : `A callback of ${holders}:`;
  const paragraphs = [
    commentText(summary),
    commentText(description),
    `${kind} ${commentText(codeSpan(published))} (${commentText(method)}).`,
    isDeprecated ? "@deprecated" : "",
  ];
  return [...new Set(paragraphs)].filter((paragraph) => paragraph !== "").join("\n\n");
}
