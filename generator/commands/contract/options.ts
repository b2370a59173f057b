import { type Arguments, type Option, UsageError } from "../command.ts";
import { commonOptions } from "../each-project.ts";
import { choiceOptions } from "../projects.ts";
import { reportKinds } from "./reports/report.ts";

const { root, verbose } = commonOptions;

/** The options of the command. */
export const contractOptions = {
  url: {
    type: "string",
    value: "address",
    isRepeatable: true,
    help: "where the server is; of several APIs spec/desk=http://… for each",
  },
  mock: { type: "boolean", help: "test twinspec's own mock of the documents, which is started for it" },
  stateful: { type: "boolean", help: "with --mock: the mock keeps what is created, changed and deleted" },
  auth: {
    type: "string",
    value: "who",
    isRepeatable: true,
    help: "token, refresh-token or client-credentials, from TWINSPEC_… in the environment; or scheme=env:NAME",
  },
  "auth-expired": {
    type: "string",
    value: "scheme=env:NAME",
    isRepeatable: true,
    help: "a credential that has expired",
  },
  "auth-other": {
    type: "string",
    value: "scheme=env:NAME",
    isRepeatable: true,
    help: "a credential of another organization, which must not see what the first one has",
  },
  "token-url": { type: "string", value: "address", help: "the token endpoint, where it is not the documents'" },
  header: {
    type: "string",
    short: "H",
    value: "name: value",
    isRepeatable: true,
    help: 'a header of every request; "name: env:NAME" for a secret one',
  },
  argument: {
    type: "string",
    value: "name=value",
    isRepeatable: true,
    help: "an argument of every request that takes it: orgId=600, path.tenant=acme; name=env:NAME for a secret",
  },
  "allow-writes": { type: "boolean", help: "call methods that change something, too, and remove what was made" },
  yes: { type: "boolean", short: "y", help: "test servers on other machines without asking" },
  only: {
    type: "string",
    value: "operations",
    isRepeatable: true,
    help: "test only these: a name, get*, tag:orders, GET /pets/**",
  },
  skip: { type: "string", value: "operations", isRepeatable: true, help: "do not test these" },
  ...choiceOptions,
  rule: { type: "string", value: "rule", isRepeatable: true, help: "report these rules alone: server-error" },
  "skip-rule": { type: "string", value: "rule", isRepeatable: true, help: "do not report these: accepts-invalid" },
  strict: { type: "boolean", help: "what the documents do not list is a finding: members, headers" },
  seed: { type: "string", value: "number", help: "make the same cases again", default: "another each time, printed" },
  "max-cases": { type: "string", value: "number", help: "requests for an operation, at most", default: "100" },
  "time-budget": { type: "string", value: "time", help: "begin no case after this: 90s, 5m" },
  timeout: { type: "string", value: "time", help: "how long a response may take: 500ms, 10s", default: "10s" },
  rate: { type: "string", value: "number", help: "requests a second, at most" },
  concurrency: {
    type: "string",
    value: "number",
    help: "operations that are tested at once, where the run only reads",
    default: "1",
  },
  continue: { type: "boolean", help: "go on with the run that was interrupted" },
  report: {
    type: "string",
    value: "kind=file",
    isRepeatable: true,
    help: `write a report: ${reportKinds.map((kind) => `${kind}=…`).join(", ")}`,
  },
  format: {
    type: "string",
    choices: ["pretty", "json", "github"],
    help: "how findings are printed",
    default: "pretty",
  },
  root,
  verbose: { ...verbose, help: "show skipped cases, whole responses, every warning and every note" },
} as const satisfies Record<string, Option>;

/** How far a run goes, as the command line says. */
export interface Limits {
  /** Whether twinspec's own mock keeps records. */
  readonly isStateful: boolean;
  readonly allowWrites: boolean;
  readonly strict: boolean;
  /** Undefined: any. */
  readonly seed: number | undefined;
  readonly maxCases: number;
  /** Milliseconds for all of it. */
  readonly budget: number | undefined;
  /** Milliseconds for a response. */
  readonly timeout: number;
  readonly rate: number | undefined;
  readonly concurrency: number;
}

/** The limits of a command line; a usage error where one cannot be. */
export function limitsOf(args: Arguments): Limits {
  if (args.text("concurrency") !== undefined && args.is("allow-writes"))
    throw new UsageError(
      '"--concurrency" and "--allow-writes" cannot be combined: what one changes, another would miss',
    );
  const option = ["auth", "auth-expired", "auth-other"].find((each) => args.texts(each).length > 0);
  if (option !== undefined && args.is("mock"))
    throw new UsageError(`"--${option}" and "--mock" cannot be combined: the mock issues its own credentials`);
  if (args.is("stateful") && !args.is("mock"))
    throw new UsageError('"--stateful" says how the mock of "--mock" is, which is not there');
  return {
    isStateful: args.is("stateful"),
    // nothing of the mock outlives the run
    allowWrites: args.is("allow-writes") || args.is("mock"),
    strict: args.is("strict"),
    seed: numberIn(args, "seed", { isWhole: true, least: 0 }),
    maxCases: numberIn(args, "max-cases", { isWhole: true, least: 1 }) ?? 100,
    budget: timeIn(args, "time-budget"),
    timeout: timeIn(args, "timeout") ?? 10_000,
    rate: numberIn(args, "rate", { least: 0.01 }),
    concurrency: numberIn(args, "concurrency", { isWhole: true, least: 1 }) ?? 1,
  };
}

function numberIn(
  args: Arguments,
  option: string,
  { isWhole = false, least }: { readonly isWhole?: boolean; readonly least: number },
): number | undefined {
  const text = args.text(option);
  if (text === undefined) return undefined;
  const number = text.trim() === "" ? Number.NaN : Number(text);
  const isOne = isWhole ? Number.isSafeInteger(number) : Number.isFinite(number);
  if (isOne && number >= least) return number;
  throw new UsageError(`"--${option}" must be ${isWhole ? "a whole number" : "a number"} from ${least}, not "${text}"`);
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds: of `90s`, `5m`, or a number of seconds. */
function timeIn(args: Arguments, option: string): number | undefined {
  const text = args.text(option);
  if (text === undefined) return undefined;
  const [, number, unit = "s"] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim()) ?? [];
  const time = Number(number) * (units[unit] ?? Number.NaN);
  if (number !== undefined && time > 0) return time;
  throw new UsageError(`"--${option}" must be a time such as 500ms, 90s, 5m or 1h, not "${text}"`);
}
