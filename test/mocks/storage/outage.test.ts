import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { petstore } from "../state/petstore.ts";
import { type Read, serveState } from "../state/serve-state.ts";
import { missingRedis, type RedisServer, startRedis } from "./redis-server.ts";

const servers: RedisServer[] = [];

async function start(port?: number): Promise<RedisServer> {
  const server = await startRedis(port === undefined ? {} : { port });
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server[Symbol.asyncDispose]()));
});

function expectRefusal({ status, headers, body }: Read, { port }: RedisServer): void {
  expect([status, headers.get("content-type"), headers.get("retry-after")]).toEqual([
    503,
    "application/problem+json",
    "1",
  ]);
  expect(body).toEqual({
    type: "https://stoplight.io/prism/errors#STORAGE_UNAVAILABLE",
    title: "The mock's storage cannot be used",
    status: 503,
    detail: `Redis at redis://127.0.0.1:${port}/0 cannot be reached any more.`,
  });
}

describe.skipIf(missingRedis !== undefined)(`Redis${missingRedis === undefined ? "" : ` (${missingRedis})`}`, () => {
  test("that was killed lets all requests that wait fail at once, and those that come, until it is there again", async () => {
    const server = await start();
    const { send } = await serveState(petstore, { storage: server.url });
    expect((await send("POST", "/pets", { name: "Ada" })).status).toBe(201);
    await server.kill();
    const killed = performance.now();
    const waiting = await Promise.all([
      ...Array.from({ length: 20 }, () => send("POST", "/pets", { name: "Eve" })),
      ...Array.from({ length: 5 }, () => send("GET", "/pets")),
    ]);
    for (const response of waiting) expectRefusal(response, server);
    expect(performance.now() - killed).toBeLessThan(6_000);
    const next = performance.now();
    expectRefusal(await send("POST", "/pets", { name: "Eve" }), server);
    expect(performance.now() - next).toBeLessThan(500);

    await start(server.port);
    let status = 503;
    for (let turn = 0; turn < 60 && status === 503; turn += 1) {
      await wait(50);
      status = (await send("POST", "/pets", { name: "Ada" })).status;
    }
    expect(status).toBe(201);
  });

  test("that is started again at once is not noticed", async () => {
    const server = await start();
    const { send } = await serveState(petstore, { storage: server.url });
    await server.kill();
    const [created] = await Promise.all([send("POST", "/pets", { name: "Ada" }), start(server.port)]);
    expect(created.status).toBe(201);
  });

  test("that stands still is given up for all, until it goes on", async () => {
    const server = await start();
    const { send } = await serveState(petstore, { storage: server.url });
    server.pause();
    const paused = performance.now();
    const creations = Array.from({ length: 10 }, () => send("POST", "/pets", { name: "Eve" }));
    for (const response of await Promise.all(creations)) expectRefusal(response, server);
    expect(performance.now() - paused).toBeLessThan(8_000);
    server.resume();
    let status = 503;
    for (let turn = 0; turn < 60 && status === 503; turn += 1) {
      await wait(50);
      status = (await send("POST", "/pets", { name: "Ada" })).status;
    }
    expect(status).toBe(201);
  });
});
