import { afterEach, describe, expect, test, vi } from "vitest";
import { headersFor, MissingVariableError } from "../../generator/vendor/headers.ts";
import { petsWith, Workspace } from "../commands/workspace.ts";
import { startUpstream, type Upstream } from "./upstream.ts";

describe("an address gets the headers", () => {
  const written = new Map([
    ["specs.example.com", { Authorization: `Bearer \${API_TOKEN}`, "X-Team": "desk" }],
    ["https://other.example.com/v1/", { "X-Key": `\${KEY}-\${API_TOKEN}` }],
  ]);
  const environment = { API_TOKEN: "s3cret-token", KEY: "k" };

  test.each<[string, Record<string, string>]>([
    ["https://specs.example.com/a.yaml", { authorization: "Bearer s3cret-token", "x-team": "desk" }],
    ["https://other.example.com/v1/a.yaml", { "x-key": "k-s3cret-token" }],
    ["https://other.example.com/v2/a.yaml", {}],
    ["https://specs.example.com.evil.example/a.yaml", {}],
    ["http://specs.example.com/a.yaml", {}],
  ])("%s: %j", (address, want) => {
    expect(headersFor(address, written, environment).headers).toEqual(want);
  });

  test("or it is said which variable is missing", () => {
    const fill = (variables: Record<string, string>) => () =>
      headersFor("https://other.example.com/v1/a.yaml", written, variables);
    expect(fill({ API_TOKEN: "s3cret-token" })).toThrow(MissingVariableError);
    expect(fill({ API_TOKEN: "s3cret-token", KEY: "" })).toThrow(
      'the header "X-Key" for "https://other.example.com/v1/" needs KEY, which the environment has not',
    );
  });
});

const common = `openapi: 3.0.3
info: { title: Common, version: "1" }
paths: {}
components: { schemas: { Pet: { type: object } } }
`;
const token = "s3cret-token-of-ours";
let here: Workspace | undefined;
afterEach(() => {
  vi.unstubAllEnvs();
  here?.dispose();
  here = undefined;
});

function project({ host, url }: Upstream): Workspace {
  const space = new Workspace({
    "twinspec.yaml": `input: api.yaml
output: client
vendor: ["${host}"]
vendorHeaders:
  "${host}":
    Authorization: Bearer \${OUR_TOKEN}
`,
    "api.yaml": petsWith("#/components/schemas/Pet", `${url}/common.yaml#/components/schemas/Pet`),
  });
  here = space;
  return space;
}

test("`twinspec vendor` sends them, and neither prints nor writes what is in them", async () => {
  vi.stubEnv("OUR_TOKEN", token);
  await using upstream = await startUpstream({
    "/common.yaml": ({ headers }, response) => {
      response.statusCode = headers.authorization === `Bearer ${token}` ? 200 : 401;
      response.end(common);
    },
  });
  const space = project(upstream);
  const { code, out, err } = await space.run("vendor");
  expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining("1 document: 1 fetched") });
  expect(await space.run("generate")).toMatchObject({ code: 0 });
  for (const text of [out, err, ...space.files().map((file) => space.read(file))]) expect(text).not.toContain(token);
});

test("a variable that is missing is an error with its place, and nothing is fetched", async () => {
  await using upstream = await startUpstream({ "/common.yaml": common });
  const space = project(upstream);
  const { code, err } = await space.run("vendor");
  expect(code).toBe(1);
  expect(err).toContain(
    `twinspec.yaml:6:20 error vendor-failed: cannot fetch "${upstream.url}/common.yaml": ` +
      `the header "Authorization" for "${upstream.host}" needs OUR_TOKEN, which the environment has not`,
  );
  expect(err).toContain("help: set OUR_TOKEN");
  expect(upstream.asked).toEqual([]);
  // what needs no fetching needs no token
  expect(await space.run("vendor", "--dry-run")).toMatchObject({ code: 0 });
});

test("a document that has the secret in it is not written", async () => {
  vi.stubEnv("OUR_TOKEN", token);
  await using upstream = await startUpstream({
    "/common.yaml": ({ headers }, response) => response.end(`${common}# ${headers.authorization}\n`),
  });
  const space = project(upstream);
  const { code, err } = await space.run("vendor");
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("it has the value of OUR_TOKEN in it") });
  expect(err).not.toContain(token);
  expect(space.files()).toEqual(["api.yaml", "twinspec.yaml"]);
});
