import { isObject } from "../../../generator/document/json.ts";
import { literal, propertyKey } from "../../../generator/emit/text.ts";
import { camelCase } from "../../../generator/names/identifiers/identifier.ts";
import { safeName } from "../../../generator/names/identifiers/reserved.ts";
import { unmarked } from "../../document/exact-numbers.ts";
import { isJson } from "../../http/media-type.ts";
import { idText } from "../../state/collections/identifier.ts";
import { singularOf } from "../../state/collections/names.ts";
import { valueAt } from "../calls/call.ts";
import type { FindingStep } from "../finding.ts";
import type { ContractRequest } from "../message.ts";
import type { Made } from "../records/placement.ts";
import { variablesOf } from "../records/record-path.ts";
import { type Records, recordOperationOf } from "../records/records.ts";
import { isReference } from "../records/references.ts";
import type { Exchange } from "../running/exchange.ts";
import type { TestedApi } from "../tested/tested-api.ts";
import { clientCallOf } from "./client-call.ts";
import { curlOf } from "./curl.ts";

/** A record that an exchange speaks of: in its path, by the key of the argument, or in its body. */
interface Mention {
  readonly made: Made;
  readonly key?: string;
}

/** What a sequence is told with. */
interface Known {
  readonly records: Records;
  readonly api: TestedApi;
}

/** Exchanges with those before them that made what they speak of, parents first. */
export function withOrigins(trail: readonly Exchange[], known: Known): Exchange[] {
  const all = new Set<Exchange>();
  const add = (exchange: Exchange): void => {
    if (all.has(exchange)) return;
    for (const { made } of mentionsIn(exchange, known)) if (made.exchange !== exchange) add(made.exchange);
    all.add(exchange);
  };
  for (const exchange of trail) add(exchange);
  return [...all];
}

/** Exchanges as steps that people repeat: what one has made is a variable in those after it. */
export function shownSequence(trail: readonly Exchange[], known: Known): FindingStep[] {
  const mentions = trail.map((exchange) => mentionsIn(exchange, known));
  const names = namesOf(trail, mentions.flat(), known);
  return trail.map((exchange, index) => {
    const { call, request, secrets, response } = exchange;
    const own = names.get(known.records.madeBy(exchange)!);
    const named = (mentions[index] ?? []).flatMap(({ made, key }) => {
      const name = made.exchange === exchange ? undefined : names.get(made);
      return name === undefined ? [] : [{ ...name, key, id: made.ids.at(-1) ?? "" }];
    });
    const marked = named.reduce(markedBy(call), request);
    const variables = new Map([...secrets, ...named.map(({ mark, variable }) => [mark, variable] as const)]);
    const place = call.operation.placeOf({ keys: [] });
    const curl = curlOf(marked, variables, own?.curl);
    return {
      operation: call.operation.info,
      ...(place !== undefined && { place }),
      curl: own === undefined ? curl : `${own.variable}=$(${curl} | ${own.filter})`,
      call: `${own === undefined ? "" : `const ${own.constant} = `}await ${callOf(exchange, named)}`,
      ...(response !== undefined && { status: response.status }),
    };
  });
}

interface Named {
  readonly variable: string;
  readonly constant: string;
  /** Where the client's result has the identifier: `boat.data!.id`. */
  readonly expression: string;
  /** The beginning of a curl line, and what takes the identifier out of what it prints. */
  readonly curl: string;
  readonly filter: string;
  /** What stands for the identifier until the line is written. */
  readonly mark: string;
}

function namesOf(trail: readonly Exchange[], mentions: readonly Mention[], { records }: Known): Map<Made, Named> {
  const names = new Map<Made, Named>();
  const used = new Set(mentions.map(({ made }) => made));
  for (const exchange of trail) {
    const made = records.madeBy(exchange);
    if (made === undefined || !used.has(made) || names.has(made)) continue;
    const base = safeName(camelCase(singularOf(made.collection.segment), "made"), "operation");
    const count = [...names.values()].filter(({ constant }) => constant.replace(/_\d+$/, "") === base).length;
    const constant = count === 0 ? base : `${base}_${count + 1}`;
    const variable = `${constant
      .replace(/(?<=[a-z\d])(?=[A-Z])/g, "_")
      .replace(/\W/g, "_")
      .toUpperCase()}_ID`;
    names.set(made, { variable, constant, ...placeIn(made, constant), mark: `\u{e000}${names.size}\u{e000}` });
  }
  return names;
}

/** How the identifier is taken out of a response: of its body, or of Location. */
function placeIn({ collection, exchange, ids }: Made, constant: string): Pick<Named, "curl" | "expression" | "filter"> {
  const place = [...(recordOperationOf(collection, "create")?.returned?.place ?? []), collection.idProperty];
  if (idText(valueAt(exchange.json, place)) === ids.at(-1)) {
    const path = place.map((key) => (/^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`)).join("");
    const filter = `.${path}`.replace(/^\.\./, ".").replaceAll("'", "'\\''");
    const member = place.map((key) => (propertyKey(key) === key ? `.${key}` : `[${literal(key)}]`)).join("");
    return { curl: "curl --silent", filter: `jq --raw-output '${filter}'`, expression: `${constant}.data!${member}` };
  }
  return {
    curl: "curl --silent --include",
    filter: "tr -d '\\r' | sed -n 's#^[Ll]ocation:.*/##p'",
    expression: `${constant}.response.headers.get("location")!.split("/").at(-1)!`,
  };
}

/** Puts marks in the place of identifiers: in the variables of the path, and in a body of JSON. */
function markedBy({ operation, href }: Exchange["call"]) {
  return (
    request: ContractRequest,
    { key, id, mark }: { readonly key?: string | undefined; readonly id: string; readonly mark: string },
  ): ContractRequest => {
    if (key === undefined) {
      const text = new TextDecoder().decode(request.body);
      const body = new TextEncoder().encode(text.replaceAll(JSON.stringify(id), `"${mark}"`));
      return { ...request, body };
    }
    const [address = "", ...query] = request.url.split("?");
    const segments = address.split("/");
    const template = operation.info.path.split("/");
    const at = template.indexOf(`{${key.slice("path ".length)}}`);
    if (at < 0 || href !== undefined) return request;
    segments[segments.length - template.length + at] = mark;
    return { ...request, url: [segments.join("/"), ...query].join("?") };
  };
}

function callOf(
  { call, written = call }: Exchange,
  named: readonly { readonly key?: string | undefined; readonly id: string; readonly expression: string }[],
): string {
  const inPath = named.flatMap(({ key, expression }) => (key === undefined ? [] : [[key, expression] as const]));
  const inBody = named.filter(({ key }) => key === undefined);
  const text = clientCallOf(written, new Map(inPath));
  return inBody.reduce((found, { id, expression }) => found.replaceAll(literal(id), () => expression), text);
}

/** The records of the run's own that an exchange speaks of. */
function mentionsIn({ call }: Exchange, { records, api }: Known): Mention[] {
  const ids: string[] = [];
  const inPath = variablesOf(call.operation, api).flatMap(({ name, collection }): Mention[] => {
    ids.push(String(unmarked(call.arguments.get(`path ${name}`))));
    const made = collection && records.madeAt(collection, ids);
    return made === undefined ? [] : [{ made, key: `path ${name}` }];
  });
  const { body } = call;
  if (body === undefined || "bytes" in body || !isJson(body.mediaType)) return inPath;
  const referred = new Set(referencesIn(body.value, [], api));
  const inBody = records.all.filter(({ ids: [id, ...further] }) => further.length === 0 && referred.has(id ?? ""));
  return [...inPath, ...inBody.map((made) => ({ made }))];
}

function referencesIn(value: unknown, path: readonly string[], api: TestedApi): string[] {
  if (typeof value === "string") return isReference(path, api) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => referencesIn(item, [...path, `${index}`], api));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => referencesIn(member, [...path, name], api));
}
