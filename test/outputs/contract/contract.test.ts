import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, describe, expect, test } from "vitest";
import { build, defaultSettings, readSettings, type Settings } from "../../../generator/entry.ts";
import { faults } from "../../contract/faults/faults.ts";
import { startShop } from "../../contract/faults/server/start-shop.ts";
import { shopDocument } from "../../contract/faults/shop-run.ts";
import { documentWithOperation } from "../../emit/emitted.ts";
import { type ContractProject, contractProject, runProject } from "./run-contract-file.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const desk = join(root, "spec/zoho-desk/twinspec.yaml");
const outputs = (options = {}) => [
  { name: "client", options: {} },
  { name: "contract", options },
];
const projects: ContractProject[] = [];
afterAll(() => {
  for (const project of projects) project.remove();
});

/** The client and the tests of an API, where the documents are found from the folder `api` of a project. */
async function emittedFor(settings: Settings): Promise<ReadonlyMap<string, string>> {
  const { files, diagnostics } = await build(settings);
  if (!files) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return new Map([...files].map(([path, text]) => [`api/${path}`, text]));
}

function project(files: ReadonlyMap<string, string>): ContractProject {
  const made = contractProject(files);
  projects.push(made);
  return made;
}

const shopFolder = join(root, ".cache/contract-shop");
const ofShop = (options = {}): Settings => ({
  ...defaultSettings([shopDocument], join(shopFolder, "api"), shopFolder),
  ...{ target: "source", importExtension: "ts", outputs: outputs(options) },
});

/** What TypeScript has to say against the tests of projects, which are all one program. */
function typeFaults(...tested: readonly ContractProject[]): string[] {
  const files = tested.map(({ folder }) => join(folder, "api/contract.test.ts"));
  const program = ts.createProgram(files, {
    ...{ target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.NodeNext, strict: true, noEmit: true },
    ...{ moduleResolution: ts.ModuleResolutionKind.NodeNext, skipLibCheck: true, allowImportingTsExtensions: true },
    ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noPropertyAccessFromIndexSignature: true },
    ...{ lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.esnext.disposable.d.ts"] },
    ...{ verbatimModuleSyntax: true, noUnusedLocals: true, types: ["node"], resolveJsonModule: true },
    paths: { "twinspec/mocks": [join(root, "mocks/index.ts")] },
  });
  return files.flatMap((file) =>
    [
      ...program.getSyntacticDiagnostics(program.getSourceFile(file)),
      ...program.getSemanticDiagnostics(program.getSourceFile(file)),
    ].map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
  );
}

describe("the file of the shop", { timeout: 120_000 }, () => {
  test("has a test for each operation, and passes against the mock", async () => {
    const made = project(await emittedFor(ofShop()));
    const { passed, skipped, failed, message } = await runProject(made.folder);
    expect([failed, skipped, message.trim()]).toEqual([{}, [], ""]);
    expect(passed).toHaveLength(32);
  });

  test("passes against the right shop, which is changed only where that is allowed", async () => {
    const skip = ["getExport", "getAttachment", "deleteAttachment", "deleteCustomer", "deleteProduct"];
    const made = project(await emittedFor(ofShop({ skip })));
    const shop = await startShop();
    try {
      const variables = {
        ...{ CONTRACT_URL: shop.url, CONTRACT_KEY: "north-key-1f2e" },
        CONTRACT_TOKEN: shop.issue({ tenant: "north" }),
      };
      const reading = await runProject(made.folder, variables);
      expect(reading.failed).toEqual({});
      expect([reading.passed.length, reading.skipped.length]).toEqual([17, 10]);
      const writing = await runProject(made.folder, { ...variables, CONTRACT_WRITES: "1" });
      expect([writing.failed, writing.passed.length]).toEqual([{}, 27]);
    } finally {
      await shop.close();
    }
  });

  test.each([
    ["member-missing", "getCustomer: Read a customer", "createdAt"],
    ["status-undocumented", "getRates: Exchange rates of some currencies", "no response with the status 203"],
  ])("fails for the fault %s, and says what is wrong", async (name, title, said) => {
    const made = project(await emittedFor(ofShop({ skip: ["getExport", "getAttachment"] })));
    const shop = await startShop({ change: faults.find((fault) => fault.name === name)!.change() });
    try {
      const { failed } = await runProject(made.folder, {
        ...{ CONTRACT_URL: shop.url, CONTRACT_KEY: "north-key-1f2e" },
        CONTRACT_TOKEN: shop.issue({ tenant: "north" }),
      });
      expect(Object.keys(failed)).toEqual([title]);
      expect(failed[title]).toContain(said);
    } finally {
      await shop.close();
    }
  });
});

const ofDesk = async () => {
  const { settings } = readSettings(desk, root);
  const output = join(root, ".cache/contract-desk/api");
  return await emittedFor({ ...settings!, output, outputs: outputs(), target: "source", importExtension: "ts" });
};

test("the file of the flagship passes against its mock", { timeout: 120_000 }, async () => {
  const { passed, failed, message } = await runProject(project(await ofDesk()).folder);
  expect([failed, message.trim()]).toEqual([{}, ""]);
  expect(passed).toContainEqual(expect.stringMatching(/^getSessionAnalytics: /));
});

test("the files compile", { timeout: 240_000 }, async () => {
  expect(typeFaults(project(await ofDesk()), project(await emittedFor(ofShop())))).toEqual([]);
});

describe("options", () => {
  const withId = documentWithOperation({
    parameters: [{ name: "id", in: "query", required: true, schema: { type: "string", format: "uuid" } }],
  });
  const built = async (options: object, document: object = withId) => {
    const settings: Settings = {
      ...defaultSettings(["-"], "client", import.meta.dirname),
      ...{ target: "source", importExtension: "js", outputs: outputs(options) },
    };
    const { files, diagnostics } = await build(settings, { standardInput: JSON.stringify(document) });
    return { text: files?.get("contract.test.ts") ?? "", messages: diagnostics.map(({ message }) => message) };
  };

  test("that are made up are as many as their schemas ask for", async () => {
    const text = { type: "string" };
    const schema = {
      type: "object",
      required: ["some"],
      allOf: [{ minProperties: 2 }],
      properties: {
        some: { type: "array", minItems: 2, items: text },
        pair: { type: "array", minItems: 2, prefixItems: [{ type: "integer" }, text] },
        map: { type: "object", minProperties: 2, additionalProperties: text },
      },
    };
    const bodyOf = async (wanted: object) => {
      const content = { "application/json": { schema: { ...schema, ...wanted } } };
      const document = documentWithOperation({ requestBody: { required: true, content } }, { method: "patch" });
      return (await built({}, document)).text;
    };
    expect(await bodyOf({})).toContain('body: { some: ["example", "example"], pair: [1, "example"] }');
    expect(await bodyOf({ required: ["map"] })).toContain(
      'body: { map: { key1: "example", key2: "example" }, some: ["example", "example"] }',
    );
    expect(await bodyOf({ allOf: [{ minProperties: 1 }] })).toContain('body: { some: ["example", "example"] }');
  });

  test("give arguments in place of those from the documents", async () => {
    expect((await built({})).text).toContain('client.doThing({ id: "3fa85f64-5717-4562-b3fc-2c963f66afa6" })');
    expect((await built({ arguments: { doThing: { id: "7" } } })).text).toContain('client.doThing({ id: "7" })');
    expect((await built({ skip: ["doThing"] })).text).not.toContain("client.doThing(");
  });

  test.each([
    [{ skip: ["doThings"] }, 'the output "contract" fails: there is no operation "doThings"; did you mean "doThing"?'],
    [{ skip: "doThing" }, 'the output "contract" fails: skip must be an array of names of operations'],
    [{ arguments: { other: {} } }, 'the output "contract" fails: there is no operation "other"'],
    [
      { arguments: 1 },
      'the output "contract" fails: arguments must be an object of objects, by the names of operations',
    ],
    [{ argument: {} }, 'the output "contract" fails: there is no option "argument", but skip and arguments'],
  ])("%j are an error", async (options, message) => {
    expect((await built(options)).messages).toEqual([message]);
  });
});

test("the file of a package is not part of what is published", async () => {
  const { settings } = readSettings(desk, root);
  const { files } = await build({ ...settings!, output: "client", outputs: outputs() });
  expect(files?.get("contract.test.ts")).toContain('from "./esm/index.js"');
  expect(JSON.parse(files?.get("package.json") ?? "").files).not.toContain("contract.test.ts");
});
