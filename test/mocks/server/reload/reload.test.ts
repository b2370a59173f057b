import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { Agent, get as httpGet } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Reload } from "../../../../mocks/control-api/mock-api.ts";
import { type Mock, startMock } from "../../../../mocks/index.ts";
import { createReloading, type LoadedApi } from "../../../../mocks/server/reload/reloading.ts";
import { createMemoryStore } from "../../../../mocks/storage/memory-store.ts";

let folder: string;
let mock: Mock | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "twinspec-reload-"));
});

afterEach(async () => {
  await mock?.close();
  mock = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** A document with an operation for each name; the first responds with what the document says. */
function documentOf(names: readonly string[], response: unknown = "first"): string {
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Reload", version: "1" },
    components: {
      securitySchemes: {
        oauth: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "/token", scopes: { read: "" } } } },
      },
    },
    paths: Object.fromEntries(
      names.map((name) => [
        `/${name}`,
        {
          get: {
            operationId: name,
            security: [{ oauth: ["read"] }],
            responses: { "200": { description: "", content: { "application/json": { example: response } } } },
          },
        },
      ]),
    ),
  });
}

function write(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** As editors save: a new file takes the old one's place. */
function replace(name: string, text: string): void {
  write(`${name}.new`, text);
  renameSync(join(folder, `${name}.new`), join(folder, name));
}

/** The reloads in their order, each waited for. */
function reloads() {
  const seen: Reload[] = [];
  const waiting: ((reload: Reload) => void)[] = [];
  return {
    onReload(reload: Reload): void {
      const next = waiting.shift();
      if (next === undefined) seen.push(reload);
      else next(reload);
    },
    next: (): Promise<Reload> => {
      const reload = seen.shift();
      return reload === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(reload);
    },
  };
}

async function watched(spec: string) {
  const { onReload, next } = reloads();
  mock = await startMock({ spec, watch: true, onReload });
  return { mock, next };
}

describe("a change", () => {
  test("gives another API: what came and what went is told, tokens, scripts and requests stay", async () => {
    const spec = write("api.json", documentOf(["a", "b"]));
    const { mock, next } = await watched(spec);
    const { accessToken } = await mock.issueToken({ scopes: ["read"] });
    const ask = async (path: string) => {
      const response = await fetch(`${mock.url}${path}`, { headers: { authorization: `Bearer ${accessToken}` } });
      return response.status === 200 ? response.json() : response.status;
    };
    mock.respond("b", { status: 200, body: "scripted" });
    expect([await ask("/a"), await ask("/c")]).toEqual(["first", 404]);
    write("api.json", documentOf(["b", "c", "d"], "second"));
    expect(await next()).toMatchObject({
      kind: "reloaded",
      added: [{ path: "/c" }, { path: "/d" }],
      removed: [{ path: "/a" }],
    });
    expect([await ask("/a"), await ask("/b"), await ask("/c")]).toEqual([404, "scripted", "second"]);
    expect(mock.operations.map(({ path }) => path)).toEqual(["/b", "/c", "/d"]);
    expect(mock.requests.map(({ path }) => path)).toEqual(["/a", "/c", "/a", "/b", "/c"]);
    mock.reset();
    expect(await ask("/b")).toBe("second");
  });

  test("leaves what clients made", async () => {
    const things = (description: string) =>
      JSON.stringify({
        openapi: "3.1.0",
        info: { title: "Things", version: "1" },
        paths: {
          "/things": {
            post: {
              requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } } },
              responses: {
                "201": {
                  description,
                  content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
                },
              },
            },
          },
          "/things/{id}": {
            parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
            get: {
              responses: {
                "200": {
                  description,
                  content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
                },
              },
            },
          },
        },
        components: {
          schemas: { Thing: { type: "object", properties: { id: { type: "string" }, name: { type: "string" } } } },
        },
      });
    const spec = write("api.json", things("before"));
    const { onReload, next } = reloads();
    mock = await startMock({ spec, watch: true, onReload, stateful: true });
    const made = await fetch(`${mock.url}/things`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"name":"kept"}',
    });
    const { id } = (await made.json()) as { id: string };
    write("api.json", things("after"));
    expect((await next()).kind).toBe("reloaded");
    expect(await (await fetch(`${mock.url}/things/${id}`)).json()).toEqual({ id, name: "kept" });
  });

  test("neither breaks a connection nor a request in flight", async () => {
    const spec = write("api.json", documentOf(["a"]));
    const { mock, next } = await watched(spec);
    const { accessToken } = await mock.issueToken({ scopes: ["read"] });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = () =>
      new Promise<{ body: string; port: number | undefined }>((resolve, reject) => {
        httpGet(`${mock.url}/a`, { agent, headers: { authorization: `Bearer ${accessToken}` } }, (response) => {
          const port = response.socket.localPort;
          response.toArray().then((chunks) => resolve({ body: Buffer.concat(chunks).toString(), port }), reject);
        }).on("error", reject);
      });
    const before = await ask();
    let finish: (() => void) | undefined;
    const started = new Promise<void>((begun) => {
      mock.respond(
        "a",
        () => {
          begun();
          return new Promise((resolve) => {
            finish = () => resolve({ status: 200, body: "of the old one" });
          });
        },
        { times: 1 },
      );
    });
    const inFlight = ask();
    await started;
    replace("api.json", documentOf(["a"], "second"));
    expect((await next()).kind).toBe("reloaded");
    finish?.();
    expect(await inFlight).toEqual({ body: '"of the old one"', port: before.port });
    expect(await ask()).toEqual({ body: '"second"', port: before.port });
    agent.destroy();
  });

  test("that breaks the documents leaves the last good version in place, and is told once; mended, it goes on", async () => {
    const spec = write("api.json", documentOf(["a"]));
    const { mock, next } = await watched(spec);
    write("api.json", "{");
    const broken = await next();
    expect(broken).toMatchObject({ kind: "kept", diagnostics: [{ code: "syntax" }] });
    expect(mock.operations).toHaveLength(1);
    write("api.json", documentOf(["a", "b"]));
    expect(await next()).toMatchObject({ kind: "reloaded", added: [{ path: "/b" }] });
  });

  test("that adds an error to documents that have some is one that breaks them", async () => {
    const dangling = (target: string) =>
      documentOf(["a"]).replace(
        '{"example":"first"}',
        JSON.stringify({ schema: { $ref: `#/components/schemas/${target}` } }),
      );
    const spec = write("api.json", dangling("Gone"));
    const { mock, next } = await watched(spec);
    expect(mock.diagnostics).toMatchObject([{ severity: "warning", code: "ref-not-found" }]);
    write("api.json", dangling("AlsoGone"));
    expect(await next()).toMatchObject({
      kind: "kept",
      diagnostics: [{ message: expect.stringContaining("AlsoGone") }],
    });
    write("api.json", documentOf(["a"]));
    expect(await next()).toMatchObject({ kind: "reloaded" });
    expect(mock.diagnostics).toEqual([]);
  });

  test("of the settings counts; a fault for an operation that is not there is told", async () => {
    write("api.json", documentOf(["a"]));
    write("twinspec.yaml", "mock: { oauth: { mode: off } }\n".replace("off", '"off"'));
    const { mock, next } = await watched(folder);
    expect((await fetch(`${mock.url}/a`)).status).toBe(200);
    write("twinspec.yaml", 'mock: { faults: { a: ["status=503"] } }\n');
    expect((await next()).kind).toBe("reloaded");
    expect((await fetch(`${mock.url}/a`)).status).toBe(503);
    write("twinspec.yaml", 'mock: { faults: { b: ["status=503"] } }\n');
    expect(await next()).toMatchObject({
      kind: "kept",
      error: { message: expect.stringContaining('no operation "b"') },
    });
    write("twinspec.yaml", "mock: { fautls: {} }\n");
    expect(await next()).toMatchObject({ kind: "kept", diagnostics: [{ code: "settings" }] });
  });

  test("of the lock changes names", async () => {
    write("api.json", documentOf(["a"]));
    write("twinspec.yaml", "{}\n");
    const { mock, next } = await watched(folder);
    expect(mock.operations[0]?.name).toBe("a");
    write("twinspec.lock.yaml", 'version: 1\noperations:\n  "GET /a": { "name": "renamed" }\n');
    expect((await next()).kind).toBe("reloaded");
    expect(mock.operations[0]?.name).toBe("renamed");
  });
});

describe("files", () => {
  test("that are saved by renaming, deleted and written again, or moved away with their folder, are followed", async () => {
    const spec = write("spec/api.json", documentOf(["a"]));
    const { next } = await watched(spec);
    const counts: number[] = [];
    const countNext = async () => {
      const reload = await next();
      if (reload.kind === "kept") return countNext();
      counts.push(reload.operations.length);
    };
    for (const names of [["a", "b"], ["a"], ["a", "b", "c"]]) {
      replace("spec/api.json", documentOf(names));
      await countNext();
    }
    rmSync(spec);
    expect((await next()).kind).toBe("kept");
    write("spec/api.json", documentOf(["a", "b", "c", "d"]));
    await countNext();
    renameSync(join(folder, "spec"), join(folder, "elsewhere"));
    expect((await next()).kind).toBe("kept");
    renameSync(join(folder, "elsewhere"), join(folder, "spec"));
    await countNext();
    write("spec/api.json", documentOf(["a"]));
    await countNext();
    expect(counts).toEqual([2, 1, 3, 4, 4, 1]);
  });

  test("that references name are followed, also into folders that come later", async () => {
    const referring = (file: string) =>
      documentOf(["a"]).replace('{"example":"first"}', JSON.stringify({ schema: { $ref: file } }));
    write("schemas/One.json", '{"type":"string"}');
    const { mock, next } = await watched(write("api.json", referring("./schemas/One.json")));
    write("schemas/One.json", '{"type":"integer"}');
    expect((await next()).kind).toBe("reloaded");
    write("api.json", referring("./later/Two.json"));
    expect((await next()).kind).toBe("kept");
    write("later/Two.json", '{"type":"boolean"}');
    expect((await next()).kind).toBe("reloaded");
    write("later/Two.json", '{"const":"two"}');
    expect((await next()).kind).toBe("reloaded");
    const { accessToken } = await mock.issueToken({ scopes: ["read"] });
    const response = await fetch(`${mock.url}/a`, { headers: { authorization: `Bearer ${accessToken}` } });
    expect(await response.json()).toBe("two");
  });

  test("that come into the folder of an API belong to it", async () => {
    write("a.json", documentOf(["a"]));
    const { mock, next } = await watched(folder);
    write("more/b.json", documentOf(["b"]));
    expect(await next()).toMatchObject({ kind: "reloaded", added: [{ path: "/b" }], removed: [] });
    rmSync(join(folder, "more"), { recursive: true });
    expect(await next()).toMatchObject({ kind: "reloaded", added: [], removed: [{ path: "/b" }] });
    expect(mock.operations).toHaveLength(1);
  });
});

test("twenty reloads leave neither watchers nor earlier versions of the API behind", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const spec = write("api.json", documentOf(["a"]));
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const handles = () => process.getActiveResourcesInfo().filter((name) => name === "FSEventWrap").length;
  // Watchers of the tests before may still be closing.
  const noneLeft = () => vi.waitFor(() => expect(handles()).toBe(0), 10_000);
  await noneLeft();
  const versions: WeakRef<LoadedApi>[] = [];
  const { onReload, next } = reloads();
  const { createApi } = await import("../../../../mocks/server/create-api.ts");
  const { readSpec } = await import("../../../../mocks/server/read-spec.ts");
  const reloading = await createReloading(async () => {
    const { openapi, names, diagnostics, sources } = await readSpec([spec]);
    const { api, handle } = createApi(openapi, { names, store: createMemoryStore() });
    const loaded = { api: Object.assign(api, { diagnostics, placedOperations: async () => [] }), handle, sources };
    versions.push(new WeakRef(loaded));
    return loaded;
  }, onReload);
  const atStart = handles();
  expect(atStart).toBeGreaterThan(0);
  for (let round = 1; round <= 20; round += 1) {
    replace("api.json", documentOf(["a"], round));
    expect((await next()).kind).toBe("reloaded");
  }
  expect(handles()).toBe(atStart);
  collectGarbage();
  await settle();
  collectGarbage();
  expect(versions.length).toBeGreaterThanOrEqual(20);
  expect(versions.filter((version) => version.deref() !== undefined).length).toBeLessThan(5);
  await reloading.close();
  await noneLeft();
});
