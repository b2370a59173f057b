import { describe, expect, test } from "vitest";
import type { ReadOptions } from "../../generator/document/read-api.ts";
import { answered, answers, openApi, read } from "./read.ts";

const address = "https://specs.example.com/v1/common.json";
const common = JSON.stringify({ components: { schemas: { Fault: { type: "object", title: "fault" } } } });
const api = (at = address) => openApi({ "/a": { get: answers({ $ref: `${at}#/components/schemas/Fault` }) } });

/** What settings in the folder `api` say. */
function settings(references: Record<string, string>, vendor: readonly string[] = []): ReadOptions {
  const remote = { references: new Map(Object.entries(references)), vendor, folder: "api" };
  return { remote };
}

describe("a table maps addresses on the web", () => {
  test.each<[string, Record<string, string>, string]>([
    ["one to a file", { [address]: "api/common.json" }, address],
    ["all below one to a folder", { "https://specs.example.com/v1/": "api" }, address],
    [
      "the longest to its folder",
      { "https://specs.example.com/": "none", "https://specs.example.com/v1/": "api" },
      address,
    ],
    [
      "written in another case, with a port that is the default",
      { "HTTPS://Specs.Example.com:443/v1/": "api" },
      address,
    ],
    ["without a scheme", { [address]: "api/common.json" }, "//specs.example.com/v1/common.json"],
    [
      "with words that are encoded",
      { "https://specs.example.com/a%20b/": "api" },
      "https://specs.example.com/a%20b/common.json",
    ],
  ])("%s", async (_, references, at) => {
    const files = { "api/api.json": api(at), "api/common.json": common };
    const read1 = await readIn(files, references);
    expect(read1.said).toEqual([]);
    expect(read1.api.schemas.map(({ sources }) => sources)).toEqual([["common.json#/components/schemas/Fault"]]);
    expect(answered(read1.api)).toEqual({ $ref: "#/components/schemas/Fault" });
  });

  test("to a file that is not there, which is told with its name", async () => {
    const { said, diagnostics } = await readIn(
      { "api/api.json": api(), "api/common.json": common },
      {
        [address]: "api/comon.json",
      },
    );
    expect(said).toEqual([
      expect.stringMatching(/^api\/api\.json:1:\d+ error file-not-found: the file "api\/comon\.json" does not exist$/),
    ]);
    expect(diagnostics[0]!.help).toBe('did you mean "api/common.json"?');
  });

  test.each(["..%2Fsecret.json", "%2e%2e/secret.json", "..%5Csecret.json"])(
    "but %s leads nowhere outside of the folder",
    async (rest) => {
      const at = `https://specs.example.com/v1/${rest}`;
      const { said } = await readIn(
        { "api/specs/x.json": common, "api/api.json": api(at), "api/secret.json": common, "secret.json": common },
        { "https://specs.example.com/v1/": "api/specs" },
      );
      expect(said).toEqual([expect.stringMatching(/(?: warning ref-remote| error file-not-found): /)]);
    },
  );

  test("outside of the documents' folder, which the settings thereby name", async () => {
    const { said } = await readIn({ "api/api.json": api(), "shared/common": common }, { [address]: "shared/common" });
    expect(said).toEqual([]);
  });

  async function readIn(files: Record<string, object | string>, references: Record<string, string>) {
    const remote = { references: new Map(Object.entries(references)), vendor: [], folder: "." };
    return read(files, ["api"], { remote });
  }
});

test("a security scheme at an address that the settings do not know is a warning: nothing may require it", async () => {
  const securitySchemes = { key: { $ref: `${address}#/components/securitySchemes/key` } };
  const { said } = await read({ "api.json": openApi({}, { securitySchemes }) });
  expect(said).toEqual([expect.stringContaining("warning ref-remote")]);
});

test.each([
  ["https://specs.test/a.json", ", or list its host in `vendor`"],
  ["https://specs.test:8443/a.json", ', or list "specs.test:8443" in `vendor`'],
  ["http://localhost:8080/a.json", ', or list "localhost:8080" in `vendor`'],
  ["http://specs.test/a.json", "; `vendor` fetches over https: only, except from this machine"],
])("the help for %s is what settings take", async ($ref, help) => {
  const { diagnostics } = await read({ "api.json": openApi({ "/a": { get: answers({ $ref }) } }) });
  expect(diagnostics[0]!.help).toBe(`name the file that it is in \`references\` of the settings${help}`);
});

test("an address that the settings do not know is told with what they can say", async () => {
  const { said, diagnostics } = await read(
    { "api/api.json": api() },
    ["api"],
    settings({ "https://other.example/": "." }),
  );
  expect(said).toEqual([
    `api/api.json:1:${JSON.stringify(api()).indexOf(`"${address}`) + 1} warning ref-remote: "${address}" is a remote reference, which is not fetched`,
  ]);
  expect(diagnostics[0]!.help).toBe(
    "name the file that it is in `references` of the settings, or list its host in `vendor`",
  );
});
