import { createHash } from "node:crypto";
import type { ContractEvent } from "../../../mocks/contract/events.ts";
import type { FindingStep } from "../../../mocks/contract/finding.ts";
import type { Send } from "../../../mocks/contract/message.ts";
import type { ContractOptions, Credentials } from "../../../mocks/contract/options.ts";
import type { RuleName } from "../../../mocks/contract/rules.ts";
import { withPlainNumbers } from "../../../mocks/document/exact-numbers.ts";
import { securitySchemesOf } from "../../../mocks/oauth/security.ts";
import type { ReadingOptions, Spec } from "../../../mocks/server/read-spec.ts";
import type { Settings } from "../../settings/settings.ts";
import { UsageError } from "../command.ts";
import { printableLine } from "../print.ts";
import { settledArguments } from "./arguments.ts";
import { collect, type Watcher } from "./collect.ts";
import { environmentCredentials } from "./credentials/from-environment.ts";
import { mockCredentials } from "./credentials/from-mock.ts";
import type { GivenCredentials } from "./credentials/given.ts";
import { curlOf, type GivenHeader, withHeaders } from "./headers.ts";
import type { Limits } from "./options.ts";
import { politely } from "./polite-send.ts";
import type { TestedApi } from "./reports/report.ts";
import { OtherRunError, type RunIdentity, stateFileOf } from "./run-state.ts";
import { runsAtOnce } from "./runs-at-once.ts";
import type { Secrets } from "./secrets.ts";

/** An API that is tested, as it was read. */
export interface ApiToTest {
  readonly name: string;
  readonly settings: Settings;
  /** How its documents were read, and are by its mock. */
  readonly reading: ReadingOptions;
  readonly spec: Spec;
  readonly placeOf: ContractOptions["api"]["placeOf"];
  /** The address of its server; undefined: its mock. */
  readonly address: string | undefined;
}

/** How all APIs of a command line are tested. */
export interface HowToTest {
  readonly limits: Limits;
  readonly until: number | undefined;
  readonly given: GivenCredentials;
  readonly headers: readonly GivenHeader[];
  /** The arguments of every request that the command line gives. */
  readonly fixed: NonNullable<ContractOptions["arguments"]>;
  readonly tokenUrl: string | undefined;
  readonly secrets: Secrets;
  readonly chosen: NonNullable<ContractOptions["chosen"]>;
  /** Whether findings of a rule are told. */
  readonly isRuleWanted: (rule: RuleName) => boolean;
  /** What decides on the cases, by option. */
  readonly options: RunIdentity["options"];
  readonly isContinued: boolean;
  /** The seed of new runs. */
  readonly seed: number;
  readonly send: Send;
  readonly signal: AbortSignal;
}

/**
 * Tests one API: against its server, or its mock, which lives as long.
 *
 * @throws {UsageError} where a run cannot be gone on with.
 */
export async function testApi(api: ApiToTest, how: HowToTest, watcher: Watcher): Promise<TestedApi> {
  const { name, address, settings, spec } = api;
  const { limits, given, headers, tokenUrl, secrets, isContinued } = how;
  const options = { ...how.options, settings: JSON.stringify(settings.contract) };
  const identity = { target: `${name} ${address ?? "mock"}`, documents: digestOf(spec), options };
  const file = stateFileOf(identity);
  const earlier = isContinued ? earlierRun(file, limits.seed) : undefined;
  if (isContinued && earlier === undefined)
    process.stderr.write(`${printableLine(name)}: there is no interrupted run to go on with; this is a new one\n`);
  const seed = earlier?.seed ?? how.seed;

  await using server = address === undefined ? await startOwnMock(api, how, seed) : undefined;
  const url = address ?? server?.url ?? "";
  const credentials = secrets.noted(
    server
      ? mockCredentials(server, { prefix: settings.authPrefix, knowsOrganizations: knowsOrganizations(spec) })
      : environmentCredentials(given, { url, tokenUrl, settings }),
  );
  await requireCredentials(credentials, spec);
  const { until, signal, chosen } = how;
  const polite = politely(withHeaders(how.send, headers), {
    concurrency: limits.concurrency,
    signal,
    ...(limits.rate !== undefined && { rate: limits.rate }),
    ...(until !== undefined && { until }),
    onPause: (time) =>
      process.stderr.write(`${printableLine(name)}: the server asks to wait ${Math.ceil(time / 1000)} s\n`),
  });
  const run: ContractOptions = {
    api: {
      ...{ openapi: spec.openapi, names: spec.names, scopes: settings.scopes },
      ...(api.placeOf && { placeOf: api.placeOf }),
    },
    url,
    send: polite,
    credentials,
    arguments: [...settledArguments(settings, process.env), ...how.fixed],
    allowWrites: limits.allowWrites,
    strict: limits.strict,
    seed,
    maxCases: limits.maxCases,
    ...(until !== undefined && { until }),
    signal,
    chosen,
    done: new Set(earlier?.operations.map(({ operation }) => operation.name)),
  };
  const tested = await collect(
    told(runsAtOnce(run, limits.allowWrites ? 1 : limits.concurrency), {
      further: curlOf(headers),
      isWanted: how.isRuleWanted,
    }),
    { name, url, earlier: earlier?.operations ?? [], without: secrets.without },
    {
      ...watcher,
      finished(operations) {
        watcher.finished(operations, seed);
        file.write({ seed, operations: operations.filter(({ isFinished }) => isFinished) });
      },
    },
  );
  if (tested.stopped === undefined) file.remove();
  // what was made of a mock is gone with it
  return server ? { ...tested, leftBehind: [] } : tested;
}

/** Thrown where there are no credentials for an API although the command line names some. */
export class CredentialsError extends Error {
  override readonly name = "CredentialsError";
}

/** Gets what is given for each scheme before anything is sent, so that a wrong secret is not a list of findings. */
async function requireCredentials(credentials: Credentials, { openapi }: Spec): Promise<void> {
  for (const [name, scheme] of securitySchemesOf(openapi)) {
    try {
      await credentials({ name, scheme, scopes: [] }, { kind: "valid" });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      throw new CredentialsError(`there is no token for the scheme "${name}": ${error.message}`);
    }
  }
}

function earlierRun(file: ReturnType<typeof stateFileOf>, seed: number | undefined) {
  try {
    const earlier = file.read();
    if (earlier && seed !== undefined && earlier.seed !== seed)
      throw new OtherRunError(`the run in ${file.path} has the seed ${earlier.seed}, not ${seed}`);
    return earlier;
  } catch (error) {
    if (error instanceof OtherRunError) throw new UsageError(error.message, "begin a new run, without --continue");
    throw error;
  }
}

function digestOf({ openapi, names }: Spec): string {
  const hash = createHash("sha256").update(withPlainNumbers(JSON.stringify(openapi)));
  return hash.update(JSON.stringify([...names].map(([key, { functions }]) => [key, functions]))).digest("hex");
}

function knowsOrganizations({ options }: Spec): boolean {
  return options.oauth?.organization !== undefined;
}

async function startOwnMock({ settings, reading }: ApiToTest, { limits }: HowToTest, seed: number) {
  const { startMock } = await import("../../../mocks/server/start-mock.ts");
  return startMock({
    spec: settings.file ?? settings.inputs,
    ...reading,
    auth: "strict",
    ...(limits.isStateful && { stateful: true }),
    // an example that breaks its schema is no fault of a server
    ignoreExamples: true,
    control: false,
    seed,
  });
}

/** What is told of a run: findings of some rules, whose lines for curl have the headers of every request. */
async function* told(
  events: AsyncIterable<ContractEvent>,
  { further, isWanted }: { readonly further: string; readonly isWanted: HowToTest["isRuleWanted"] },
): AsyncGenerator<ContractEvent> {
  // a step may hand on what curl prints, so that its line does not end with the request
  const withHeaders = (step: FindingStep) => ({
    ...step,
    curl: step.curl.replace(/(?<=^|\(|\| )curl(?= )/, (curl) => curl + further),
  });
  for await (const event of events) {
    if (event.kind !== "finding") yield event;
    else if (isWanted(event.finding.rule)) {
      const { curl, sequence } = event.finding;
      const steps = sequence && { sequence: sequence.map(withHeaders) };
      yield { ...event, finding: { ...event.finding, curl: curl + further, ...steps } };
    }
  }
}
