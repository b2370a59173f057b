/**
 * The quick start of the README: regenerates the client of Zoho Desk from its documents, serves a mock of the same
 * documents, and calls one operation under both of its names.
 */
import { relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { generate, hasErrors, readSettings } from "../generator/entry.ts";
import { startMock } from "../mocks/index.ts";

type Package = typeof import("../generated/zoho-desk/esm/index.js");

const root = resolve(import.meta.dirname, "..");
const spec = resolve(root, "spec/zoho-desk");

const { settings } = readSettings(resolve(spec, "twinspec.yaml"), root);
if (settings?.output === undefined) throw new Error("spec/zoho-desk/twinspec.yaml names no output folder");
const { output } = settings;
const generated = await generate({ ...settings, output }, { workingFolder: root });
if (hasErrors(generated.diagnostics)) throw new Error(generated.diagnostics.map(({ message }) => message).join("\n"));
console.log(
  `1. ${relative(root, spec)} → ${relative(root, output)}: ${generated.model?.operations.length} operations, ${generated.files?.size} files`,
);

await using mock = await startMock({ spec });
console.log(`2. a mock of the same documents listens on ${mock.url}`);

const desk: Package = await import(pathToFileURL(resolve(output, "esm/index.js")).href);
const { accessToken } = await mock.issueToken({ scopes: ["Desk.basic.READ", "Desk.settings.READ"] });
const client = desk.createClient({ baseUrl: mock.url, auth: accessToken });
const filter = { p: { departmentId: "1892000000006907", limit: 50 } };
const first = desk.unwrap(await client.getSessionAnalytics(filter));
const second = desk.unwrap(await client.getSessionAnalytics2(filter));

const isOneFunction = desk.getSessionAnalytics === desk.getSessionAnalytics2;
const isOneResult = JSON.stringify(first) === JSON.stringify(second);
console.log(
  `3. getSessionAnalytics and its deprecated alias getSessionAnalytics2 are ${isOneFunction ? "one function" : "TWO FUNCTIONS"}, with ${isOneResult ? "one result" : "TWO RESULTS"}`,
);
const scopes = desk.getSessionAnalytics.description.scopes ?? [];
console.log(`   it needs the scopes ${scopes.map((set) => set.join(" and ")).join(", or ")}\n`);
console.table(
  first?.data.map(({ sessionId, channel, status, startTime }) => ({ sessionId, channel, status, startTime })),
);

if (!isOneFunction || !isOneResult) process.exitCode = 1;
