import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { printFile, runtimeModulesOf } from "../../../generator/emit/printing/print.ts";
import { Runtime } from "../../../generator/emit/runtime.ts";
import { analyze, defaultSettings } from "../../../generator/entry.ts";
import { schemaModules } from "../../../generator/outputs/client/schemas/schema-module.ts";
import { SchemaTypes } from "../../../generator/outputs/client/schemas/schema-types.ts";
import { fetchPublished } from "../documents.ts";
import { typescript7 } from "../typescript-7.ts";
import { type Instance, instancesOf } from "./instances.ts";
import { literalOf } from "./sample-values.ts";

/** Of the collection, one of each publisher that uses discriminators, alternatives or patterns, and is not large. */
const documents = `
  ably.io/platform ably.net/control adyen.com/TransferService-v4 amadeus.com/amadeus-trip-parser apache.org/airflow apideck.com/issue-tracking
  apple.com/sirikit-cloud-media azure.com/streamanalytics-outputs bbc.com bbci.co.uk betfair.com billingo.hu
  brex.io britbox.co.uk cdcgov.local/prime-data-hub contentgroove.com cpy.re/peertube deutschebahn.com/flinkster
  digitallocker.gov.in/authpartner docker.com/engine doqs.dev exavault.com fire.com flat.io
  fulfillment.com googleapis.com/trafficdirector hubapi.com/automation influxdata.com intellifi.nl ix-api.net
  journy.io json2video.com lgtm.com link.fish ljaero.com/dflight mailscript.com
  meteosource.com microcks.local microsoft.com/cognitiveservices-VisualSearch mux.com nexmo.com/voice openaq.local
  opensuse.org/obs orbit.love powerdns.local rudder.example.local sakari.io shotstack.io
  soundcloud.com spotify.com spotify.com/sonallux telstra.com threatjammer.com tl-api.azurewebsites.net
  twitter.com/current vmware.local/vrni wealthreader.com whatsapp.local windows.net/graphrbac zalando.com
`
  .split(/\s+/)
  .filter((name) => name !== "");

/**
 * How many values that are invalid by JSON Schema a type may take: that more than one alternative of a `oneOf` holds, that
 * an array has few items, that nothing may stand beside what one part of an `allOf` lists.
 */
const mostAccepted = 0.05;

const root = fileURLToPath(new URL("../../..", import.meta.url));
const runtime = new Runtime(join(root, "generator", "runtime"));

let folder: string;
let files: readonly string[];
let compiler: string;
beforeAll(async () => {
  files = await fetchPublished(documents.map((name) => `api/${name}.json`));
  compiler = await typescript7();
  mkdirSync(join(root, ".cache"), { recursive: true });
  folder = mkdtempSync(join(root, ".cache", "instances-"));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A value in a program: line `line` of `<document>/values.ts`. */
interface Written extends Instance {
  readonly document: number;
  readonly line: number;
}

/** Writes the types of a document and constants of values beside them. */
async function write(file: string, document: number): Promise<Written[]> {
  const settings = defaultSettings([file], "client", dirname(file));
  const { model } = await analyze({ ...settings, severity: new Map() });
  if (model === undefined) throw new Error(`${file} cannot be read`);
  const types = new SchemaTypes(
    model.schemas,
    { ...settings.client.values, int64: "number" },
    { requests: [], files: [], texts: [] },
  );
  const options = { form: "source", extension: ".js" } as const;
  const place = (path: string) => join(folder, String(document), path);
  mkdirSync(place("schemas"), { recursive: true });
  const modules = model.schemas.flatMap((schema) => schemaModules(schema, types));
  for (const module of modules) writeFileSync(place(`${module.path}.ts`), printFile(module, options, runtime));
  for (const [path, text] of runtime.reach(runtimeModulesOf(modules, runtime), options.extension).texts) {
    mkdirSync(dirname(place(path)), { recursive: true });
    writeFileSync(place(`${path}.ts`), text);
  }
  const instances = instancesOf(model);
  const names = [...new Set(instances.map(({ schema }) => schema))];
  const imports = names.map((name) => `import type { ${name} } from "./schemas/${name}.js";`);
  const values = instances.map(({ schema, value }, at) => `export const v${at}: ${schema} = ${literalOf(value)};`);
  writeFileSync(place("values.ts"), [...imports, ...values].join("\n"));
  return instances.map((instance, at) => ({ ...instance, document, line: imports.length + at + 1 }));
}

/** The lines with faults, as `<document>/values.ts:<line>`, and all other faults. */
async function compile(): Promise<{ readonly lines: ReadonlyMap<string, string>; readonly others: string[] }> {
  const compilerOptions = {
    target: "es2023",
    lib: ["es2023", "dom"],
    module: "nodenext",
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipDefaultLibCheck: true,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*/values.ts"] }));
  const said = await new Promise<string>((done) => {
    const options = { cwd: folder, maxBuffer: 1_000_000_000 };
    execFile(process.execPath, [compiler, "-p", ".", "--pretty", "false"], options, (_, stdout) => done(stdout));
  });
  const faults = said.split("\n").filter((line) => /^\S.*error TS/.test(line));
  const lines = new Map<string, string>();
  const others = faults.filter((fault) => {
    const [, place, line, message] = /^(\d+\/values\.ts)\((\d+),\d+\): (.*)/.exec(fault) ?? [];
    if (place !== undefined) lines.set(`${place}:${line}`, message ?? "");
    return place === undefined;
  });
  return { lines, others };
}

test("values that are valid by JSON Schema fit the types, and those that are not do not", {
  timeout: 120_000,
}, async () => {
  const written: Written[] = [];
  for (const [index, file] of files.entries()) written.push(...(await write(file, index)));
  const { lines, others } = await compile();
  expect(others).toEqual([]);
  const faultOf = ({ document, line }: Written) => lines.get(`${document}/values.ts:${line}`);
  const valid = written.filter(({ isValid }) => isValid);
  const invalid = written.filter(({ isValid }) => !isValid);
  const refused = valid.filter((each) => faultOf(each) !== undefined);
  const accepted = invalid.filter((each) => faultOf(each) === undefined);
  expect(documents).toHaveLength(60);
  expect(valid.length).toBeGreaterThan(5_000);
  expect(invalid.length).toBeGreaterThan(4_000);
  const shown = (each: Written) => `${documents[each.document]} ${each.schema}: ${literalOf(each.value)}`;
  expect(refused.map((each) => `${shown(each)}: ${faultOf(each)}`)).toEqual([]);
  expect(accepted.length / invalid.length).toBeLessThan(mostAccepted);
});
