import { getOwn, isObject, type JsonObject } from "../document/json.ts";
import { mediaKind } from "../model/media-type.ts";
import type { Body, MediaType, Operation, Parameter, Response } from "../model/model.ts";
import type { Level } from "./finding.ts";
import type { Kind } from "./kinds.ts";
import { code, type SchemaKnowledge, wireDifferences } from "./schema-walk.ts";
import type { OperationPair } from "./side.ts";
import { type Direction, memberPath, type TypeFinding } from "./type-walk.ts";

/** The Operation Objects of a pair, which describe the headers of responses. */
export interface Described {
  readonly old: JsonObject;
  readonly new: JsonObject;
}

/** What differs in how an operation is sent and responded to, where types are equal. */
export function operationWireDifferences(
  pair: OperationPair,
  described: Described,
  knowledge: SchemaKnowledge,
): TypeFinding[] {
  const { old, new: now } = pair;
  const isPageSize = (path: string) => isAboutPages(pair, path);
  const known = { ...knowledge, isPageSize };
  return [
    ...parameterDifferences(pair, known),
    ...(old.body && now.body ? bodyDifferences(old.body, now.body, known) : []),
    ...responseDifferences(pair, known),
    ...headerDifferences(pair, described, known),
    ...pageDifferences(pair),
    ...(old.server === now.server
      ? []
      : [
          finding(
            ["server-changed", "patch"],
            "server",
            `its requests go to ${code(now.server ?? "the API's server")} now`,
          ),
        ]),
  ];
}

function finding([kind, level]: readonly [Kind, Level], path: string, message: string): TypeFinding {
  return { kind, level, path, message };
}

/** Whether an argument only says how large pages are, so that iterators give the same items. */
function isAboutPages({ old, new: now }: OperationPair, path: string): boolean {
  if (!old.pages || !now.pages) return false;
  return [old.pages, now.pages].every(
    ({ description: { limit } }) => limit !== undefined && `args${limit.map(memberPath).join("")}` === path,
  );
}

function parameterDifferences({ old, new: now }: OperationPair, knowledge: SchemaKnowledge): TypeFinding[] {
  return old.parameters.flatMap((one) => {
    const other = now.parameters.find(({ argument }) => argument === one.argument);
    return other ? comparedParameters(one, other, knowledge) : [];
  });
}

function comparedParameters(one: Parameter, other: Parameter, knowledge: SchemaKnowledge): TypeFinding[] {
  const path = `args${memberPath(one.argument)}`;
  const findings: TypeFinding[] = [];
  const isSameName =
    one.in === "header" ? one.name.toLowerCase() === other.name.toLowerCase() : one.name === other.name;
  if (one.in !== other.in)
    findings.push(finding(["place-changed", "patch"], path, `it is sent in the ${other.in} now, not in the ${one.in}`));
  else if (!isSameName && one.in !== "path")
    findings.push(
      finding(["wire-name-changed", "patch"], path, `it is sent as ${code(other.name)} now, not as ${code(one.name)}`),
    );
  const isWritten = (each: Parameter) => [each.style, each.explode, each.allowsReserved, each.mediaType].join(" ");
  if (one.in === other.in && isWritten(one) !== isWritten(other) && !areScalars([one, other], knowledge))
    findings.push(
      finding(
        ["style-changed", "patch"],
        path,
        `it is written as ${code(styleOf(other))} now, not as ${code(styleOf(one))}`,
      ),
    );
  if (!one.isDeprecated && other.isDeprecated)
    findings.push(finding(["deprecated", "patch"], path, "it is deprecated now"));
  return [...findings, ...wireDifferences({ old: one.schema, new: other.schema, path, direction: "given" }, knowledge)];
}

/** Whether a style makes no difference: it is about arrays and objects, but for paths. */
function areScalars([one, other]: readonly [Parameter, Parameter], { old, new: now }: SchemaKnowledge): boolean {
  const isScalar = (schema: unknown, { views }: SchemaKnowledge["old"]) =>
    /^(?:string|number|integer|boolean|enum|literal)$/.test(views.resolved(schema).kind);
  const isPlain = (each: Parameter) => /^(?:form|simple)$/.test(each.style) && each.mediaType === undefined;
  const reserved = one.allowsReserved === other.allowsReserved;
  return reserved && isPlain(one) && isPlain(other) && isScalar(one.schema, old) && isScalar(other.schema, now);
}

function styleOf({ style, explode, allowsReserved, mediaType }: Parameter): string {
  return (
    mediaType ?? `${style}${explode ? ", each value by itself" : ""}${allowsReserved ? ", reserved as they are" : ""}`
  );
}

function bodyDifferences(one: Body, other: Body, knowledge: SchemaKnowledge): TypeFinding[] {
  return mediaDifferences(
    { old: one.content, new: other.content, path: `args${memberPath(one.argument)}`, direction: "given" },
    knowledge,
  );
}

/** Media types of one place of both versions. */
interface Contents {
  readonly old: readonly MediaType[];
  readonly new: readonly MediaType[];
  readonly path: string;
  readonly direction: Direction;
}

function mediaDifferences({ old, new: now, path, direction }: Contents, knowledge: SchemaKnowledge): TypeFinding[] {
  const findings: TypeFinding[] = [];
  const kept = old.filter((one) => now.some((other) => essence(other) === essence(one)));
  const gone = old.filter((one) => !kept.includes(one));
  const come = now.filter((one) => !old.some((other) => essence(other) === essence(one)));
  const [only, other] = [gone[0], come[0]];
  const isOne = gone.length === 1 && come.length === 1 && kept.length === 0;
  if (isOne)
    findings.push(
      finding(
        ["media-type-changed", "patch"],
        path,
        `its media type is ${code(other!.type)} now, not ${code(only!.type)}`,
      ),
    );
  else {
    for (const { type } of gone) {
      // without it the client sends another one by itself; who chose it cannot
      const level = direction === "given" ? "breaking" : "patch";
      findings.push(finding(["media-type-removed", level], path, `${code(type)} is no media type of it any more`));
    }
    for (const { type } of come)
      findings.push(
        finding(
          ["media-type-added", direction === "given" ? "additive" : "patch"],
          path,
          `${code(type)} is a media type of it, too`,
        ),
      );
  }
  const pairs = [
    ...kept.map((one) => [one, now.find((each) => essence(each) === essence(one))!] as const),
    ...(isOne ? [[only!, other!] as const] : []),
  ];
  for (const [one, match] of pairs) {
    if (one.schema !== undefined && match.schema !== undefined)
      findings.push(...wireDifferences({ old: one.schema, new: match.schema, path, direction }, knowledge));
    if (one.itemSchema !== undefined && match.itemSchema !== undefined)
      findings.push(
        ...wireDifferences({ old: one.itemSchema, new: match.itemSchema, path: `${path}[]`, direction }, knowledge),
      );
    const [written, now] = [one, match].map(({ encoding }) => JSON.stringify(encoding ?? {}));
    if (direction === "given" && written !== now && isForm(one) && isForm(match))
      findings.push(finding(["style-changed", "patch"], path, "its parts are written in another way now"));
  }
  return findings;
}

function isForm({ type }: MediaType): boolean {
  return /^(?:form|multipart)$/.test(mediaKind(type));
}

/** A media type without its parameters, which say how the same is written. */
function essence({ type }: MediaType): string {
  return type.toLowerCase().split(";")[0]!.trim();
}

/** Responses of both versions that stand for one another. */
interface ResponsePair {
  readonly old: Response;
  readonly new: Response;
  readonly path: "data" | "error";
}

function responseDifferences({ old, new: now }: OperationPair, knowledge: SchemaKnowledge): TypeFinding[] {
  const { pairs, removed, added, moved } = matchResponses(old.responses, now.responses);
  return [
    ...removed.map(({ status }) =>
      finding(["status-removed", "patch"], pathOf(status), `the status ${code(status)} is not described any more`),
    ),
    ...added.map(({ status }) =>
      finding(["status-added", "patch"], pathOf(status), `the status ${code(status)} is described, too`),
    ),
    ...moved.map(([from, to]) =>
      finding(["status-changed", "patch"], pathOf(to), `the status is ${code(to)} now, not ${code(from)}`),
    ),
    ...pairs.flatMap((pair) =>
      mediaDifferences({ old: pair.old.content, new: pair.new.content, path: pair.path, direction: "read" }, knowledge),
    ),
  ];
}

function pathOf(status: string): "data" | "error" {
  return status.startsWith("2") ? "data" : "error";
}

function matchResponses(old: readonly Response[], now: readonly Response[]) {
  const pairs = old.flatMap((one): ResponsePair[] => {
    const other = now.find(({ status }) => status === one.status);
    return other ? [{ old: one, new: other, path: pathOf(one.status) }] : [];
  });
  const isKept = (status: string) => pairs.some((pair) => pair.old.status === status);
  let removed = old.filter(({ status }) => !isKept(status));
  let added = now.filter(({ status }) => !isKept(status));
  const moved: (readonly [string, string])[] = [];
  const only = (responses: readonly Response[]) => responses.filter(({ status }) => status.startsWith("2"));
  const [[gone], [come]] = [only(removed), only(added)];
  if (gone && come && only(removed).length === 1 && only(added).length === 1) {
    pairs.push({ old: gone, new: come, path: "data" });
    moved.push([gone.status, come.status]);
    removed = removed.filter((each) => each !== gone);
    added = added.filter((each) => each !== come);
  }
  return { pairs, removed, added, moved };
}

function headerDifferences(
  { old, new: now }: OperationPair,
  { old: before, new: after }: Described,
  knowledge: SchemaKnowledge,
) {
  const { pairs } = matchResponses(old.responses, now.responses);
  return pairs.flatMap((pair) => {
    const [headers, others] = [headersOf(before, pair.old.status), headersOf(after, pair.new.status)];
    const findings: TypeFinding[] = [];
    for (const [key, { name, header }] of headers) {
      const path = `headers.${name}`;
      const other = others.get(key);
      const isRequired = header["required"] === true;
      if (!other) {
        findings.push(
          finding(
            ["header-removed", isRequired ? "breaking" : "patch"],
            path,
            `the header ${code(name)} no longer comes`,
          ),
        );
        continue;
      }
      const isNow = other.header["required"] === true;
      if (isRequired && !isNow)
        findings.push(finding(["header-became-optional", "patch"], path, `the header ${code(name)} may be absent now`));
      if (!isRequired && isNow)
        findings.push(finding(["header-became-required", "patch"], path, `the header ${code(name)} always comes now`));
      const [type, newType] = [
        knowledge.old.views.resolved(header["schema"]).kind,
        knowledge.new.views.resolved(other.header["schema"]).kind,
      ];
      if (type !== newType)
        findings.push(
          finding(
            ["header-changed", "breaking"],
            path,
            `the header ${code(name)} is ${named(newType)} now, not ${named(type)}`,
          ),
        );
    }
    for (const [key, { name }] of others)
      if (!headers.has(key))
        findings.push(finding(["header-added", "additive"], `headers.${name}`, `the header ${code(name)} comes, too`));
    return findings;
  });
}

function named(kind: string): string {
  return `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}`;
}

/** The headers of a response by their names in lower case. */
function headersOf(operation: JsonObject, status: string): Map<string, { name: string; header: JsonObject }> {
  const { responses } = operation;
  const key = isObject(responses)
    ? Object.keys(responses).find((each) => each.toUpperCase() === status.toUpperCase())
    : undefined;
  const headers = key === undefined ? undefined : getOwn(getOwn(responses, key), "headers");
  const entries = isObject(headers) ? Object.entries(headers) : [];
  return new Map(
    entries
      .filter(([name]) => name.toLowerCase() !== "content-type")
      .map(([name, header]) => [name.toLowerCase(), { name, header: isObject(header) ? header : {} }]),
  );
}

function pageDifferences({ old, new: now }: OperationPair): TypeFinding[] {
  if (!old.pages && !now.pages) return [];
  if (!now.pages)
    return [
      finding(
        ["pages-removed", "breaking"],
        "items",
        `${code(`${old.name}.items()`)} is gone: nothing shows its pages any more`,
      ),
    ];
  if (!old.pages)
    return [finding(["pages-added", "additive"], "items", `${code(`${old.name}.items()`)} goes through its pages`)];
  if (JSON.stringify(old.pages.description) === JSON.stringify(now.pages.description)) return [];
  return [finding(["pages-changed", "patch"], "items", "its pages go on in another way; the iterators follow it")];
}

/** What a webhook carries, which a consumer reads, and what it gives back. */
export function webhookWireDifferences(
  { old, new: now }: { readonly old: Pick<Operation, "body">; readonly new: Pick<Operation, "body"> },
  path: string,
  knowledge: SchemaKnowledge,
): TypeFinding[] {
  if (!old.body || !now.body) return [];
  return mediaDifferences({ old: old.body.content, new: now.body.content, path, direction: "read" }, knowledge);
}
