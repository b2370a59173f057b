/**
 * Exports the sessions of a range of days, and writes a report: `npx tsx run.ts 2026-03-01 2026-03-31 export`, with the
 * environment that `setting` asks for. Run it again after whatever ended it, and it goes on. Ends with 75 when the API
 * gives no more on this day.
 */
import { mkdir } from "node:fs/promises";
import { createClient, servers } from "zoho-desk-client";
import { refreshToken, storageStore } from "zoho-desk-client/auth";
import { createFetch } from "zoho-desk-client/fetch";
import { createLinks } from "zoho-desk-client/links";
import { DailyLimitError } from "./daily-limit-error.ts";
import { exportSessions } from "./export-sessions.ts";
import { folderStorage } from "./folder-storage.ts";
import { writeReport } from "./report.ts";

const [from, to, folder] = process.argv.slice(2);
if (from === undefined || to === undefined || folder === undefined)
  throw new Error("three arguments: the first day, the last day, and the folder to write to");

const stop = new AbortController();
process.once("SIGINT", () => stop.abort(new Error("stopped; run it again, and it goes on")));

// A token outlives a run: the API gives a refresh token ten of them in ten minutes.
const tokens = setting("TOKENS");
await mkdir(tokens, { recursive: true, mode: 0o700 });

const server = setting("SERVER", "us");
if (!isServer(server)) throw new Error(`ZOHO_DESK_SERVER is one of ${Object.keys(servers).join(", ")}`);
const desk = { server, baseUrl: process.env["ZOHO_DESK_BASE_URL"], orgId: setting("ORG_ID") };
const client = createClient({
  ...desk,
  scopes: setting("SCOPES", "Desk.basic.READ,Desk.settings.READ").split(","),
  auth: refreshToken({
    server,
    tokenEndpoint: process.env["ZOHO_DESK_TOKEN_ENDPOINT"],
    clientId: setting("CLIENT_ID"),
    clientSecret: setting("CLIENT_SECRET"),
    refreshToken: setting("REFRESH_TOKEN"),
    store: storageStore(folderStorage(tokens)),
  }),
  fetch: createFetch({
    retry: { attempts: 8, backOff: { initial: Number(setting("BACK_OFF", "300")) } },
    timeout: 30_000,
    deadline: 300_000,
  }),
});

const portal = process.env["ZOHO_DESK_PORTAL"];
const links = createLinks({ ...desk, portal });

try {
  const { sessions } = await exportSessions({
    client,
    from,
    to,
    folder,
    signal: stop.signal,
    // A record may come without its ticket's id, which means as much as null.
    ...(portal && { link: (session) => links.enrich("classicTicket", { ticketId: null, ...session }).portalUrl }),
    onProgress: ({ sessions, windowsDone, windows }) => say(`${sessions} sessions, ${windowsDone} of ${windows} weeks`),
  });
  const report = await writeReport({ folder, agentNames: await agentNames() });
  say(`${sessions} sessions; ${report}`);
} catch (error) {
  if (!(error instanceof DailyLimitError)) throw error;
  say(error.message);
  process.exitCode = 75;
}

/** Names by id, where the token may read them. */
async function agentNames(): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  if (!client.can("getAgents")) return names;
  for await (const { id, name } of client.getAgents.items({}, { signal: stop.signal }))
    if (name !== null) names.set(String(id), name);
  return names;
}

function isServer(name: string): name is keyof typeof servers {
  return Object.hasOwn(servers, name);
}

/** What the environment says, which is no place that a list of processes shows. */
function setting(name: string, otherwise?: string): string {
  const value = process.env[`ZOHO_DESK_${name}`] || otherwise;
  if (value === undefined) throw new Error(`the environment variable ZOHO_DESK_${name} is missing`);
  return value;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
