import { expect, test } from "vitest";
import type { Finding } from "../../../mocks/contract/finding.ts";
import { boats, harbour } from "./harbour.ts";
import { documentOf, empty, json, runAgainst } from "./thing-server.ts";

type Harbour = ReturnType<typeof harbour>;

async function findingsOf({ respond }: Pick<Harbour, "respond">, further: object = {}) {
  return runAgainst(boats, respond, { allowWrites: true, maxCases: 100, ...further });
}

/** The steps of a finding in short: `POST /boats {"name":"a"}`. */
function stepsOf(finding: Finding | undefined): string[] {
  return (finding?.sequence ?? []).map(({ operation: { method, path }, call }) => {
    const body = /body: (\{.*\}) \}\)/.exec(call)?.[1];
    const members =
      body === undefined
        ? ""
        : ` ${[...body.matchAll(/(\w+): /g)]
            .map(([, name]) => name)
            .toSorted()
            .join()}`;
    return `${method} ${path}${members}`;
  });
}

/** Boats as they are read; what is kept of them is as it was sent. */
function readingAs(seen: (boat: Record<string, unknown>) => Record<string, unknown>): Harbour {
  const server = harbour();
  const respond: Harbour["respond"] = (asked) => {
    const answer = server.respond(asked);
    const isRead = asked.method === "GET" && answer?.body !== undefined;
    return isRead ? { ...answer, body: seen(answer.body as Record<string, unknown>) } : answer;
  };
  return { all: server.all, respond };
}

test("what is lost of a new record is told with its creation, of what is needed, and the read", async () => {
  const server = readingAs(({ coral: _, ...boat }) => boat);
  const { findings, events } = await findingsOf(server);
  const found = findings.find(({ rule }) => rule === "not-created");
  expect(stepsOf(found)).toEqual(["POST /boats coral,masts,name", "GET /boats/{boatId}"]);
  const [made, read] = found?.sequence ?? [];
  expect(made?.curl).toMatch(/^BOAT_ID=\$\(curl --silent --request 'POST' .* \| jq --raw-output '\.id'\)$/);
  expect(read?.curl).toMatch(/^curl 'http:\/\/127\.0\.0\.1:\d+\/boats\/'"\$BOAT_ID"$/);
  expect(made?.call).toMatch(/^const boat = await client\["POST \/boats"\]\(\{ body: \{/);
  expect(read?.call).toBe('await client["GET /boats/{boatId}"]({ boatId: boat.data!.id })');
  expect([made?.status, read?.status]).toEqual([201, 200]);
  expect([...server.all]).toEqual([]);
  expect(events.filter(({ kind }) => kind === "left-behind")).toEqual([]);
});

test("a change that is not kept is told with a record of its own, the one member, and the read", async () => {
  const server = harbour((sent, boat, { method }) => {
    if (method === "PATCH" && "henna" in sent) delete boat["henna"];
    return undefined;
  });
  const { findings } = await findingsOf(server);
  const found = findings.filter(({ rule }) => rule === "not-changed");
  expect(found.map(stepsOf)).toContainEqual([
    "POST /boats masts,name",
    "PATCH /boats/{boatId} henna",
    "GET /boats/{boatId}",
  ]);
  expect([...server.all]).toEqual([]);
});

test("what needs a read on the way keeps it", async () => {
  const server = harbour();
  const cached = new Map<string, unknown>();
  const respond: Harbour["respond"] = (asked) => {
    const answer = server.respond(asked);
    if (asked.method !== "GET" || answer?.body === undefined) return answer;
    const body = cached.get(asked.path) ?? structuredClone(answer.body);
    cached.set(asked.path, body);
    return { ...answer, body };
  };
  const { findings } = await findingsOf({ respond });
  const found = findings.find(({ rule }) => rule === "not-changed");
  expect(stepsOf(found).map((step) => step.split(" ")[0])).toEqual(["POST", "GET", "PATCH", "GET"]);
});

test("what was removed and is still read is told with what was made for it", async () => {
  const server = harbour();
  const respond: Harbour["respond"] = (asked) => (asked.method === "DELETE" ? { status: 204 } : server.respond(asked));
  const { findings } = await findingsOf({ respond });
  const found = findings.find(({ rule }) => rule === "not-deleted");
  expect(stepsOf(found)).toEqual(["POST /boats masts,name", "DELETE /boats/{boatId}", "GET /boats/{boatId}"]);
});

test("a fault of one request at a record that the run made is told with what made it", async () => {
  const server = harbour((sent, _, { method }) => (method === "PATCH" && "jade" in sent ? { status: 500 } : undefined));
  const { findings } = await findingsOf(server);
  const found = findings.find(({ rule }) => rule === "server-error");
  expect(stepsOf(found)).toEqual(["POST /boats masts,name", "PATCH /boats/{boatId} jade"]);
});

test("what a server does once is told with the steps that showed it", async () => {
  let count = 0;
  const server = readingAs((boat) => {
    const { ivory: _, ...less } = boat;
    const isFirst = "ivory" in boat && count === 0;
    if (isFirst) count += 1;
    return isFirst ? less : boat;
  });
  const { findings } = await findingsOf(server);
  const found = findings.find(({ rule }) => rule === "not-created");
  const [made, read] = stepsOf(found);
  expect(made).toMatch(/^POST \/boats .*ivory/);
  expect(read).toBe("GET /boats/{boatId}");
});

test("requests for smaller sequences are limited, and none is begun when time is up", async () => {
  const server = readingAs(({ id, name, masts }) => ({ id, name, masts }));
  const { findings, asked } = await findingsOf(server);
  expect(findings.filter(({ rule }) => rule === "not-created").length).toBeGreaterThan(5);
  expect(asked.length).toBeLessThan(1200);
  const stop = new AbortController();
  const stopped = await findingsOf(
    {
      respond(asked) {
        const answer = server.respond(asked);
        const isRead = asked.method === "GET" && answer?.body !== undefined;
        if (isRead) setTimeout(() => stop.abort(), 20);
        return answer;
      },
    },
    { signal: stop.signal },
  );
  expect(stopped.events.at(-1)).toMatchObject({ kind: "ended", stopped: "aborted" });
  expect([...server.all]).toEqual([]);
});

test("bytes that do not come back are told with few of them", async () => {
  const bytes = { content: { "application/octet-stream": { schema: {} } } };
  const file = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
  const id = { name: "fileId", in: "path", required: true, schema: { type: "string" } };
  const document = documentOf({
    "POST /files": { responses: { "201": json(file) } },
    "GET /files/{fileId}": { parameters: [id], responses: { "200": json(file), "404": empty } },
    "DELETE /files/{fileId}": { parameters: [id], responses: { "204": empty, "404": empty } },
    "PUT /files/{fileId}/content": {
      parameters: [id],
      requestBody: { required: true, ...bytes },
      responses: { "204": empty, "404": empty, "415": empty },
    },
    "GET /files/{fileId}/content": {
      parameters: [id],
      responses: { "200": { description: "Bytes", ...bytes }, "404": empty },
    },
  });
  const all = new Map<string, Buffer>();
  let count = 0;
  const { findings } = await runAgainst(
    document,
    ({ method, path, body, headers }) => {
      const [, , own = "", content] = path.split("/");
      if (method === "POST") {
        count += 1;
        all.set(`f${count}`, Buffer.from([]));
        return { status: 201, body: { id: `f${count}` } };
      }
      const kept = all.get(own);
      if (kept === undefined) return { status: 404 };
      if (method === "DELETE") return { status: all.delete(own) ? 204 : 404 };
      if (content === undefined) return { body: { id: own } };
      if (method !== "PUT") return { headers: { "content-type": "application/octet-stream" }, body: kept };
      if (headers["content-type"] !== "application/octet-stream") return { status: 415 };
      // as text, which is what small servers read
      all.set(own, Buffer.from(body));
      return { status: 204 };
    },
    { allowWrites: true, maxCases: 60 },
  );
  const found = findings.find(({ rule }) => rule === "bytes-changed");
  expect(stepsOf(found)).toEqual(["POST /files", "PUT /files/{fileId}/content", "GET /files/{fileId}/content"]);
  expect(found?.message).toBe("1 byte was uploaded, and 3 others come back.");
  const [, upload] = found?.sequence ?? [];
  expect(upload?.curl).toMatch(
    /^printf %s \S{4} \| base64 -d \| curl --request 'PUT' '.*\/files\/'"\$FILE_ID"'\/content' /,
  );
});
