import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { annotationOf } from "../../../generator/commands/contract/reports/annotations.ts";
import { ctrfReport } from "../../../generator/commands/contract/reports/ctrf.ts";
import { junitReport } from "../../../generator/commands/contract/reports/junit.ts";
import { prettyFinding, summaryOf } from "../../../generator/commands/contract/reports/pretty.ts";
import { payloads } from "../../hostile/document.ts";
import { findingOf, hostileFinding, runOf } from "./made-run.ts";

describe("for people", () => {
  test("a finding says what, where, how to see it again, and what came back", () => {
    expect(prettyFinding(findingOf())).toBe(`getPet  GET /pets/{petId}
  response-body: name in the body of the 200 must be a string
  case: required arguments
  at:   petstore.yaml:12:9
  curl: curl -i 'http://127.0.0.1:3000/pets/1'
  call: client.getPet({ petId: "1" })
  got:  200 application/json  {"name":1}

`);
  });

  test("a finding of several steps says each of them, with its place", () => {
    const sequence = [
      {
        ...{ operation: { name: "addPet", method: "POST", path: "/pets" }, place: { file: "petstore.yaml", line: 3 } },
        ...{ curl: "PET_ID=$(curl …)", call: "const pet = await client.addPet()", status: 201 },
      },
      {
        ...{ operation: { name: "getPet", method: "GET", path: "/pets/{petId}" }, curl: 'curl …/"$PET_ID"' },
        call: "await client.getPet({ petId: pet.data!.id })",
      },
    ];
    const steps = `1. addPet: POST /pets at petstore.yaml:3, 201
     curl: PET_ID=$(curl …)
     call: const pet = await client.addPet()
  2. getPet: GET /pets/{petId}, no response
     curl: curl …/"$PET_ID"
     call: await client.getPet({ petId: pet.data!.id })
`;
    const text = prettyFinding(findingOf({ sequence }));
    expect(text).toContain(`  at:   petstore.yaml:12:9\n  ${steps}  got:  200`);
    expect(text).not.toMatch(/^ {2}(?:curl|call):/m);
    expect(annotationOf(findingOf({ sequence }))).toContain('%0APET_ID=$(curl …)%0Acurl …/"$PET_ID"');
  });

  test("a second finding of the same response says what is other", () => {
    const second = findingOf({ message: "age is required" });
    expect(prettyFinding(second, { last: findingOf() })).toBe(
      "  response-body: age is required\n  seen in the same response\n\n",
    );
    const another = prettyFinding(findingOf({ curl: "curl http://x" }), { last: findingOf() });
    expect(another).toMatch(/^ {2}response-body: /);
    expect(another).toContain("  curl: curl http://x\n");
  });

  test("what rests on words is likely, and what comes up now and then says how often", () => {
    const text = prettyFinding(findingOf({ certainty: "likely", seen: { times: 1, of: 20 } }));
    expect(text).toContain("  response-body, likely: ");
    expect(text).toContain("  case: required arguments (once in 20 tries)\n");
  });

  test("a long body is cut, and whole with --verbose", () => {
    const body = JSON.stringify({ name: "x".repeat(1000) });
    const finding = findingOf({ response: { status: 200, headers: [["X-A", "1"]], body } });
    expect(prettyFinding(finding)).toMatch(/ …\n/);
    expect(prettyFinding(finding, { isWhole: true })).toContain(`        X-A: 1\n        ${body}\n`);
  });

  test("the summary counts, says why cases were skipped, and what is left", () => {
    const run = runOf([findingOf(), findingOf({ certainty: "likely" })], {
      total: 5,
      stopped: "time",
      leftBehind: ["http://127.0.0.1:3000/pets/9"],
    });
    expect(
      summaryOf(run.apis[0]!, false),
    ).toBe(`2 findings (1 likely) in 1 operation; 2 operations, 42 cases, 44 requests; seed 7
3 cases skipped:
  2: there are no tokens of fewer scopes (getPet)
  1: there are no expired credentials (getPet)
3 operations not tested: time was up
1 record left on the server, as nothing removes them:
  http://127.0.0.1:3000/pets/9
`);
  });

  test.each(payloads)("nothing of %s reaches a terminal", (_, text) => {
    const shown = prettyFinding(hostileFinding(text), { isWhole: true }) + annotationOf(hostileFinding(text));
    expect(shown).not.toMatch(/(?![\t\n])\p{Cc}/u);
  });
});

describe("annotations of GitHub Actions", () => {
  test("stand at the place in the documents; a likely one is a warning", () => {
    expect(annotationOf(findingOf())).toBe(
      "::error file=petstore.yaml,line=12,col=9,title=response-body%3A GET /pets/{petId}::" +
        "name in the body of the 200 must be a string%0Acurl -i 'http://127.0.0.1:3000/pets/1'",
    );
    expect(annotationOf(findingOf({ certainty: "likely" }))).toMatch(/^::warning /);
  });

  test.each(payloads)("%s stays in one line", (_, text) => {
    const annotation = annotationOf(hostileFinding(text));
    expect(annotation).not.toMatch(/[\r\n]/);
    expect(annotation.match(/::/g)!.length - (text.match(/::/g)?.length ?? 0) * 2).toBeLessThanOrEqual(2);
  });
});

/** JUnit XML as Jenkins' schema has it (junit-10.xsd): of each element what it holds and what it is told by. */
const junit: Readonly<Record<string, { holds: readonly string[]; has: readonly string[]; needs: readonly string[] }>> =
  {
    testsuites: { holds: ["testsuite"], has: ["name", "time", "tests", "failures", "errors"], needs: [] },
    testsuite: {
      holds: ["testsuite", "properties", "testcase", "system-out", "system-err"],
      has: ["name", "tests", "failures", "errors", "time", "skipped", "timestamp"],
      needs: ["name", "tests", "failures", "errors"],
    },
    properties: { holds: ["property"], has: [], needs: [] },
    property: { holds: [], has: ["name", "value"], needs: ["name", "value"] },
    testcase: {
      holds: ["skipped", "error", "failure", "system-out", "system-err"],
      has: ["name", "time", "classname"],
      needs: ["name"],
    },
    skipped: { holds: [], has: ["type", "message"], needs: [] },
    failure: { holds: [], has: ["type", "message"], needs: [] },
    "system-out": { holds: [], has: [], needs: [] },
  };

type Node = { readonly [name: string]: unknown };

function faultsOf(xml: string): string[] {
  const nodes = new XMLParser({ preserveOrder: true, ignoreAttributes: false }).parse(xml) as Node[];
  const visit = (node: Node, holders: readonly string[]): string[] => {
    const name = Object.keys(node).find((key) => key !== ":@" && key !== "#text");
    if (name === undefined || name.startsWith("?")) return [];
    const rule = junit[name];
    if (!rule || (holders.length > 0 && !holders.includes(name))) return [`<${name}> has no place`];
    const attributes = Object.keys((node[":@"] ?? {}) as Node).map((each) => each.slice(2));
    return [
      ...attributes.filter((each) => !rule.has.includes(each)).map((each) => `${name}.${each} is not known`),
      ...rule.needs.filter((each) => !attributes.includes(each)).map((each) => `${name}.${each} is missing`),
      ...(node[name] as Node[]).flatMap((each) => visit(each, rule.holds.length === 0 ? ["none"] : rule.holds)),
    ];
  };
  return nodes.flatMap((node) => visit(node, []));
}

describe("JUnit XML", () => {
  test("has a test for each finding, one for the rest, and one for each reason to skip", async () => {
    const xml = await junitReport(runOf([findingOf(), findingOf({ rule: "server-error" })]));
    expect(faultsOf(xml)).toEqual([]);
    expect(xml).toContain('<testsuite name="petstore.yaml: GET /pets/{petId}"');
    expect(xml).toMatch(/tests="4"[^>]*failures="2"[^>]*skipped="2"/);
    expect(xml).toContain('message="name in the body of the 200 must be a string" type="response-body"');
    expect(xml).toContain("petstore.yaml:12:9");
    expect(xml).not.toContain("in turn:");
    expect(xml).toContain('name="30 cases"');
    expect(xml).toContain('name="2 skipped: there are no tokens of fewer scopes"');
  });

  test.each(payloads)("takes %s for text", async (_, text) => {
    const xml = await junitReport(runOf([hostileFinding(text)]));
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(faultsOf(xml)).toEqual([]);
    // what XML 1.0 cannot have, in section 2.2
    expect(xml).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
  });
});

describe("CTRF", () => {
  const published = createRequire(import.meta.url)
    .resolve("ctrf")
    .replace(/index\.cjs$/, "ctrf-schema-0.0.json");
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const isValid = ajv.compile(JSON.parse(readFileSync(published, "utf8")) as object);

  test("is valid against the published schema, with the finding in it", async () => {
    const report = JSON.parse(await ctrfReport(runOf([findingOf(), findingOf({ certainty: "likely" })]))) as {
      results: { summary: object; tests: object[] };
    };
    expect(isValid(report), JSON.stringify(isValid.errors)).toBe(true);
    expect(report.results.summary).toMatchObject({ tests: 5, passed: 1, failed: 2, skipped: 2, duration: 5000 });
    expect(report.results.tests[0]).toMatchObject({
      name: "response-body: required arguments",
      status: "failed",
      message: "name in the body of the 200 must be a string",
      snippet: "curl -i 'http://127.0.0.1:3000/pets/1'",
      filePath: "petstore.yaml",
      line: 12,
      labels: { rule: "response-body", certainty: "certain" },
    });
  });

  test("tells of an operation that was not finished", async () => {
    const [api] = runOf([]).apis;
    const operations = api!.operations.map((each) => ({ ...each, isFinished: false, skipped: [] }));
    const report = JSON.parse(await ctrfReport(runOf([], { operations, stopped: "aborted" }))) as object;
    expect(isValid(report), JSON.stringify(isValid.errors)).toBe(true);
    expect(report).toMatchObject({ results: { summary: { tests: 2, pending: 2, passed: 0 } } });
  });

  test.each(payloads)("takes %s for text", async (_, text) => {
    expect(isValid(JSON.parse(await ctrfReport(runOf([hostileFinding(text)]))))).toBe(true);
  });
});
