import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { fetchPublishedDocuments } from "../../corpus/documents.ts";
import { startRedis } from "../../mocks/storage/redis-server.ts";
import { builtMocks } from "../programs.ts";
import { ownCopy, root } from "../work-folder.ts";
import { type Driven, drive, type LoadRequest } from "./drive.ts";
import { type MockProcess, startMockProcess, tokenOf } from "./mock-process.ts";

/** What a load showed. */
export interface LoadResult {
  readonly title: string;
  readonly driven: Driven;
  /** Milliseconds of the mocks' processors a response; undefined where one was killed. */
  readonly cpu: number | undefined;
  /** Megabytes by second, of all mocks together. */
  readonly memory: ReadonlyMap<number, number>;
  /** How many records were acknowledged; undefined where none are made. */
  readonly made: number | undefined;
  /** How many of them are not there at the end. */
  readonly lost: number | undefined;
}

const flagship = join(root, "spec/zoho-desk");
const connections = 20;
const scopes = ["Desk.tickets.READ", "Desk.tickets.CREATE", "Desk.tickets.UPDATE"];

/** Reads of the GitHub API, with its logs off and everything else as it comes. */
export async function github(seconds: number): Promise<LoadResult> {
  const document = ownCopy((await fetchPublishedDocuments()).github);
  const mock = await startMockProcess([document]);
  const targets = ["/app", "/repos/octocat/hello-world", "/repos/octocat/hello-world/issues?state=all", "/user"];
  const headers = { authorization: "Bearer any" };
  const next = (turn: number): LoadRequest => ({ url: `${mock.url}${targets[turn % targets.length]}`, headers });
  return measured("GitHub, reads", [mock], seconds, { next });
}

/** Tickets of Zoho Desk that are made, read, listed and changed, with access checked. */
export async function stateful(seconds: number): Promise<LoadResult> {
  const mock = await startMockProcess([flagship, "--auth", "strict", "--stateful"]);
  const made: string[] = [];
  const next = ticketLoad([mock], await tokenOf(mock, scopes), made);
  return measured("Zoho Desk, strict, stateful", [mock], seconds, { next, made });
}

/**
 * The same at two mocks with one Redis that writes each change to the disk. After a third of the time a mock is killed
 * and starts again, after two thirds Redis.
 */
export async function twoMocks(seconds: number): Promise<LoadResult> {
  const folder = await mkdtemp(join(tmpdir(), "twinspec-load-"));
  let redis = await startRedis({ folder });
  const args = [flagship, "--auth", "strict", "--stateful", "--storage", redis.url];
  const mocks = [await startMockProcess(args), await startMockProcess(args)];
  const made: string[] = [];
  const token = await tokenOf(mocks[0]!, scopes);
  const kills = (async () => {
    await wait((seconds * 1000) / 3);
    const [, second] = mocks;
    await second?.kill();
    mocks[1] = await startMockProcess(args, Number(new URL(second?.url ?? "").port));
    await wait((seconds * 1000) / 3);
    await redis.kill();
    redis = await startRedis({ folder, port: redis.port });
  })();
  try {
    const next = ticketLoad(mocks, token, made);
    const result = await measured("two mocks, one Redis, both killed", mocks, seconds, { next, made });
    await kills;
    return result;
  } finally {
    await redis[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What it takes to make a ticket when there are none, 12,600 and 100,000: rows of a table. */
export async function manyRecords(storage: "memory" | "Redis"): Promise<(readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  const redis = storage === "Redis" ? await startRedis() : undefined;
  const location = redis?.url ?? "memory";
  const mock = await startMockProcess([flagship, "--auth", "strict", "--stateful", "--storage", location]);
  const token = await tokenOf(mock, scopes);
  const creation = createTicket(mock, token);
  for (const count of [0, 12_600, 100_000]) {
    await seed(mock, count);
    await drive({ connections, count: 300, next: () => creation });
    const before = (await mock.taken()).cpu;
    const { rate, p99, good } = await drive({ connections, count: 3_000, next: () => creation });
    const cpu = (((await mock.taken()).cpu - before) * 1000) / good;
    const list = await drive({ connections, count: 500, next: () => listTickets(mock, token) });
    rows.push([storage, String(count), cpu.toFixed(2), rate.toFixed(0), p99.toFixed(0), list.rate.toFixed(0)]);
  }
  await mock.kill();
  await redis?.[Symbol.asyncDispose]();
  return rows;
}

/** How many bytes of memory a ticket takes once what was only passing is collected; the journal keeps no requests. */
export async function bytesOfTicket(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const { startMock } = (await import(pathToFileURL(builtMocks).href)) as typeof import("../../../mocks/index.ts");
  await using mock = await startMock({ spec: flagship, stateful: true, auth: "off", journal: { requests: 1 } });
  const { url } = mock;
  const create = createTicket({ url }, "any");
  const makeTickets = (count: number) => drive({ connections, count, next: () => create });
  const held = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  await makeTickets(500);
  const before = held();
  await makeTickets(5_000);
  return (held() - before) / 5_000;
}

async function seed({ url }: MockProcess, count: number): Promise<void> {
  // Small ones: a body may have 10 MiB.
  const records = Array.from({ length: count }, (_, index) => ({ id: String(9e15 + index), subject: "Seeded" }));
  const body = JSON.stringify([{ path: "/api/v1/tickets", records }]);
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}/__twinspec/state`, { method: "PUT", headers, body });
  if (!response.ok) throw new Error(`the state was not taken: ${response.status} ${await response.text()}`);
}

interface Measured {
  readonly next: (turn: number) => LoadRequest;
  /** The identifiers of records that were acknowledged. */
  readonly made?: string[];
}

async function measured(
  title: string,
  mocks: readonly MockProcess[],
  seconds: number,
  { next, made }: Measured,
): Promise<LoadResult> {
  const memory = new Map<number, number>();
  const note = async (second: number) => {
    const each = await Promise.all(mocks.map((mock) => mock.taken()));
    memory.set(
      second,
      each.reduce((sum, one) => sum + one.memory, 0),
    );
    return each.reduce((sum, one) => sum + one.cpu, 0);
  };
  const before = await note(0);
  const moments =
    seconds <= 90 ? [20, 60, 90] : Array.from({ length: Math.floor(seconds / 60) }, (_, i) => 60 * (i + 1));
  const timers = moments
    .filter((moment) => moment < seconds)
    .map((moment) => setTimeout(() => void note(moment), moment * 1000));
  const driven = await drive({
    ...{ connections, seconds, next },
    onGood: (body) => {
      const id = made === undefined ? undefined : /^\{"id":"(\d+)"/.exec(body)?.[1];
      if (id !== undefined) made?.push(id);
    },
  });
  for (const timer of timers) clearTimeout(timer);
  const cpu = (((await note(seconds)) - before) * 1000) / driven.good;
  // a response about a record names it as well
  const records = made && [...new Set(made)];
  const lost = records && (await countLost(mocks, records));
  await Promise.all(mocks.map((mock) => mock.kill()));
  return { title, driven, cpu: cpu > 0 && mocks.length === 1 ? cpu : undefined, memory, made: records?.length, lost };
}

/** Of what was acknowledged nothing is deleted, so all of it is there, at each mock. */
async function countLost(mocks: readonly MockProcess[], made: readonly string[]): Promise<number> {
  let lost = 0;
  for (const { url } of mocks) {
    const collections = (await (await fetch(`${url}/__twinspec/state`)).json()) as {
      readonly path: string;
      readonly records: readonly { readonly id: string }[];
    }[];
    const tickets = collections.find(({ path }) => path === "/api/v1/tickets");
    const there = new Set(tickets?.records.map(({ id }) => id));
    lost += made.filter((id) => !there.has(id)).length;
  }
  if (made.length === 0) throw new Error("no record was made");
  return lost;
}

/** Of ten requests two make a ticket, one changes one, one lists, six read. */
function ticketLoad(mocks: readonly MockProcess[], token: string, made: readonly string[]) {
  return (turn: number): LoadRequest => {
    const mock = mocks[turn % mocks.length]!;
    const kind = Math.floor(turn / mocks.length) % 10;
    const id = made[Math.floor(Math.random() * made.length)];
    if (kind < 2 || id === undefined) return createTicket(mock, token);
    if (kind === 2) return listTickets(mock, token);
    const request = ticketRequest(mock, token, `/api/v1/tickets/${id}`);
    return kind === 3 ? { ...request, method: "PATCH", body: JSON.stringify({ subject: `Changed ${turn}` }) } : request;
  };
}

function createTicket(mock: Pick<MockProcess, "url">, token: string): LoadRequest {
  const body = { subject: "Load", departmentId: "1892000000006907", contactId: "1892000000042032" };
  return { ...ticketRequest(mock, token, "/api/v1/tickets"), method: "POST", body: JSON.stringify(body) };
}

function listTickets(mock: MockProcess, token: string): LoadRequest {
  return ticketRequest(mock, token, "/api/v1/tickets?limit=10");
}

function ticketRequest({ url }: Pick<MockProcess, "url">, token: string, path: string): LoadRequest {
  return {
    url: `${url}${path}${path.includes("?") ? "&" : "?"}orgId=60001280952`,
    headers: { authorization: `Zoho-oauthtoken ${token}`, "content-type": "application/json" },
  };
}
