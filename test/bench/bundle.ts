import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Bench } from "./bench.ts";
import { bundle, githubClients, peerVersions } from "./peers.ts";

const baseUrl = "https://api.example.com";
const peer = "openapi-fetch alone, any path";
const call = `{ owner: "octocat", repo: "hello-world" }`;

/** What a program that calls one operation of the GitHub API brings to a browser, and what more of each package costs. */
export const bundleSize: Bench = {
  title: "A program that calls one operation of the GitHub API, bundled by esbuild, minified, gzip -9",
  columns: ["program", "bytes", "gzipped", "above openapi-fetch"],
  async run() {
    const { twinspec, heyApi, orval } = await githubClients();
    const from = (module: string) => JSON.stringify(join(twinspec, "esm", module));
    const one = (transport: string) => `import { reposGet } from ${from("operations/reposGet.js")};
import { createTransport } from ${from("transport.js")};
console.log(await reposGet(createTransport({ baseUrl: "${baseUrl}"${transport} }), ${call}));`;
    const programs = {
      [peer]: `import createClient from "openapi-fetch";
const client = createClient({ baseUrl: "${baseUrl}" });
console.log(await client.GET("/repos/{owner}/{repo}", { params: { path: ${call} } }));`,
      "twinspec, one operation": one(""),
      "twinspec, one of Zoho Desk: nine servers, orgId, int64 ids, lists": `import { getTicket } from "zoho-desk-client/operations/getTicket";
import { createTransport } from "zoho-desk-client/transport";
console.log(await getTicket(createTransport({ baseUrl: "${baseUrl}" }), { ticketId: "1" }));`,
      "twinspec, and its createFetch: retries, timeouts, deadline": `import { createFetch } from ${from("fetch.js")};
${one(", fetch: createFetch()")}`,
      "twinspec, and unwrap with ApiError": `import { unwrap } from ${from("index.js")};
${one("").replace("await reposGet", "await unwrap(reposGet").replace("));", ")));")}`,
      "twinspec, and tokens by refresh token, with oauth4webapi": `import { refreshToken } from "zoho-desk-client/auth";
import { getTicket } from "zoho-desk-client/operations/getTicket";
import { createTransport } from "zoho-desk-client/transport";
const auth = refreshToken({ clientId: "id", refreshToken: "token" });
console.log(await getTicket(createTransport({ baseUrl: "${baseUrl}", auth }), { ticketId: "1" }));`,
      "twinspec, the whole client of Zoho Desk, 38 methods": `import { createClient } from "zoho-desk-client";
console.log(await createClient({ baseUrl: "${baseUrl}" }).getTicket({ ticketId: "1" }));`,
      "twinspec, the whole client, 845 methods": `import { createClient } from ${from("client.js")};
console.log(await createClient({ baseUrl: "${baseUrl}" }).reposGet(${call}));`,
      [`@hey-api/openapi-ts ${peerVersions.heyApi}, one operation`]: `import { client } from "${heyApi}/client.gen.ts";
import { reposGet } from "${heyApi}/sdk.gen.ts";
client.setConfig({ baseUrl: "${baseUrl}" });
console.log(await reposGet({ path: ${call} }));`,
      [`@hey-api/openapi-ts ${peerVersions.heyApi}, the whole SDK`]: `import { client } from "${heyApi}/client.gen.ts";
import * as sdk from "${heyApi}/sdk.gen.ts";
client.setConfig({ baseUrl: "${baseUrl}" });
console.log(sdk);`,
      [`orval ${peerVersions.orval}, fetch, one operation`]: `import { reposGet } from "${orval}/index.ts";
console.log(await reposGet("octocat", "hello-world"));`,
    };
    const sizes = new Map<string, { readonly bytes: number; readonly gzipped: number }>();
    for (const [name, text] of Object.entries(programs)) {
      const bytes = readFileSync(await bundle(name, text, { minify: true }));
      sizes.set(name, { bytes: bytes.length, gzipped: gzipSync(bytes, { level: 9 }).length });
    }
    const base = sizes.get(peer)!;
    return [...sizes].map(([name, { bytes, gzipped }]) => {
      const above = gzipped - base.gzipped;
      return [name, String(bytes), String(gzipped), above > 0 ? `+${above}` : String(above)];
    });
  },
};
