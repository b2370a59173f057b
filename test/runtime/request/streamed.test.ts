import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTransport } from "../../../generator/runtime/core/transport.ts";
import { createFetch } from "../../../generator/runtime/fetch/create-fetch.ts";
import { type Operation, operation, withoutAuth } from "../../../generator/runtime/request/operation.ts";
import { type Streamed, streamed } from "../../../generator/runtime/request/streamed.ts";
import { ContentError, readFile } from "../../../generator/runtime/response/read-body.ts";

let respond: (response: ServerResponse) => void;
let closed = 0;
const server = createServer((_, response) => {
  response.on("close", () => {
    closed += 1;
  });
  respond(response);
});
let baseUrl: string;
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

type Args = [args: { parseAs?: string }];
const getFile = streamed<Streamed<Args, undefined, object> & Operation<Args, Blob, object>>(
  operation({
    name: "getFile",
    method: "GET",
    path: "/file",
    parameters: [{ name: "parseAs", in: "query" }],
    accept: "application/pdf",
    read: readFile,
  }),
);

const send = (status: number, headers: Record<string, string>, body?: string) => (response: ServerResponse) => {
  response.writeHead(status, headers).end(body);
};

describe.each([
  ["alone", () => createTransport({ baseUrl })],
  ["with retries and limits", () => createTransport({ baseUrl, fetch: createFetch({ timeout: 5000 }) })],
])("a response as a stream, %s", (_, transport) => {
  const pdf = { "Content-Type": "application/pdf" };

  test("is read while it comes, and can be left", async () => {
    let rest: ServerResponse | undefined;
    respond = (response) => {
      rest = response.writeHead(200, pdf);
      rest.write("first");
    };
    const before = closed;
    const { data } = await getFile(transport(), {}, { parseAs: "stream" });
    const reader = data!.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe("first");
    rest!.write("second");
    expect(new TextDecoder().decode((await reader.read()).value)).toBe("second");
    await reader.cancel();
    await expect.poll(() => closed).toBe(before + 1);
  });

  test("is whole where the call does not ask for it, whatever its arguments are called", async () => {
    respond = send(200, pdf, "bytes");
    for (const args of [{}, { parseAs: "stream" }]) {
      const { data } = await getFile(transport(), args);
      expect(data).toBeInstanceOf(Blob);
      expect(await data!.text()).toBe("bytes");
    }
  });

  test("gives errors as they are, and nothing where there is nothing", async () => {
    respond = send(404, { "Content-Type": "application/json" }, '{"why":"gone"}');
    expect(await getFile(transport(), {}, { parseAs: "stream" })).toMatchObject({ error: { why: "gone" } });
    respond = send(204, {});
    expect((await getFile(transport(), {}, { parseAs: "stream" })).data).toBeUndefined();
  });

  test("is not a page to sign in", async () => {
    respond = send(200, { "Content-Type": "text/html" }, "\n <html>sign in</html>");
    await expect(getFile(transport(), {}, { parseAs: "stream" })).rejects.toThrow(ContentError);
    respond = send(200, { "Content-Type": "text/html" }, "%PDF");
    const { data } = await getFile(transport(), {}, { parseAs: "stream" });
    expect(await new Response(data).text()).toBe("%PDF");
  });

  test("is one of an operation that is changed in other ways, too", async () => {
    respond = send(200, pdf, "bytes");
    const { data } = await withoutAuth(getFile)(transport(), {}, { parseAs: "stream" });
    expect(await new Response(data).text()).toBe("bytes");
  });
});
