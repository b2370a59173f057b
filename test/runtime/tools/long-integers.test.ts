import { expect, test } from "vitest";
import { bodyWithId, callThing, plainBody, toolSet } from "./tool-calls.ts";

const int64 = { type: "string", pattern: "^-?\\d+$", format: "int64" };
const withBody = (schema: object, body = bodyWithId) =>
  toolSet({ body: { type: "object", properties: { id: schema } } }, { method: "POST", body: body! });

test.each<[args: unknown, body: string]>([
  ['{"body":{"id":9223372036854775807}}', '{"id":9223372036854775807}'],
  ['{"body":{"id":"-9223372036854775808"}}', '{"id":-9223372036854775808}'],
  ['{"body":{"id":5}}', '{"id":5}'],
  [{ body: { id: "9223372036854775807" } }, '{"id":9223372036854775807}'],
  [{ body: { id: 9007199254740991 } }, '{"id":9007199254740991}'],
  [{ body: { id: 9223372036854775807n } }, '{"id":9223372036854775807}'],
])("an integer of 64 bits keeps its digits: %o", async (args, body) => {
  const { envelope, sent, causes } = await callThing(withBody(int64), args, { data: [] });
  expect(envelope.error).toBeNull();
  expect(sent).toEqual([{ url: "/things", body }]);
  expect(causes).toEqual(["nothing-matches"]);
});

test("a number that lost its digits before it came is refused, wherever it stands", async () => {
  for (const schema of [int64, { type: "integer" }, {}]) {
    const { envelope, sent } = await callThing(withBody(schema), { body: { id: 2 ** 60 } });
    expect(envelope.error).toMatchObject({
      kind: "arguments",
      message: 'doThing: the argument "body.id" is a number that lost digits: give it as a string',
    });
    expect(sent).toEqual([]);
  }
  const unknown = await callThing(withBody(int64), { body: { no: [2 ** 60] } });
  expect(unknown.envelope.error?.message).toBe(
    'doThing: the argument "body.no[0]" is a number that lost digits: give it as a string',
  );
});

test("JSON text keeps digits also where nobody said that they are 64 bits", async () => {
  const id =
    '{"id":12345678901234567890,"text":"12345678901234567890, \\"1234567890123456789\\"","n":1234567890123456}';
  const query = ["id", "text", "n"].map((name) => ({ name, in: "query" as const }));
  const inQuery = toolSet({ id: { type: "integer" }, text: { type: "string" }, n: {} }, { parameters: query });
  const { sent, causes } = await callThing(inQuery, id, { data: [] });
  expect(new URL(sent[0]!.url, "http://localhost").searchParams.get("id")).toBe("12345678901234567890");
  expect(new URL(sent[0]!.url, "http://localhost").searchParams.get("n")).toBe("1234567890123456");
  expect(causes).toEqual(["nothing-matches"]);

  const asText = await callThing(withBody({ type: ["string", "null"] }, plainBody), `{"body":${id}}`);
  expect(JSON.parse(asText.sent[0]!.body)).toEqual({
    id: "12345678901234567890",
    text: '12345678901234567890, "1234567890123456789"',
    n: 1234567890123456,
  });
  // As text it would be another value there, so whoever wants that has to say so.
  const open = await callThing(withBody({}, plainBody), `{"body":${id}}`);
  expect(open.envelope.error?.message).toContain('"body.id" has more digits than a number holds: give it as a string');
});

test("what is no integer of 64 bits is told as such", async () => {
  const { findings } = await callThing(withBody(int64), { body: { id: "five" } }, { data: [] });
  expect(findings[0]).toMatchObject({
    cause: "malformed-filters",
    evidence: 'body.id must be an integer, such as "42"',
  });
  const bounded = withBody({ ...int64, minimum: 1, maximum: 100 });
  for (const [id, evidence] of [
    ["0", "body.id is less than 1"],
    [0, "body.id is less than 1"],
    ["9223372036854775807", "body.id is more than 100"],
    [1.5, "body.id must be string"],
    [true, "body.id must be string"],
  ] as const)
    expect((await callThing(bounded, { body: { id } }, { data: [] })).findings[0]?.evidence).toBe(evidence);
});

test("an id that may be an integer or a text may be any text", async () => {
  const mixed = withBody({ type: ["integer", "string"], format: "int64" }, plainBody);
  for (const id of ["five", 5, '"12345678901234567890"'])
    expect((await callThing(mixed, { body: { id } }, { data: [] })).causes).toEqual(["nothing-matches"]);
  const { sent } = await callThing(mixed, '{"body":{"id":12345678901234567890}}');
  expect(sent[0]!.body).toBe('{"id":"12345678901234567890"}');
});

test("digits are kept wherever a schema takes them as text, in lists, maps and alternatives", async () => {
  const schema = {
    properties: { ids: { type: "array", items: int64 }, choice: { anyOf: [{ type: "integer" }, int64] } },
    additionalProperties: int64,
  };
  const api = toolSet({ body: schema }, { method: "POST", body: plainBody! });
  const long = "9223372036854775807";
  const { envelope, sent } = await callThing(
    api,
    `{"body":{"ids":[${long}],"choice":${long},"any":${long},"IDS_":${long}}}`,
  );
  expect(envelope.error).toBeNull();
  expect(JSON.parse(sent[0]!.body)).toEqual({ ids: [long], choice: long, any: long, IDS_: long });
});
