import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { documentWithOperation, emitted, everyOutput } from "../../emit/emitted.ts";

const document = readFileSync(new URL("../../projects/api/petstore.yaml", import.meta.url), "utf8");

describe("the README of source files", () => {
  test.each([
    ["js", ".js"],
    ["ts", ".ts"],
    ["none", ""],
  ] as const)("imports as the files do: %s", async (importExtension, ending) => {
    const files = await emitted(document, { importExtension, outputs: everyOutput, output: "/work/src/api" });
    const readme = files.get("README.md")!;
    const imported = [...readme.matchAll(/from "([^"]+)"/g)].map(([, from = ""]) => from);
    expect(imported).toContain(`./api/index${ending}`);
    expect(imported.filter((from) => !/^(?:\.\/api\/|node:)/.test(from))).toEqual([]);
    // each is a file that is there
    const paths = imported
      .filter((from) => from.startsWith("."))
      .map((from) => `${from.slice("./api/".length, from.length - ending.length)}.ts`);
    expect(paths.filter((path) => !files.has(path))).toEqual([]);
    expect(readme).toContain(`\`./api/by-tag/pets${ending}\``);
    expect(readme).toContain("`npm install openapi-fetch oauth4webapi`");
    expect(readme).not.toMatch(/`client\//);
  });

  test("names the packages that the files import, and no others", async () => {
    const files = await emitted(documentWithOperation({}), { outputs: everyOutput, output: "/work/src/api" });
    expect([...files.values()].some((text) => text.includes('from "oauth4webapi"'))).toBe(false);
    expect(files.get("README.md")).toContain("The files import `openapi-fetch`: `npm install openapi-fetch`. ");
    expect(files.get("README.md")).not.toContain("oauth4webapi");
  });
});
