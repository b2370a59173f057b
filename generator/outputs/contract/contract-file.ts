import type { ExampleSource } from "../../emit/examples/example-calls.ts";
import { header } from "../../emit/printing/print.ts";
import { commentText, literal, propertyKey } from "../../emit/text.ts";
import { builtFolder } from "../../model/package-settings.ts";
import { type ContractChoices, contractTest } from "./contract-test.ts";
import { credentialsCode, upperCase } from "./credentials-code.ts";

export const contractFileName = "contract.test.ts";

/** The file of tests: how its server and its client come about, and a test for each operation. */
export function contractFile(source: ExampleSource, choices: ContractChoices): string {
  const { model, settings } = source;
  const { title, tags, operations, parameters } = model;
  const chosen = operations.filter(({ name }) => !choices.skipped.has(name));
  // What is deleted is not there for the tests after it.
  const tested = [...chosen].sort(
    (left, right) => Number(left.method === "DELETE") - Number(right.method === "DELETE"),
  );
  const testsOf = (names: readonly string[]) =>
    tested.filter(({ name }) => names.includes(name)).map((each) => contractTest(each, source, choices));
  const placed = new Set<string>();
  const groups = tags.flatMap((tag) => {
    const tests = testsOf(tag.operations.filter((name) => !placed.has(name)));
    for (const name of tag.operations) placed.add(name);
    return tests.length === 0 ? [] : [describing(tag.title, tests)];
  });
  const others = testsOf(operations.map(({ name }) => name).filter((name) => !placed.has(name)));
  const { statements, option: auth, variables } = credentialsCode(model);
  const own = parameters.map(({ option, example }) => `${propertyKey(option)}: ${fromEnvironment(option, example)},`);
  const setUp = [
    ...serverCode(settings.documents),
    ...statements,
    "client = createClient({",
    ...["baseUrl: server.url,", ...own, ...auth].map((line) => `  ${line}`),
    "});",
  ];
  return `${header}${commentBlock([
    `Holds a server to the documents of ${title}: a request for each operation, with the client.`,
    "",
    "Without more, the server is a mock of the documents. CONTRACT_URL names another one, whose requests and",
    "responses are looked at as they pass; what changes something is sent to it only where CONTRACT_WRITES is set.",
    ...(variables.length > 0 ? [`Its credentials: ${variables.join(", ")}.`] : []),
  ])}
${[...imports(source, groups.length > 0)].join("\n")}

const url = process.env["CONTRACT_URL"];
const mayWrite = url === undefined || process.env["CONTRACT_WRITES"] !== undefined;
let server: Mock;
let client: Client;

beforeAll(async () => {
${setUp.map((line) => `  ${line}`).join("\n")}
});
beforeEach(() => server.clearRequests());
afterAll(() => server?.close());

/** Fails where the request or the response is not as the documents say, or the call does not succeed. */
async function hold<Result extends { readonly response: Response }>(call: PromiseLike<Result>): Promise<Result> {
  const result = await call;
  const violations = server.requests.flatMap((request) => request.violations);
  // The documents' own examples, and what the mock makes up, are no matter of a server.
  const ofServer = violations.filter(({ source }) => source !== "example" && source !== "made-up");
  const faults = ofServer.filter(({ severity }) => severity === "Error");
  if (faults.length > 0) throw new Error(faults.map(({ message }) => message).join("; "));
  expect(result.response.status, result.response.url).toBeLessThan(400);
  return result;
}

${[...groups, ...others.map((lines) => lines.join("\n"))].join("\n\n")}
`;
}

function describing(title: string, tests: readonly (readonly string[])[]): string {
  const blocks = tests.map((lines) => lines.map((line) => `  ${line}`).join("\n"));
  return `describe(${literal(title)}, () => {\n${blocks.join("\n\n")}\n});`;
}

function commentBlock(lines: readonly string[]): string {
  return `/*\n${lines.map((line) => ` * ${commentText(line)}`.trimEnd()).join("\n")}\n */`;
}

/** What the file imports: of the client by a path from its own folder. */
function imports({ settings }: ExampleSource, hasGroups: boolean): string[] {
  const { target, importExtension, documents } = settings;
  const endings = { js: ".js", ts: ".ts", none: "" } as const;
  const module = target === "package" ? `./${builtFolder}/index.js` : `./index${endings[importExtension]}`;
  return [
    ...(documents.some(isFile) ? ['import { resolve } from "node:path";'] : []),
    'import { type Mock, startMock } from "twinspec/mocks";',
    `import { afterAll, beforeAll, beforeEach, ${hasGroups ? "describe, " : ""}expect, test } from "vitest";`,
    `import { type Client, createClient } from ${literal(module)};`,
  ];
}

function serverCode(documents: readonly string[]): string[] {
  const inputs = documents.map((input) =>
    isFile(input) ? `resolve(import.meta.dirname, ${literal(input)})` : literal(input),
  );
  const spec = inputs.length === 1 ? inputs[0] : `[${inputs.join(", ")}]`;
  return [
    `const spec = ${spec};`,
    "server = await startMock({ spec, ...(url !== undefined && { record: url, recording: false }) });",
  ];
}

function isFile(input: string): boolean {
  return input !== "-" && !/^https?:\/\//i.test(input);
}

/** A parameter that every client is given. */
function fromEnvironment(option: string, example: unknown): string {
  const variable = `process.env[${literal(`CONTRACT_${upperCase(option)}`)}]`;
  return `${variable} ?? ${literal(example === undefined ? "1" : String(example))}`;
}
