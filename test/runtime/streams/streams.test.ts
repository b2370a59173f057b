import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTransport } from "../../../generator/runtime/core/transport.ts";
import { type Operation, operation } from "../../../generator/runtime/request/operation.ts";
import { ContentError } from "../../../generator/runtime/response/read-body.ts";
import {
  jsonLines,
  jsonSequence,
  readStream,
  type ServerSentEvent,
  type StreamKind,
  serverSentEvents,
} from "../../../generator/runtime/streams/streams.ts";
import { serveEcho } from "../echo-server.ts";
import { type PagesServer, startPagesServer } from "../pagination/pages-server.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** A body that gives these chunks, and then ends, fails or waits. */
function bodyOf(chunks: readonly (string | Uint8Array)[], then: "end" | "wait" | Error = "end") {
  const state = { cancelled: false, pulled: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[state.pulled];
        state.pulled += 1;
        if (chunk !== undefined) controller.enqueue(typeof chunk === "string" ? bytes(chunk) : chunk);
        else if (then === "end") controller.close();
        else if (then !== "wait") controller.error(then);
      },
      cancel() {
        state.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, state };
}

async function collect<Item>(iterable: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of iterable) collected.push(item);
  return collected;
}

/** A text cut into chunks of one byte each, which cuts characters too. */
const byteByByte = (text: string) => [...bytes(text)].map((byte) => Uint8Array.of(byte));

describe("JSON lines", () => {
  test.each<[string, string, unknown[]]>([
    ["line feeds", '{"a":1}\n[2]\n"ü😀"\n', [{ a: 1 }, [2], "ü😀"]],
    ["carriage returns too", '{"a":1}\r\n2\r\n', [{ a: 1 }, 2]],
    ["empty lines", "\n1\n\n  \n2\n", [1, 2]],
    ["no line end after the last", "1\n2", [1, 2]],
    ["a byte order mark", "\ufeff1\n", [1]],
    ["nothing", "", []],
  ])("are read with %s, however they are cut", async (_, text, want) => {
    expect(await collect(jsonLines(bodyOf([text]).body))).toEqual(want);
    expect(await collect(jsonLines(bodyOf(byteByByte(text)).body))).toEqual(want);
  });

  test("come as soon as they are there", async () => {
    const { body, state } = bodyOf(["1\n2", "\n", "3"], "wait");
    const lines = jsonLines(body);
    expect((await lines.next()).value).toBe(1);
    expect(state.pulled).toBe(1);
    expect((await lines.next()).value).toBe(2);
  });

  test("name the line that is no JSON, and cancel the rest", async () => {
    const { body, state } = bodyOf(["1\n\n{oops}\n4\n"], "wait");
    const failure = await collect(jsonLines(body, { name: "listThings" })).catch((error: unknown) => error);
    expect(failure).toMatchObject({ message: "listThings: malformed JSON in line 3", cause: expect.any(SyntaxError) });
    expect(state.cancelled).toBe(true);
  });

  test("are bounded, also while a line has no end", async () => {
    const endless = bodyOf(Array(100).fill("x".repeat(10)), "wait");
    await expect(collect(jsonLines(endless.body, { maximumLength: 50 }))).rejects.toThrow("line 1 is too long");
    expect(endless.state).toMatchObject({ cancelled: true, pulled: 6 });
    const { body } = bodyOf([`1\n"${"x".repeat(100)}"\n`]);
    await expect(collect(jsonLines(body, { maximumLength: 50 }))).rejects.toThrow("line 2 is too long");
    expect(await collect(jsonLines(bodyOf(["12345\n12345\n"]).body, { maximumLength: 5 }))).toHaveLength(2);
  });

  test("are read from a response, a stream of Node, and pieces of bytes", async () => {
    async function* pieces() {
      yield* byteByByte("1\n2");
    }
    for (const source of [new Response("1\n2"), Readable.from(byteByByte("1\n2")), pieces()])
      expect(await collect(jsonLines(source))).toEqual([1, 2]);
    expect(await collect(jsonSequence(new Response("\x1e1\n")))).toEqual([1]);
    expect(await collect(serverSentEvents(new Response("data: 1\n\n")))).toMatchObject([{ data: "1" }]);
    expect(await collect(jsonLines(new Response(null)))).toEqual([]);
  });

  test("close a stream of Node that is left, begun or not, and throw what it throws", async () => {
    const [unread, begun] = [Readable.from([bytes("1\n2\n")]), Readable.from([bytes("1\n2\n")])];
    await jsonLines(unread).return();
    for await (const _ of jsonLines(begun)) break;
    expect([unread.destroyed, begun.destroyed]).toEqual([true, true]);
    await expect(collect(jsonLines(createReadStream("/no/such/file")))).rejects.toThrow("ENOENT");
  });

  test("end as their stream does", async () => {
    const failure = new Error("connection lost");
    const lines = jsonLines(bodyOf(["1\n2"], failure).body);
    expect((await lines.next()).value).toBe(1);
    await expect(lines.next()).rejects.toBe(failure);
  });

  test("cancel the body when their loop is left", async () => {
    const { body, state } = bodyOf(["1\n2\n3\n"], "wait");
    for await (const value of jsonLines(body)) if (value === 2) break;
    expect(state.cancelled).toBe(true);
  });

  test("cancel the body when they are left before they began, or while they wait", async () => {
    const unread = bodyOf(["1\n"]);
    await jsonLines(unread.body).return();
    expect(unread.state).toEqual({ cancelled: true, pulled: 0 });
    const waiting = bodyOf(["1\n2"], "wait");
    const lines = jsonLines(waiting.body);
    await lines.next();
    const pending = lines.next();
    expect(await lines.return()).toEqual({ done: true, value: undefined });
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(waiting.state.cancelled).toBe(true);
  });
});

describe("a JSON text sequence", () => {
  test.each<[string, string, unknown[]]>([
    ["records", '\x1e{"a":1}\n\x1e[2,\n3]\n\x1e"x"\n', [{ a: 1 }, [2, 3], "x"]],
    ["numbers and words", "\x1e1\n\x1etrue \x1enull\n", [1, true, null]],
    ["separators in a row", "\x1e\x1e1\n", [1]],
    ["a last record without a line feed", '\x1e"x"', ["x"]],
  ])("is read with %s, however it is cut", async (_, text, want) => {
    expect(await collect(jsonSequence(bodyOf([text]).body))).toEqual(want);
    expect(await collect(jsonSequence(bodyOf(byteByByte(text)).body))).toEqual(want);
  });
  test.each([
    ["is no JSON", '\x1e1\n\x1e{"a":\n\x1e3\n'],
    ["may have been cut", "\x1e1\n\x1e12"],
  ])("names the record that %s", async (_, text) => {
    await expect(collect(jsonSequence(bodyOf([text]).body))).rejects.toThrow("JSON stream: malformed JSON in record 2");
  });
});

describe("an event stream", () => {
  const message = (data: string, more: Partial<ServerSentEvent> = {}) => ({ event: "message", data, id: "", ...more });

  // The examples of the HTML Standard, section 9.2.6, and the rules of its parser.
  test.each<[string, string, unknown[]]>([
    ["several lines of data", "data: YHOO\ndata: +2\ndata: 10\n\n", [message("YHOO\n+2\n10")]],
    [
      "comments and ids",
      ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
      [message("first event", { id: "1" }), message("second event"), message(" third event")],
    ],
    ["empty data, and an event without its end", "data\n\ndata\ndata\n\ndata:", [message(""), message("\n")]],
    ["one space after the colon dropped", "data:test\n\ndata: test\n\n", [message("test"), message("test")]],
    ["carriage returns", "data: 1\r\rdata: 2\r\r", [message("1"), message("2")]],
    ["carriage returns and line feeds", "data: 1\r\n\r\ndata: 2\r\n\r\n", [message("1"), message("2")]],
    ["mixed line ends", "data: 1\ndata: 2\r\ndata: 3\r\n\ndata: 4\r\r\n", [message("1\n2\n3"), message("4")]],
    ["a byte order mark", "\ufeffdata: 1\n\n", [message("1")]],
    [
      "types, which hold for one event",
      "event: add\ndata: 1\n\ndata: 2\n\n",
      [message("1", { event: "add" }), message("2")],
    ],
    ["a type without data", "event: add\n\ndata: 2\n\n", [message("2")]],
    ["ids, which stay", "id: 7\ndata: 1\n\ndata: 2\n\n", [message("1", { id: "7" }), message("2", { id: "7" })]],
    ["an id with U+0000", "id: 7\n\nid: a\0b\ndata: 1\n\n", [message("1", { id: "7" })]],
    ["a time to connect again", "retry: 10\nretry: 1x\ndata: 1\n\n", [message("1", { retry: 10 })]],
    ["unknown fields and colons in data", "Data: 0\nx: y\ndata: a:b\n\n", [message("a:b")]],
    ["an event that is not ended", "data: 1\n\ndata: 2\n", [message("1")]],
    ["characters beyond ASCII", "data: ü😀\n\n", [message("ü😀")]],
    ["nothing", "", []],
  ])("is read with %s, however it is cut", async (_, text, want) => {
    expect(await collect(serverSentEvents(bodyOf([text]).body))).toEqual(want);
    expect(await collect(serverSentEvents(bodyOf(byteByByte(text)).body))).toEqual(want);
  });

  test("gives an event when its empty line ends, even by a carriage return at the end of a chunk", async () => {
    const events = serverSentEvents(bodyOf(["data: 1\r\n\r", "\ndata: 2\r\n\r\n"], "wait").body);
    expect((await events.next()).value).toEqual(message("1"));
    expect((await events.next()).value).toEqual(message("2"));
  });

  test("parses the data as JSON where it is, until the text [DONE]", async () => {
    const { body, state } = bodyOf(['data: {"a":\ndata: 1}\n\ndata: [DONE]\n\ndata: 3\n\n'], "wait");
    expect(await collect(serverSentEvents(body, { data: "json" }))).toEqual([
      { event: "message", data: { a: 1 }, id: "" },
    ]);
    expect(state.cancelled).toBe(true);
  });

  test("passes over what keeps the connection open where the data should be JSON, but for its id", async () => {
    const keepAlives = [
      ": comment",
      "data:",
      "data:  ",
      "data: ping",
      "event: ping\ndata: x",
      "event: Heartbeat\ndata: {",
    ];
    const text = ["data: 1", ...keepAlives, "id: 7\ndata: keep-alive", "data: 2", ""].join("\n\n");
    expect(await collect(serverSentEvents(bodyOf([text]).body, { data: "json" }))).toEqual([
      message("1", { data: 1 as never }),
      message("2", { data: 2 as never, id: "7" }),
    ]);
    const given = await collect(
      serverSentEvents(bodyOf(['event: ping\ndata: {"type":"ping"}\n\n']).body, { data: "json" }),
    );
    expect(given).toEqual([{ event: "ping", data: { type: "ping" }, id: "" }]);
  });

  test.each([
    ["event: delta\n", 'the event "delta" at line 3'],
    ["event: \u001b[2J\n", "the event at line 3"],
    ["", "the event at line 2"],
  ])("names an event whose data is no JSON by its type %j", async (type, named) => {
    const failing = collect(serverSentEvents(bodyOf([`${type}data: pinging\n\n`]).body, { data: "json" }));
    await expect(failing).rejects.toThrow(`event stream: malformed JSON in ${named}`);
  });

  test("names the line of an event whose data is no JSON, and of one that is too long", async () => {
    const { body } = bodyOf([": hello\ndata: 1\n\ndata: {\n\n"]);
    await expect(collect(serverSentEvents(body, { data: "json", name: "chat" }))).rejects.toThrow(
      "chat: malformed JSON in the event at line 5",
    );
    const many = bodyOf(Array(100).fill("data: 123456789\n"), "wait");
    await expect(collect(serverSentEvents(many.body, { maximumLength: 50 }))).rejects.toThrow(
      "the event at line 6 is too long",
    );
    expect(many.state.cancelled).toBe(true);
  });

  test("cancels the body when it is left", async () => {
    const { body, state } = bodyOf(["data: 1\n\n"], "wait");
    for await (const { data } of serverSentEvents(body)) if (data === "1") break;
    expect(state.cancelled).toBe(true);
  });
});

describe("an operation that responds with with nothing but a stream", () => {
  const get = async (only: StreamKind, response: Response, data: "json" | "text" = "json") =>
    (await readStream(data, only)(response, "watch")) as AsyncIterable<unknown>;
  const typed = (body: string | null, type: string, status = 200) =>
    new Response(body, { status, headers: type ? { "Content-Type": type } : {} });

  test.each<[StreamKind, string, string, unknown[]]>([
    ["lines", "text/plain", '{"a":1}\n2\n', [{ a: 1 }, 2]],
    ["lines", "application/json", "1\n2\n", [1, 2]],
    ["lines", "application/octet-stream", "1\n", [1]],
    ["sequence", "application/json", "\x1e1\n", [1]],
    ["events", "text/plain; charset=utf-8", "data: 1\n\n", [{ event: "message", data: 1, id: "" }]],
    ["lines", "text/event-stream", "1\n", [1]],
    ["lines", "application/json-seq", "\x1e1\n", [1]],
  ])("reads %s as such, labelled %s", async (only, type, body, want) => {
    expect(await collect(await get(only, typed(body, type)))).toEqual(want);
  });

  test("reads what has no label", async () => {
    const unlabelled = new Response(bytes("1\n"));
    expect(unlabelled.headers.get("Content-Type")).toBeNull();
    expect(await collect(await get("lines", unlabelled))).toEqual([1]);
  });

  test.each<[string, Response]>([
    ["204", typed(null, "", 204)],
    ["an empty body", typed("", "application/x-ndjson")],
    ["an empty page", typed("", "text/html")],
  ])("gives an empty stream for %s", async (_, response) => {
    for (const only of ["lines", "sequence", "events"] as const)
      expect(await collect(await get(only, response.clone()))).toEqual([]);
  });

  test.each<[StreamKind, string, string]>([
    ["lines", "text/html; charset=utf-8", "JSON lines"],
    ["sequence", "application/xml", "a JSON text sequence"],
    ["events", "text/html", "an event stream"],
    ["events", "application/json", "an event stream"],
    ["events", "application/x-ndjson", "an event stream"],
    ["lines", "application/pdf", "JSON lines"],
  ])("of %s rejects %s", async (only, type, declared) => {
    const failure = await get(only, typed('{"token":"abc"}', type)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ContentError);
    expect(failure).toMatchObject({
      message: `watch: ${type} is not ${declared}`,
      body: '{"token":"abc"}',
      status: 200,
    });
    expect(inspect(failure)).not.toContain("abc");
  });
});

describe("an operation that may respond with a stream", () => {
  const echo = serveEcho();
  let pages: PagesServer;
  beforeAll(async () => {
    pages = await startPagesServer();
  });
  afterAll(() => pages[Symbol.asyncDispose]());
  const watch = operation<Operation<[], unknown, unknown>>({
    name: "watch",
    method: "GET",
    path: "/watch",
    accept: "text/event-stream",
    read: readStream("json"),
  });
  const send = async (type: string, body: string, status = 200) => {
    echo.response = { status, headers: { "Content-Type": type }, body };
    return watch(createTransport({ baseUrl: echo.url }));
  };

  test.each<[string, string, unknown[]]>([
    ["application/x-ndjson; charset=utf-8", "1\n2\n", [1, 2]],
    ["application/jsonl", "1\n", [1]],
    ["application/json-seq", "\x1e1\n", [1]],
    ["text/event-stream", "data: 1\n\n", [{ event: "message", data: 1, id: "" }]],
  ])("gives the items of %s", async (type, body, want) => {
    const { data } = await send(type, body);
    expect(await collect(data as AsyncIterable<unknown>)).toEqual(want);
    expect(echo.requests.at(-1)!.headers.accept).toBe("text/event-stream");
  });

  test("gives what is no stream as it is", async () => {
    expect((await send("application/json", '{"a":1}')).data).toEqual({ a: 1 });
    expect((await send("text/plain", "x")).data).toBe("x");
    expect((await send("text/event-stream", "", 204)).data).toBeUndefined();
    expect((await send("application/json", '{"a":1}', 400)).error).toEqual({ a: 1 });
  });

  test("leaves the body to other readers until it is iterated", async () => {
    const { response } = await send("application/x-ndjson", "1\n");
    expect(await response.text()).toBe("1\n");
  });

  test("names itself in errors", async () => {
    const { data } = await send("application/x-ndjson", "{");
    await expect(collect(data as AsyncIterable<unknown>)).rejects.toThrow("watch: malformed JSON in line 1");
  });

  test("closes the connection when its loop is left, and ends with the reason of the call's signal", async () => {
    const controller = new AbortController();
    pages.respond = () => ({ begins: "data: 1\n\n", headers: { "Content-Type": "text/event-stream" } });
    for (const leave of ["break", "abort"]) {
      const cancelled = pages.waitForCancellation();
      const { data } = await watch(createTransport({ baseUrl: pages.url }), { signal: controller.signal });
      const iterate = async () => {
        for await (const _ of data as AsyncIterable<unknown>) {
          if (leave === "break") break;
          controller.abort(new Error("enough"));
        }
      };
      if (leave === "break") await iterate();
      else await expect(iterate()).rejects.toThrow("enough");
      await cancelled;
    }
  });
});
