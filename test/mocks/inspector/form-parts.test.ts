import { afterEach, expect, test, vi } from "vitest";
import type { DescribedOperation } from "../../../generated/twinspec-control/schemas/DescribedOperation.ts";
import type { DescribedPart } from "../../../generated/twinspec-control/schemas/DescribedPart.ts";
import { curlOf } from "../../../mocks/inspector/page/parts/curl.ts";
import { curlParts, emptyPart, type PartDraft } from "../../../mocks/inspector/page/send/form-parts.ts";
import { argumentsOf, clientCall, type Draft, sendRequest } from "../../../mocks/inspector/page/send/send-request.ts";

afterEach(() => vi.unstubAllGlobals());

const part = { isRequired: false, isFile: false, isMany: false, type: "string" } as const;
const parts: DescribedPart[] = [
  { ...part, name: "photo", isFile: true },
  { ...part, name: "more", isFile: true, isMany: true, type: "array" },
  { ...part, name: "caption" },
  { ...part, name: "notes", mediaType: "text/markdown" },
  { ...part, name: "details", type: "object" },
  { ...part, name: "tags", isMany: true, type: "array" },
  { ...part, name: "left out" },
];
const described: DescribedOperation = {
  operation: { method: "POST", path: "/things", name: "addThing", aliases: [], scopes: [] },
  ...{ isDeprecated: false, parameters: [], responses: [] },
  body: { argument: "body", isRequired: true, contents: [{ mediaType: "multipart/form-data", examples: [], parts }] },
};

function draftOf(drafts: Readonly<Record<string, Partial<PartDraft>>>): Draft {
  const all = Object.entries(drafts).map(([name, draft]) => [name, { ...emptyPart, ...draft }] as const);
  return { values: new Map(), mediaType: "multipart/form-data", body: "", file: undefined, parts: new Map(all) };
}

const photo = new File(["a"], "a.png", { type: "image/png" });
const draft = draftOf({
  photo: { files: [photo], mediaType: "image/webp" },
  more: { files: [photo, new File(["b"], "b.bin")] },
  caption: { text: '5; "x"', mediaType: "text/x-caption" },
  notes: { text: "# Rex" },
  details: { text: '{ "age": 3 }' },
  tags: { text: "new, sale" },
});

/** The parts of the request that is sent: the head and the content of each. */
async function sentParts(): Promise<(readonly [head: string, content: string])[]> {
  let body = "";
  vi.stubGlobal("fetch", async (request: Request) => {
    body = await request.text();
    return new Response(null, { status: 204 });
  });
  await sendRequest(described, draft, { baseUrl: "http://127.0.0.1:1", headers: {} });
  const [boundary = ""] = body.split("\r\n", 1);
  return body
    .split(boundary)
    .slice(1, -1)
    .map((each) => {
      const [head = "", content = ""] = each.trim().split("\r\n\r\n");
      return [head.replace(/^Content-Disposition: form-data; /, "").replace("\r\nContent-Type: ", " | "), content];
    });
}

test("each part is sent with the media type that is chosen, that of the file, or that of the document", async () => {
  expect(await sentParts()).toEqual([
    ['name="photo"; filename="a.png" | image/webp', "a"],
    ['name="more"; filename="a.png" | image/png', "a"],
    ['name="more"; filename="b.bin" | application/octet-stream', "b"],
    ['name="caption" | text/x-caption', '5; "x"'],
    ['name="notes" | text/markdown', "# Rex"],
    ['name="details" | application/json', '{"age":3}'],
    ['name="tags"', "new"],
    ['name="tags"', "sale"],
  ]);
});

test("the call of the client has files as variables", () => {
  expect(clientCall(described, argumentsOf(described, draft))).toBe(
    'await client.addThing({ body: { photo: file, more: [file, file], caption: "5; \\"x\\"", notes: "# Rex", ' +
      'details: {"age":3}, tags: ["new","sale"] } });',
  );
  expect(clientCall(described, argumentsOf(described, draftOf({})))).toBe("await client.addThing();");
});

test("curl is given each part as one word, without what it would take for its own", () => {
  const hostile = draftOf({
    photo: { files: [new File([], `x";type=a'$(b).png`)] },
    caption: { text: '@/etc/passwd;"' },
    notes: { text: "<file" },
  });
  const curl = curlOf({
    ...{
      method: "POST",
      url: "http://127.0.0.1/things",
      headers: { "content-type": "multipart/form-data; boundary=1" },
    },
    parts: curlParts(parts, hostile.parts),
  });
  expect(curl.split(" \\\n  ")).toEqual([
    "curl -i -X POST http://127.0.0.1/things",
    `-F 'photo=@"x\\";type=a'\\''$(b).png"'`,
    `-F 'caption="@/etc/passwd;\\""'`,
    `-F 'notes="<file";type=text/markdown'`,
  ]);
});
