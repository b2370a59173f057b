import type { JsonObject } from "../../document/json.ts";
import { argumentEntries, type ExampleSource } from "../../emit/examples/example-calls.ts";
import { literal, propertyKey } from "../../emit/text.ts";
import { isStream } from "../../model/media-type.ts";
import type { Operation } from "../../model/model.ts";

/** What the settings choose of the tests. */
export interface ContractChoices {
  /** Names of operations that have no test. */
  readonly skipped: ReadonlySet<string>;
  /** By the name of an operation, arguments in place of those from the documents. */
  readonly given: ReadonlyMap<string, JsonObject>;
}

const longestLine = 100;

/** Methods that change nothing (RFC 9110, section 9.2.1). */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "QUERY"]);

/** The test of an operation, as the lines of code that call it. */
export function contractTest(operation: Operation, source: ExampleSource, { given }: ContractChoices): string[] {
  const { name, method, path, summary, responses } = operation;
  const isSafe = safeMethods.has(method);
  const title = literal(summary === undefined ? `${name}: ${method} ${path}` : `${name}: ${summary}`);
  const own = Object.entries(given.get(name) ?? {}).map(([argument, value]) => [argument, literal(value)] as const);
  const call = callLines(name, [...new Map([...argumentEntries(operation, source, { isSent: true }), ...own])]);
  const received = responses.filter(({ status }) => /^2/.test(status)).flatMap(({ content }) => content);
  const isStreamed = received.length > 0 && received.every(isStream);
  const body = isStreamed
    ? [...held("const { data } = ", call), "for await (const item of data ?? []) expect(item).toBeDefined();"]
    : held("", call);
  return [`test${isSafe ? "" : ".runIf(mayWrite)"}(${title}, async () => {`, ...body.map((line) => `  ${line}`), "});"];
}

function held(start: string, call: readonly string[]): string[] {
  const [first = "", ...rest] = call;
  const lines = [`${start}await hold(${first}`, ...rest];
  return [...lines.slice(0, -1), `${lines.at(-1)});`];
}

/** A call in one line, or with an argument a line where it is long. */
function callLines(name: string, entries: readonly (readonly [name: string, value: string])[]): string[] {
  const members = entries.map(([argument, value]) => `${propertyKey(argument)}: ${value}`);
  if (members.length === 0) return [`client.${name}()`];
  const line = `client.${name}({ ${members.join(", ")} })`;
  if (line.length <= longestLine) return [line];
  return [`client.${name}({`, ...members.map((member) => `  ${member},`), "})"];
}
