import { expect, test } from "vitest";
import { checkArguments } from "../../../generator/runtime/tools/check-arguments.ts";

const schemas = {
  Filter: {
    type: "object",
    properties: {
      departmentId: { type: "string" },
      status: { $ref: "#/$defs/Status" },
      startDate: { type: "string", format: "date" },
      endDate: { type: "string", format: "date" },
      limit: { type: ["integer", "null"], minimum: 1, maximum: 100 },
      name: { type: "string", minLength: 2, maxLength: 3 },
      self: { $ref: "#/$defs/Filter" },
    },
  },
  Status: { type: "string", enum: ["OPEN", "ENDED"] },
  Both: {
    allOf: [{ properties: { a: { type: "string" } }, required: ["a"] }, { properties: { b: { type: "string" } } }],
  },
  Either: { anyOf: [{ type: "integer" }, { type: "array", items: { type: "string" } }] },
};
const input = {
  type: "object",
  properties: {
    p: { $ref: "#/$defs/Filter" },
    both: { $ref: "#/$defs/Both" },
    either: { $ref: "#/$defs/Either" },
    open: {},
  },
  additionalProperties: false,
};
const faultsOf = (args: object) =>
  checkArguments(input, args, schemas).map(({ path, message }) => `${path} ${message}`);

test.each<[args: object, faults: string[]]>([
  [{}, []],
  [{ p: { departmentId: "1", status: "OPEN", startDate: "2026-03-02", endDate: "2026-03-02", limit: null } }, []],
  [{ q: 1 }, ['q is not known; did you mean "p"?']],
  [{ p: { departmentID: "1" } }, ['p.departmentID is not known; did you mean "departmentId"?']],
  [{ p: { departmentId: 1 } }, ["p.departmentId must be string"]],
  [{ p: "departmentId=1" }, ["p must be object"]],
  [{ p: { status: "OPENED" } }, ['p.status must be one of OPEN, ENDED; did you mean "OPEN"?']],
  [{ p: { startDate: "02.03.2026" } }, ["p.startDate must be a date, such as 2026-03-02"]],
  [{ p: { startDate: "2026-03-08", endDate: "2026-03-02" } }, ["p.endDate is before startDate"]],
  [{ p: { limit: 0 } }, ["p.limit is less than 1"]],
  [{ p: { limit: 101 } }, ["p.limit is more than 100"]],
  [{ p: { name: "a" } }, ["p.name is too short"]],
  [{ p: { name: "🙂🙂🙂" } }, []],
  [{ p: { self: { self: { nme: "" } } } }, ['p.self.self.nme is not known; did you mean "name"?']],
  [{ both: { b: "1" } }, ["both.a is missing"]],
  [{ both: { a: "1", b: "1" } }, []],
  [{ both: { a: "1", c: "1" } }, ['both.c is not known; did you mean "a"?', 'both.c is not known; did you mean "b"?']],
  [{ either: ["a", 1] }, ["either must be integer"]],
  [{ either: ["a"] }, []],
  [{ open: { anything: [1] } }, []],
  [JSON.parse('{"__proto__":1,"constructor":2}') as object, ["__proto__ is not known", "constructor is not known"]],
])("%j", (args, faults) => {
  expect(faultsOf(args)).toEqual(faults);
});

test("a number that lost digits is found wherever it stands", () => {
  expect(faultsOf(JSON.parse('{"open":{"id":12345678901234567890}}') as object)).toEqual([
    "open.id is a number that lost digits: give it as a string",
  ]);
});

test("a value that has no end of depth or of faults is not looked at for ever", () => {
  let deep: object = {};
  for (let depth = 0; depth < 1000; depth += 1) deep = { self: deep };
  expect(faultsOf({ p: deep })).toEqual([]);
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`x${index}`, 1]));
  expect(faultsOf({ p: many })).toHaveLength(50);
});
