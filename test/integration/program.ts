import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Mock } from "../../mocks/index.ts";
import { bundled } from "../bundled.ts";
import { consent, scopes as leastScopes, orgId, planted } from "./served-desk.ts";

const exporting = await bundled("spec/zoho-desk/examples/run.ts");
const dieAtWrite = pathToFileURL(await bundled("test/integration/die-at-write.ts")).href;

/** How a run ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: string;
}

/** What runs `run.ts` in a process of its own, into a folder in this one. All runs share one token. */
export async function program(
  mock: Mock<typeof import("zoho-desk-client")>,
  folder: string,
  scopes: readonly string[] = leastScopes,
) {
  const { refreshToken } = await consent(mock, scopes);
  const environment = {
    ZOHO_DESK_BASE_URL: mock.url,
    ZOHO_DESK_TOKEN_ENDPOINT: `${mock.url}/oauth/v2/token`,
    ZOHO_DESK_ORG_ID: orgId,
    ZOHO_DESK_SCOPES: scopes.join(","),
    ZOHO_DESK_CLIENT_ID: planted.clientId,
    ZOHO_DESK_CLIENT_SECRET: planted.clientSecret,
    ZOHO_DESK_REFRESH_TOKEN: refreshToken,
    ZOHO_DESK_TOKENS: join(folder, "tokens"),
    ZOHO_DESK_BACK_OFF: "1",
  };
  return (name: string, more: NodeJS.ProcessEnv = {}, started: (kill: () => void) => void = () => {}) => {
    const child = spawn(
      process.execPath,
      ["--import", dieAtWrite, exporting, "2026-03-01", "2026-03-20", join(folder, name)],
      { env: { ...process.env, ...environment, ...more }, stdio: ["ignore", "ignore", "pipe"] },
    );
    started(() => void child.kill("SIGKILL"));
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    const told = (text: string) => [planted.clientSecret, refreshToken].filter((secret) => text.includes(secret));
    return new Promise<Ended>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => {
        if (told(said).length > 0) reject(new Error("the program told a secret"));
        else resolve({ code, signal, said });
      });
    });
  };
}
