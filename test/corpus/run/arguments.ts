import { isObject, type JsonObject, setOwn } from "../../../generator/document/json.ts";
import { isBinaryString, mediaKind } from "../../../generator/model/media-type.ts";
import type { MediaType, Model, Operation } from "../../../generator/model/model.ts";
import { resolvePointer } from "../../../generator/schema/references.ts";
import { changeSchemas } from "../../../generator/schema/walk.ts";
import { isContentCoding, isContentLength, noCoding } from "../../../mocks/http/content-coding.ts";
import { createSampler } from "../../../mocks/samples/sampler.ts";
import { documentSchemas } from "../../../mocks/validation/schemas/document-schemas.ts";
import { writeXml } from "../../../mocks/writing/write-xml.ts";

/** The arguments of one call, as a program would give them. */
export interface SampledArguments {
  readonly values: Readonly<Record<string, unknown>>;
  /** What no valid value was found for: `body: required`. */
  readonly doubts: readonly string[];
}

/** Makes up arguments. */
export interface ArgumentSampler {
  /** The arguments of an operation that are required, or all of them. */
  argumentsOf(operation: Operation, which: "required" | "all"): SampledArguments;
}

/** Makes up the plain arguments of the operations of a model, each by its schema. */
export function createArgumentSampler(model: Model): ArgumentSampler {
  const document = requestDocument(model);
  const turned = turner();
  const sampler = createSampler(document, () => undefined);
  const resolve = (schema: unknown): unknown => {
    let found = schema;
    for (let steps = 0; isObject(found) && typeof found["$ref"] === "string" && steps < 20; steps += 1)
      found = resolvePointer(document, found["$ref"]);
    return found;
  };

  function sample(schema: unknown, place: string): unknown {
    return sampler.sample(turned(schema), { ...plain, place });
  }

  /** A value that a parameter can carry: neither null nor empty, where the schema lets it be something else. */
  function sampleParameter(schema: unknown, place: string): unknown {
    const value = sample(schema, place);
    if (!isEmpty(value)) return value;
    const described = resolve(schema);
    const listed = isObject(described) && Array.isArray(described["enum"]) ? (described["enum"] as unknown[]) : [];
    const member = listed.find((each) => !isEmpty(each));
    if (member !== undefined) return member;
    const other = sampler.sample(
      { allOf: [turned(schema), somethingInIt] },
      { ...plain, place: `${place}, not empty` },
    );
    return isEmpty(other) ? value : other;
  }

  /** A value for a body of a media type: bytes where that is what its type or its schema means. */
  function sampleBody(media: MediaType, place: string): unknown {
    const kind = mediaKind(media.type);
    const schema = media.schema ?? (media.itemSchema === undefined ? undefined : { items: media.itemSchema });
    if (isBinaryString(resolve(schema))) return bytes();
    if (kind === "binary" && !media.type.includes("*")) return bytes();
    if (schema === undefined) return kind === "json" ? {} : kind === "form" || kind === "multipart" ? {} : "text";
    const value = sample(schema, place);
    if (kind === "multipart" || kind === "form") return asForm(value, media);
    if (kind === "stream")
      return [value]
        .flat()
        .map((item) => `${JSON.stringify(item)}\n`)
        .join("");
    if (/\bxml\b/.test(media.type)) return writeXml(value, turned(schema), documentSchemas(document, "response"));
    if (kind === "text" && typeof value === "object") return "text";
    return value;
  }

  /** A form, in which nothing is null, with files where its schema says so. */
  function asForm(value: unknown, { type, schema, encoding }: MediaType): unknown {
    if (!isObject(value)) return value;
    const copy = {};
    for (const [name, member] of Object.entries(value)) {
      const described = encoding?.[name];
      const [stated] = isObject(described) ? String(described["contentType"] ?? "").split(",") : [];
      const fileType = /^[\w.+-]+\/[\w.+-]+$/.test(stated ?? "") ? stated : "application/octet-stream";
      const file = () => new Blob(["file"], { type: fileType ?? "" });
      const holds = memberOf(schema, name);
      setOwn(copy, name, formMember(member, holds, mediaKind(type) === "multipart" ? file : undefined));
    }
    return copy;
  }

  function formMember(value: unknown, schema: unknown, file: (() => Blob) | undefined): unknown {
    const described = resolve(schema);
    if (file && isBinaryString(described)) return file();
    if (Array.isArray(value) && isObject(described))
      return value.map((item) => formMember(item, described["items"] ?? {}, file));
    return value === null ? sampleParameter(schema ?? {}, "a member of a form") : value;
  }

  /** The schema of a member, as far as it is told plainly or in a part of an `allOf`. */
  function memberOf(schema: unknown, name: string): unknown {
    const described = resolve(schema);
    if (!isObject(described)) return undefined;
    const properties = described["properties"];
    if (isObject(properties) && Object.hasOwn(properties, name)) return properties[name];
    const parts = [described["allOf"], described["oneOf"], described["anyOf"]].flatMap((each) =>
      Array.isArray(each) ? (each as unknown[]) : [],
    );
    return parts.map((part) => memberOf(part, name)).find((found) => found !== undefined);
  }

  return {
    argumentsOf(operation, which) {
      const before = sampler.unsatisfied.length;
      const values = {};
      const left = operation.parameters.filter(({ isRequired }) => !isRequired).slice(mostOptional);
      for (const parameter of operation.parameters) {
        if (!parameter.isRequired && (which === "required" || left.includes(parameter))) continue;
        const place = `${operation.key} ${parameter.in} ${parameter.name}`;
        if (!parameter.isRequired && isContentLength({ name: parameter.name, place: parameter.in })) continue;
        if (isContentCoding({ name: parameter.name, place: parameter.in })) {
          const isTrue = sampler.isValid(parameter.schema, place, noCoding);
          if (isTrue) setOwn(values, parameter.argument, noCoding);
          if (isTrue || !parameter.isRequired) continue;
        }
        setOwn(values, parameter.argument, sampleParameter(parameter.schema, place));
      }
      const { body } = operation;
      const [media] = body?.content ?? [];
      if (body && media && (body.isRequired || which === "all"))
        setOwn(values, body.argument, sampleBody(media, `${operation.key} body`));
      const doubts = sampler.unsatisfied
        .slice(before)
        .map(({ place, pointer, keyword, message }) => `${place}${pointer}: ${keyword}: ${message}`);
      return { values, doubts };
    },
  };
}

/** With more of them, servers refuse the address as too long. */
const mostOptional = 100;

const plain = { isDynamic: false, seed: undefined };

/** What a value must be to leave a trace in a request. */
const somethingInIt: JsonObject = {
  type: ["string", "integer", "number", "boolean", "array", "object"],
  minLength: 1,
  minItems: 1,
  minProperties: 1,
};

function isEmpty(value: unknown): boolean {
  if (value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function bytes(): Uint8Array {
  return new Uint8Array([1, 2, 3, 4]);
}

/**
 * A document that holds the schemas of a model as requests have them. Samples are made for responses, so what only
 * these have and what only requests have change places.
 */
function requestDocument(model: Model): JsonObject {
  const turned = turner();
  const schemas = {};
  for (const { id, schema } of model.schemas) setOwn(schemas, id, turned(schema));
  return { openapi: "3.1.0", info: {}, paths: {}, components: { schemas } };
}

function turner(): (schema: unknown) => unknown {
  return changeSchemas((schema) => {
    const { readOnly, writeOnly, ...rest } = schema;
    if (readOnly === undefined && writeOnly === undefined) return schema;
    return {
      ...rest,
      ...(writeOnly !== undefined && { readOnly: writeOnly }),
      ...(readOnly !== undefined && { writeOnly: readOnly }),
    };
  });
}
