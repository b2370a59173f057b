import type { Finding } from "../../../mocks/contract/finding.ts";
import { createSend } from "../../../mocks/contract/running/send.ts";
import { listOperations } from "../../../mocks/document/operations.ts";
import { securitySchemesOf } from "../../../mocks/oauth/security.ts";
import { twinspecVersion } from "../../settings/package-root.ts";
import { type Arguments, type Command, UsageError } from "../command.ts";
import { optimizeAsUsual, optimizeLess } from "../optimizer.ts";
import { printableLine } from "../print.ts";
import { findProjects } from "../projects.ts";
import { addressesOf, mayTest, unreachable } from "./addresses.ts";
import { againLine, decidingOptions } from "./again.ts";
import { checkArguments, givenArguments, settledArguments } from "./arguments.ts";
import { chosenOperations, chosenRules } from "./chosen-operations.ts";
import { checkSchemes, givenCredentials } from "./credentials/given.ts";
import { givenHeaders } from "./headers.ts";
import { contractOptions, limitsOf } from "./options.ts";
import { createProgress } from "./progress.ts";
import { readApis } from "./read-apis.ts";
import { annotationOf } from "./reports/annotations.ts";
import { prettyFinding, summaryOf } from "./reports/pretty.ts";
import type { ContractRun, TestedApi } from "./reports/report.ts";
import { type WantedReport, wantedReports, writeReports } from "./reports/write-reports.ts";
import { createSecrets } from "./secrets.ts";
import { type ApiToTest, CredentialsError, type HowToTest, testApi } from "./test-api.ts";

export const command: Command = {
  description: `Tests a running server against its documents: valid requests and invalid ones, access, and what was made
is read, changed, listed and deleted. Each finding has its place in the documents, a line for curl and a call of the
client. Safe by default: it only reads, unless --allow-writes is there, and asks before it tests another machine.`,
  usage: "[documents, or folders with settings] --url <address> | --mock [options]",
  options: contractOptions,
  examples: [
    ["twinspec contract petstore.yaml --url http://127.0.0.1:3000", "what can be seen by reading"],
    ["twinspec contract petstore.yaml --url http://127.0.0.1:3000 --allow-writes", "everything, on a test system"],
    ["twinspec contract spec/zoho-desk --mock", "twinspec's own mock, to see what it does"],
    ["TWINSPEC_TOKEN=… twinspec contract --url https://test.example.com --yes --auth token", "with a token"],
    ["twinspec contract --url http://127.0.0.1:3000 --only 'get*' --skip tag:admin --seed 42", "a part, again"],
    ["twinspec contract --url http://127.0.0.1:3000 --report html=contract.html --report junit=contract.xml", "in CI"],
  ],
  run: contract,
};

/** What ends a process by Ctrl+C, as shells count it. */
const interrupted = 130;

async function contract(args: Arguments): Promise<number> {
  const limits = limitsOf(args);
  const given = givenCredentials(args, process.env);
  const headers = givenHeaders(args, process.env);
  const fixed = givenArguments(args, process.env);
  const wanted = wantedReports(args);
  const isRuleWanted = chosenRules(args.texts("rule"), args.texts("skip-rule"));
  const tokenUrl = tokenUrlOf(args);
  const projects = findProjects(args);
  const addresses = addressesOf(args, projects);

  // What reads the documents runs once, what tests time and again.
  optimizeLess();
  const apis = await readApis(args, projects, addresses);
  if (!apis) return 1;
  checkSchemes(given, new Set(apis.flatMap(({ spec }) => [...securitySchemesOf(spec.openapi).keys()])));
  checkArguments(
    fixed,
    apis.map(({ spec }) => spec),
  );
  for (const { settings, spec } of apis) checkArguments(settledArguments(settings, process.env), [spec]);
  const chosen = chosenOperations(
    { only: args.texts("only"), skip: args.texts("skip") },
    apis.map(({ spec }) => listOperations(spec.openapi, spec.names)),
  );
  if (!(await mayTest(addresses.values(), { isYes: args.is("yes"), allowsWrites: limits.allowWrites }))) {
    process.stderr.write("nothing was sent\n");
    return 1;
  }
  for (const [name, address] of addresses) {
    const reason = await unreachable(address, limits.timeout);
    if (reason === undefined) continue;
    process.stderr.write(
      `error: ${printableLine(`the server of ${name} at ${address} does not respond: ${reason}`)}\n`,
    );
    return 1;
  }
  optimizeAsUsual();

  const secrets = createSecrets();
  for (const { value } of [...given.all, ...headers.filter(({ variable }) => variable !== undefined)])
    secrets.note(value);
  for (const api of [fixed, ...apis.map(({ settings }) => settledArguments(settings, process.env))])
    for (const { text, variable } of api) if (variable !== undefined) secrets.note(text);
  const stopping = new AbortController();
  const release = stopOnSignals(stopping);
  const startedAt = Date.now();
  const how: HowToTest = {
    ...{ limits, given, headers, fixed, tokenUrl, secrets, chosen },
    until: limits.budget === undefined ? undefined : startedAt + limits.budget,
    isRuleWanted,
    options: decidingOptions(args),
    isContinued: args.is("continue"),
    seed: limits.seed ?? Math.floor(Math.random() * 2 ** 31),
    send: createSend({ deadline: limits.timeout, signal: stopping.signal }),
    signal: stopping.signal,
  };
  const tested: TestedApi[] = [];
  try {
    for (const api of apis) if (!stopping.signal.aborted) tested.push(await testAndTell(api, how, args));
  } catch (error) {
    if (!(error instanceof CredentialsError)) throw error;
    process.stderr.write(`error: ${printableLine(secrets.without(error.message))}\n`);
    return 1;
  } finally {
    release();
  }
  const again = againLine(args, tested);
  const run = secrets.without({ apis: tested, startedAt, endedAt: Date.now(), again, version: twinspecVersion() });
  return tell(run, { args, wanted, isAborted: stopping.signal.aborted });
}

/** Writes what is told at the end, and gives the exit code. */
async function tell(
  run: ContractRun,
  {
    args,
    wanted,
    isAborted,
  }: { readonly args: Arguments; readonly wanted: readonly WantedReport[]; readonly isAborted: boolean },
): Promise<number> {
  if (args.text("format") === "json") process.stdout.write(`${JSON.stringify(run, null, 2)}\n`);
  const faults = await writeReports(wanted, run);
  for (const fault of faults) process.stderr.write(`error: ${printableLine(fault)}\n`);
  if (faults.length === 0 && wanted.length > 0)
    process.stderr.write(`${printableLine(`written: ${wanted.map(({ file }) => file).join(", ")}`)}\n`);
  const hasFindings = run.apis.some((api) => api.operations.some(({ findings }) => findings.length > 0));
  if (hasFindings) process.stderr.write(`${printableLine(`again: ${run.again}`)}\n`);
  if (isAborted) return interrupted;
  // what tests nothing must not pass for what has no findings
  const isNothing = !run.apis.some(({ operations, stopped }) => stopped || operations.some(wasTested));
  if (isNothing && !hasFindings) process.stderr.write("error: nothing was tested\n");
  return hasFindings || isNothing || faults.length > 0 ? 1 : 0;
}

/** Tests an API, and says what comes up as it comes up. */
async function testAndTell(api: ApiToTest, how: HowToTest, args: Arguments): Promise<TestedApi> {
  const format = args.text("format") ?? "pretty";
  const isWhole = args.is("verbose");
  const isPlain = !process.stderr.isTTY || process.env["CI"] !== undefined;
  const progress = createProgress({ isPlain, name: api.name });
  let last: Finding | undefined;
  const tested = await testApi(api, how, {
    progress: (now) => progress.show(now),
    finished: () => undefined,
    finding(finding) {
      progress.clear();
      if (format === "pretty") process.stdout.write(prettyFinding(finding, { isWhole, last }));
      last = finding;
      if (format === "github") process.stdout.write(`${annotationOf(finding)}\n`);
    },
  });
  progress.clear();
  process.stderr.write(`${printableLine(api.name)}: ${summaryOf(tested, isWhole)}`);
  for (const advice of adviceOn(tested, args)) process.stderr.write(`help: ${advice}\n`);
  return tested;
}

/** Whether an operation had more than a first request that came to nothing. */
function wasTested({ cases, skipped }: TestedApi["operations"][number]): boolean {
  return cases > 0 && !skipped.some(({ reason }) => reason.startsWith("the first request had"));
}

/** What a command line can say so that fewer cases are skipped. */
function adviceOn({ operations }: TestedApi, args: Arguments): string[] {
  const reasons = new Set(operations.flatMap(({ skipped }) => skipped.map(({ reason }) => reason)));
  // of a record that is not there, the server says the same
  const isElsewhere = reasons.has("the first request had the status 404") && !operations.some(wasTested);
  return [
    ...(reasons.has("there are no credentials for it") && !args.is("mock")
      ? ["--auth gives credentials: --auth token"]
      : []),
    ...(reasons.has("it changes something, and writes are not allowed")
      ? ["--allow-writes tests what changes something, too: on a test system"]
      : []),
    ...(isElsewhere
      ? ["--url must have the path that all operations begin with, as the servers of the documents do"]
      : []),
  ];
}

/** The first signal ends the run after what it made is removed, the second one at once; gives what undoes it. */
function stopOnSignals(stopping: AbortController): () => void {
  const stop = (): void => {
    if (stopping.signal.aborted) process.exit(interrupted);
    process.stderr.write("\nstopping: what was made is removed, and reports are written; Ctrl+C again ends at once\n");
    stopping.abort();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  return () => void process.off("SIGINT", stop).off("SIGTERM", stop);
}

function tokenUrlOf(args: Arguments): string | undefined {
  const text = args.text("token-url");
  if (text === undefined || /^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : "")) return text;
  throw new UsageError(`"--token-url" must be an http or https address, not "${text}"`);
}
