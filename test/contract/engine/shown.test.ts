import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { clientCallOf } from "../../../mocks/contract/showing/client-call.ts";
import { curlOf } from "../../../mocks/contract/showing/curl.ts";
import { toTestedApi } from "../../../mocks/contract/tested/tested-api.ts";
import { boats } from "./harbour.ts";

test.each([
  ["a form of parts", '--x\r\nContent-Disposition: form-data; name="curl"\r\n\r\n100 %d \\n \\\\ it\'s\r\n--x--\r\n'],
  ["lines", '{"a":1}\n{"b":"Zoë"}\n'],
  ["columns", "a\tb"],
  ["one line", '{"a":"\\n\\u0000"}'],
  ["bytes", Buffer.from([0, 255, 10])],
])("%s as a line for curl that a shell sends as it is", (_, content) => {
  const body = Buffer.from(content);
  const line = curlOf(
    { method: "POST", url: "http://127.0.0.1/a", headers: [["content-type", "a/b"]], body },
    new Map(),
  );
  expect(line).toMatch(/^[^\p{Cc}]*$/u);
  const shell = `curl() { for one; do last=$one; done; if [ "$last" = @- ]; then cat; else printf %s "$last"; fi; }\n${line}`;
  expect(execFileSync("/bin/sh", ["-c", shell]).equals(body)).toBe(true);
});

test.each<[what: string, bytes: number[], expected: string]>([
  ["text", [90, 111, 195, 171], 'new Blob(["Zoë"])'],
  ["few bytes", [255, 0], "new Blob([new Uint8Array([255, 0])])"],
  [
    "many bytes",
    Array.from({ length: 17 }, () => 255),
    'new Blob([Buffer.from("//////////////////////8=", "base64")])',
  ],
])("a file of %s as a call of the client has all of its bytes", (_, bytes, expected) => {
  const { operations } = toTestedApi({ openapi: boats, names: new Map() });
  const operation = operations.find(({ info }) => info.method === "POST")!;
  const value = { files: [{ file: Uint8Array.from(bytes) }], note: "x" };
  const body = { mediaType: "multipart/form-data", value };
  const call = { operation, arguments: new Map(), body, holder: { kind: "nobody" as const }, isPlaced: true };
  expect(clientCallOf(call)).toContain(`{ files: [{ file: ${expected} }], note: "x" }`);
  const plain = { ...call, body: { mediaType: "a/b", bytes: Uint8Array.from(bytes) } };
  expect(clientCallOf(plain)).toContain(expected.replace(/\)$/, ', { type: "a/b" })'));
});
