import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundled } from "../../bundled.ts";
import { missingRedis, type RedisServer, startRedis } from "./redis-server.ts";

const organization = "orgId=60001280952";
const redirectUri = "https://app.example.com/callback";
const client = { client_id: "1000.APP", client_secret: "secret" };

let redis: RedisServer | undefined;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "twinspec-shared-"));
  if (missingRedis === undefined) redis = await startRedis();
});

afterAll(async () => {
  await redis?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

describe.each([
  ["a folder", () => folder, undefined],
  ["Redis", () => redis?.url ?? "", missingRedis],
] as const)("two processes with %s", (_, location, missing) => {
  test.skipIf(missing !== undefined)(`act as one${missing === undefined ? "" : ` (${missing})`}`, async () => {
    await using first = await startProcess(location());
    await using second = await startProcess(location());
    const urls = [first.url, second.url] as const;

    // A code that one gave is redeemed at the other, once.
    const code = await authorise(first.url);
    const grants = await Promise.all(urls.map((url) => redeem(url, code)));
    const [granted, ...others] = grants.filter(({ access_token: token }) => token !== undefined);
    expect(others).toEqual([]);
    const token = granted?.["refresh_token"] ?? "";
    // Somebody brought the code twice, so what it gave has ended.
    expect((await refresh(first.url, token))["error"]).toBe("invalid_code");

    // A token that one gave is good at the other.
    const fresh = await redeem(second.url, await authorise(first.url));
    const accessToken = fresh["access_token"] ?? "";
    for (const url of urls) expect((await tickets(url, accessToken)).status).toBe(200);

    // A record that one has created is there at the other.
    const created = await create(first.url, accessToken, "Created at the first");
    const read = await call(second.url, `/api/v1/tickets/${created}`, accessToken);
    expect(await read.json()).toMatchObject({ id: created, subject: "Created at the first" });

    // Creations at one time give each record an identifier of its own, and lose none.
    const count = 16;
    const ids = await Promise.all(
      Array.from({ length: count }, (_, index) => create(urls[index % 2] ?? "", accessToken, `Ticket ${index}`)),
    );
    expect(new Set(ids).size).toBe(count);
    for (const url of urls) {
      const { data } = (await (await tickets(url, accessToken)).json()) as { data: { id: string }[] };
      expect(data.map(({ id }) => id)).toEqual(expect.arrayContaining([created, ...ids]));
    }

    // Ten access tokens of one refresh token, wherever they are asked for.
    const responses = await Promise.all(
      Array.from({ length: 14 }, (_, index) => refresh(urls[index % 2] ?? "", fresh["refresh_token"] ?? "")),
    );
    const issued = responses.flatMap(({ access_token: text }) => text ?? []);
    expect(new Set(issued).size).toBe(10);
    expect(responses.flatMap(({ error }) => error ?? [])).toEqual(Array.from({ length: 4 }, () => "Access Denied"));

    // What one has deleted, or a token that one has revoked, is gone at the other.
    await fetch(`${first.url}/oauth/v2/token/revoke?token=${accessToken}`, { method: "POST" });
    expect((await tickets(second.url, accessToken)).status).toBe(401);
  });
});

type TokenResponse = Readonly<Record<string, string | undefined>>;

async function authorise(url: string): Promise<string> {
  const scope = "Desk.tickets.READ,Desk.tickets.CREATE";
  const query = new URLSearchParams({
    ...{ client_id: client.client_id, redirect_uri: redirectUri, response_type: "code", access_type: "offline", scope },
  });
  const response = await fetch(`${url}/oauth/v2/auth?${query}`, { redirect: "manual" });
  return new URL(response.headers.get("location") ?? "").searchParams.get("code") ?? "";
}

function redeem(url: string, code: string): Promise<TokenResponse> {
  return token(url, { grant_type: "authorization_code", code, redirect_uri: redirectUri });
}

function refresh(url: string, refreshToken: string): Promise<TokenResponse> {
  return token(url, { grant_type: "refresh_token", refresh_token: refreshToken });
}

async function token(url: string, parameters: Record<string, string>): Promise<TokenResponse> {
  const body = new URLSearchParams({ ...client, ...parameters });
  return (await (await fetch(`${url}/oauth/v2/token`, { method: "POST", body })).json()) as TokenResponse;
}

function call(url: string, path: string, accessToken: string, body?: unknown): Promise<Response> {
  return fetch(`${url}${path}${path.includes("?") ? "&" : "?"}${organization}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Zoho-oauthtoken ${accessToken}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

function tickets(url: string, accessToken: string): Promise<Response> {
  return call(url, "/api/v1/tickets?limit=100", accessToken);
}

async function create(url: string, accessToken: string, subject: string): Promise<string> {
  const input = { subject, departmentId: "1892000000006907", contactId: "1892000000042032" };
  const response = await call(url, "/api/v1/tickets", accessToken, input);
  expect(response.status).toBe(200);
  return ((await response.json()) as { id: string }).id;
}

interface MockProcess extends AsyncDisposable {
  readonly url: string;
}

async function startProcess(storage: string): Promise<MockProcess> {
  const script = await bundled("test/mocks/storage/mock-process.ts");
  const child = spawn(process.execPath, [script, storage], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    url: await firstLine(child),
    async [Symbol.asyncDispose]() {
      child.stdin?.end();
      await ended;
    },
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once("exit", (code) => reject(new Error(`the mock's process ended with ${code}`)));
  });
}
