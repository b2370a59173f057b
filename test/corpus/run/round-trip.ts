import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { Model, Operation } from "../../../generator/model/model.ts";
import type { RequestLogEntry } from "../../../mocks/pipeline/request-log.ts";
import { createArgumentSampler, type SampledArguments } from "./arguments.ts";
import { causeOf } from "./causes.ts";
import type { Failure } from "./record.ts";
import { credentialsFor, type Served } from "./served.ts";
import { Tally } from "./tally.ts";

/** What came of calling every operation of a client. */
export interface RoundTrips {
  readonly round: number;
  readonly failures: readonly Failure[];
  readonly notes: readonly Failure[];
}

/** What a method of a client gives. */
export interface CallResult {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
  readonly status: number;
}

/** One call, and what is known of it from both sides. */
export interface Call {
  readonly operation: Operation;
  readonly given: SampledArguments;
  readonly result?: CallResult;
  /** What the method threw. */
  readonly thrown?: unknown;
  /** What the mock saw; undefined where no request came. */
  readonly seen: RequestLogEntry | undefined;
  /** The statuses that the document describes. */
  readonly statuses: readonly string[];
}

type Client = Readonly<Record<string, (...args: unknown[]) => Promise<CallResult>>>;

/** With more, Node.js would open as many files at one time as no system lets it. */
const mostModules = 10_000;

/** The modules of a client that was written to a folder; as one file where they are too many. */
export async function loadClient(folder: string, modules: number): Promise<(options: object) => Client> {
  const entry = join(folder, "esm", "client.js");
  const outfile = join(folder, "esm", "client.bundled.js");
  if (modules > mostModules)
    await build({ entryPoints: [entry], outfile, bundle: true, format: "esm", packages: "external" });
  const { href } = pathToFileURL(modules > mostModules ? outfile : entry);
  const module = (await import(href)) as { createClient(options: object): Client };
  return module.createClient;
}

/**
 * Calls every operation of a client at the mock of its document: once with what is required, and once with all of its
 * arguments where it has more.
 */
export async function roundTrips(
  model: Model,
  createClient: (options: object) => Client,
  served: Served,
): Promise<RoundTrips> {
  const sampler = createArgumentSampler(model);
  const auth = await credentialsFor(model, served.api);
  const clientAt = (baseUrl: string) =>
    createClient({ baseUrl, retry: false, timeout: 20_000, ...(Object.keys(auth).length > 0 && { auth }) });
  const [client, bareClient] = [clientAt(served.url), clientAt(served.urlWithoutExamples)];
  const failures = new Tally();
  const notes = new Tally();
  let round = 0;

  async function call(by: Client, operation: Operation, given: SampledArguments): Promise<Call> {
    const before = served.latest();
    const statuses = served.statusesOf(operation);
    const takesArguments = operation.parameters.length > 0 || operation.body !== undefined;
    const options = { redirect: "manual" };
    const seen = () => (served.latest() === before ? undefined : served.latest());
    try {
      const method = by[operation.name];
      if (method === undefined) throw new Error("the client has no such method");
      const result = await method(...(takesArguments ? [given.values, options] : [options]));
      return { operation, given, result, seen: seen(), statuses };
    } catch (thrown) {
      return { operation, given, thrown, seen: seen(), statuses };
    }
  }

  for (const operation of model.operations) {
    const place = `${operation.method} ${operation.path}`;
    const isRound = await comesRound(operation, place);
    if (isRound) round += 1;
  }
  return { round, failures: failures.failures, notes: notes.failures };

  async function comesRound(operation: Operation, place: string): Promise<boolean> {
    const hasMore = operation.parameters.some(({ isRequired }) => !isRequired) || operation.body?.isRequired === false;
    for (const which of hasMore ? (["required", "all"] as const) : (["required"] as const)) {
      const given = sampler.argumentsOf(operation, which);
      const made = await call(client, operation, given);
      const found = causeOf(made);
      if (found === undefined) continue;
      const isOfResponse = found.kind === "response";
      const again = isOfResponse ? causeOf(await call(bareClient, operation, given)) : found;
      if (isOfResponse && again === undefined) {
        notes.add("an example of the document breaks it", place, found.detail);
        continue;
      }
      const cause = again ?? found;
      failures.add(which === "required" ? cause.cause : `${cause.cause} (all arguments)`, place, cause.detail);
      return false;
    }
    return true;
  }
}
