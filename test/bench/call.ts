import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Bench, ratio } from "./bench.ts";
import { startCallServer } from "./call-server.ts";
import { median } from "./measure.ts";
import { bundle, githubClients, peerVersions } from "./peers.ts";

const rounds = 11;
const warmUp = 1000;
const calls = 2000;

const path = `{ owner: "octocat", repo: "hello-world" }`;

/** Runs `call` in one process, one after the other, and prints what each took, in microseconds. */
const harness = `
const [url] = process.argv.slice(2);
const call = prepare(url);
for (let index = 0; index < ${warmUp}; index += 1) await call();
const cpu = process.cpuUsage();
const start = performance.now();
let stars = 0;
for (let index = 0; index < ${calls}; index += 1) stars += (await call()).stargazers_count;
const { user, system } = process.cpuUsage(cpu);
const clock = (performance.now() - start) * 1000;
if (stars !== ${80 * calls}) throw new Error("not what the server answered");
console.log(JSON.stringify({ cpu: (user + system) / ${calls}, clock: clock / ${calls} }));
process.exit();
`;

interface Taken {
  /** Microseconds of a call: of all threads of the client's process, and by the clock. */
  readonly cpu: number;
  readonly clock: number;
}

/** One call of one operation with a token, to a server on this machine that does next to nothing. */
export const callOverhead: Bench = {
  title: "One call to a local server, with a token, its JSON read",
  columns: ["program", "CPU µs a call, median", "of fetch", "µs by the clock", "of fetch"],
  async run() {
    const { twinspec, heyApi } = await githubClients();
    const from = (module: string) => JSON.stringify(join(twinspec, "esm", module));
    const texts = {
      "fetch by hand": `const prepare = (url) => async () => {
  const headers = { Authorization: "Bearer token", Accept: "application/json" };
  const response = await fetch(\`\${url}/repos/\${encodeURIComponent("octocat")}/\${encodeURIComponent("hello-world")}\`, { headers });
  if (!response.ok) throw new Error("failed");
  return response.json();
};`,
      "fetch of a new Request": `const prepare = (url) => async () => {
  const headers = { Authorization: "Bearer token", Accept: "application/json" };
  const address = \`\${url}/repos/\${encodeURIComponent("octocat")}/\${encodeURIComponent("hello-world")}\`;
  const response = await fetch(new Request(address, { headers }));
  if (!response.ok) throw new Error("failed");
  return response.json();
};`,
      "openapi-fetch": `import createClient from "openapi-fetch";
const prepare = (baseUrl) => {
  const client = createClient({ baseUrl, headers: { Authorization: "Bearer token" } });
  return async () => (await client.GET("/repos/{owner}/{repo}", { params: { path: ${path} } })).data;
};`,
      "openapi-fetch, the token by middleware": `import createClient from "openapi-fetch";
const prepare = (baseUrl) => {
  const client = createClient({ baseUrl });
  client.use({ onRequest({ request }) { request.headers.set("Authorization", "Bearer token"); } });
  return async () => (await client.GET("/repos/{owner}/{repo}", { params: { path: ${path} } })).data;
};`,
      [`@hey-api/openapi-ts ${peerVersions.heyApi}`]: `import { client } from "${heyApi}/client.gen.ts";
import { reposGet } from "${heyApi}/sdk.gen.ts";
const prepare = (baseUrl) => {
  client.setConfig({ baseUrl, headers: { Authorization: "Bearer token" } });
  return async () => (await reposGet({ path: ${path} })).data;
};`,
      "twinspec, one operation": `import { reposGet } from ${from("operations/reposGet.js")};
import { createTransport } from ${from("transport.js")};
const prepare = (baseUrl) => {
  const transport = createTransport({ baseUrl, auth: "token" });
  return async () => (await reposGet(transport, ${path})).data;
};`,
      "twinspec, the whole client": `import { createClient } from ${from("client.js")};
const prepare = (baseUrl) => {
  const client = createClient({ baseUrl, auth: "token" });
  return async () => (await client.reposGet(${path})).data;
};`,
      "twinspec, the whole client, retry: false": `import { createClient } from ${from("client.js")};
const prepare = (baseUrl) => {
  const client = createClient({ baseUrl, auth: "token", retry: false });
  return async () => (await client.reposGet(${path})).data;
};`,
    };
    const programs: (readonly [string, string])[] = [];
    for (const [name, text] of Object.entries(texts)) {
      programs.push([name, await bundle(`call ${name}`, `${text}\n${harness}`, { minify: false })]);
    }
    const server = await startCallServer();
    try {
      const taken = new Map(programs.map(([name]) => [name, [] as Taken[]]));
      for (let round = 0; round < rounds; round += 1) {
        for (const [name, file] of round % 2 === 0 ? programs : programs.toReversed()) {
          const { stdout } = await promisify(execFile)(process.execPath, [file, server.url]);
          taken.get(name)!.push(JSON.parse(stdout) as Taken);
        }
      }
      const of = (name: string, key: keyof Taken) => median(taken.get(name)!.map((run) => run[key]));
      const row = ([name]: readonly [string, string]) => [
        name,
        of(name, "cpu").toFixed(0),
        ratio(of(name, "cpu"), of("fetch by hand", "cpu")),
        of(name, "clock").toFixed(0),
        ratio(of(name, "clock"), of("fetch by hand", "clock")),
      ];
      return programs.map(row);
    } finally {
      await server.stop();
    }
  },
};
