import { build } from "esbuild";
import { expect, test } from "vitest";

async function bundle(source: string): Promise<{ modules: string[]; text: string }> {
  const { metafile, outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const [output] = Object.values(metafile.outputs);
  const modules = Object.entries(output!.inputs).flatMap(([path, { bytesInOutput }]) =>
    bytesInOutput > 0 ? [path] : [],
  );
  return { modules, text: outputFiles[0]!.text };
}

const one = `
  import { createTransport } from "../../../generator/runtime/core/transport.ts";
  import { operation } from "../../../generator/runtime/request/operation.ts";
  const getX = operation({ name: "getX", method: "GET", path: "/x" });
`;

test("one operation with a token has nothing of OAuth in its bundle", async () => {
  const { modules } = await bundle(`${one} getX(createTransport({ baseUrl: "https://a.example", auth: "t" }));`);
  expect(modules).toContain("generator/runtime/core/transport.ts");
  expect(modules.filter((path) => /oauth4webapi|runtime\/auth/.test(path))).toEqual([]);
});

test("one operation with a refresh token has, but not what codes need", async () => {
  const { modules, text } = await bundle(`${one}
    import { refreshToken } from "../../../generator/runtime/auth/token-grants.ts";
    const auth = refreshToken({}, { clientId: "me", refreshToken: "r", tokenEndpoint: "https://a.example/token" });
    getX(createTransport({ baseUrl: "https://a.example", auth }));`);
  expect(modules).toContain("node_modules/oauth4webapi/build/index.js");
  expect(modules).toContain("generator/runtime/auth/provider.ts");
  expect(modules.filter((path) => /authorization-code/.test(path))).toEqual([]);
  // Nor the store of tokens in a storage, nor client credentials.
  expect(text).not.toMatch(/getItem|client_credentials|device_code/);
});
