import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { generate, readSettings } from "../../generator/entry.ts";
import type { Project } from "./projects.ts";

/*
 * Builds and runs a program in every kind of project that people have, with the client as source files in its tree and as
 * a package. `npm run test:projects [name …]`.
 */

const here = fileURLToPath(new URL(".", import.meta.url));
const wanted = process.argv.slice(2);

if (!existsSync(join(here, "node_modules/.package-lock.json"))) {
  process.stdout.write("installing what the projects are built with\n");
  const flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  execFileSync("npm", flags, {
    cwd: here,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
}

// which of them can be built is seen when it is loaded
const { projects } = await import("./projects.ts");

const unknown = wanted.filter((each) => !projects.some(({ name }) => name.includes(each)));
if (unknown.length > 0) {
  process.stderr.write(`there is no project "${unknown.join('", "')}"; there are:\n`);
  for (const { name } of projects) process.stderr.write(`  ${name}\n`);
  process.exit(2);
}

await writeClient({ target: "package", output: join(here, "client") });
const link = join(here, "node_modules/pet-store-client");
rmSync(link, { recursive: true, force: true });
symlinkSync(join(here, "client"), link, "junction");

const requests: string[] = [];
const server = createServer((request, response) => {
  requests.push(`${request.url} ${request.headers["x-from"]}`);
  response.setHeader("Content-Type", "application/json").end('{ "id": 7, "name": "Rex", "kind": "dog" }');
});
await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

let failures = 0;
for (const project of projects.filter(
  ({ name }) => wanted.length === 0 || wanted.some((each) => name.includes(each)),
)) {
  const started = performance.now();
  requests.length = 0;
  const fault = await tried(project).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`;
  process.stdout.write(`${fault === undefined ? "good " : "WRONG"} ${project.name} (${seconds})\n`);
  if (fault === undefined) continue;
  failures++;
  process.stdout.write(`${fault.replace(/^/gm, "      ").slice(0, 4000)}\n`);
}
server.close();
process.exitCode = failures === 0 ? 0 : 1;

/** Rejects with what went wrong. */
async function tried({ name, folder, files, steps, extension, isCopied }: Project): Promise<void> {
  const place = join(here, folder ?? `work/${name.replace(/\W+/g, "-")}`);
  for (const own of ["src", "app", ".next", "out", "next-env.d.ts"])
    rmSync(join(place, own), { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), text);
  }
  await writeClient({ target: "source", output: join(place, "src/api") });
  if (isCopied) cpSync(join(here, "client"), join(place, "node_modules/pet-store-client"), { recursive: true });
  const found = /from "\.\/client([^"]*)"/.exec(readFileSync(join(place, "src/api/index.ts"), "utf8"))?.[1];
  if (found !== extension) throw new Error(`files import each other with "${found}", not "${extension}"`);
  for (const [program, ...args] of steps(place)) {
    const text = await run(program!, args, place);
    process.stdout.write(process.env["VERBOSE"] === undefined ? "" : text);
  }
  // one call by source files, one by the package
  const expected = ["/pets/7 source", "/pets/7 package"];
  const missing = expected.filter((request) => !requests.includes(request));
  if (missing.length > 0)
    throw new Error(`built, but not requested: ${missing.join(", ")}; only ${requests.join(", ")}`);
}

/** Writes the client of `api/` as a package or as source files. Throws an error for what is wrong. */
async function writeClient(change: { readonly target: "package" | "source"; readonly output: string }): Promise<void> {
  const { settings } = readSettings(join(here, "api/twinspec.yaml"), here);
  rmSync(change.output, { recursive: true, force: true });
  const { lockFile: _, ...rest } = settings!;
  const { files, diagnostics } = await generate({ ...rest, ...change }, { force: true });
  if (!files) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
}

/** What a program prints; rejects with it where it fails. It reaches nothing but this machine. */
function run(program: string, args: readonly string[], folder: string): Promise<string> {
  const env = {
    ...process.env,
    PETS_URL: address,
    CI: "1",
    NEXT_TELEMETRY_DISABLED: "1",
    DENO_NO_UPDATE_CHECK: "1",
    DO_NOT_TRACK: "1",
    NODE_OPTIONS: "",
  };
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd: folder, env, maxBuffer: 1e8, timeout: 300_000 }, (error, out, err) => {
      if (!error) resolve(out + err);
      else reject(new Error(`${[program, ...args].join(" ")}\n${out}${err}${out + err === "" ? error.message : ""}`));
    });
  });
}
