import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

/** What a program prints that opens a store in a process where a package is not installed. */
function open(location: string, missing: string): string {
  const hooks = `export async function resolve(name, context, next) {
    if (name !== ${JSON.stringify(missing)} && !name.startsWith(${JSON.stringify(`${missing}/`)})) return next(name, context);
    throw Object.assign(new Error("Cannot find package " + name), { code: "ERR_MODULE_NOT_FOUND" });
  }`;
  const register = `import { register } from "node:module"; register(${JSON.stringify(url(hooks))});`;
  const script = `
    import { openStore } from ${JSON.stringify(join(import.meta.dirname, "../../../mocks/storage/open-store.ts"))};
    const store = await openStore(${JSON.stringify(location)}).catch((error) => error);
    console.log(store instanceof Error ? store.name + ": " + store.message : "opened");
  `;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--import", url(register), "--input-type=module", "--eval", script],
    { encoding: "utf8" },
  );
  return stdout.trim() === "" ? stderr : stdout.trim();
}

function url(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

test("without ioredis, Redis is refused with the command that installs it", () => {
  expect(open("redis://127.0.0.1:1/0", "ioredis")).toBe(
    "StorageError: to keep state in Redis, the package ioredis must be installed: npm install ioredis",
  );
});

test("the memory needs no package", () => {
  expect(open("memory", "unstorage")).toBe("opened");
  expect(open(join(import.meta.dirname, "none"), "unstorage")).not.toBe("opened");
});
