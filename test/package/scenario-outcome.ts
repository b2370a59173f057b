import { expect } from "vitest";
import type { ScenarioMock } from "./scenario-mock.ts";

/** What must come of each step of the scenario, wherever it runs. */
const outcomes = {
  "one operation": { status: 200, isList: true, isOne: true },
  "a hundred callers without a token": 100,
  "a token that is refused": 200,
  "a refresh token that is refused": [true, "refused", "invalid_code", false],
  "a scope that is missing": {
    errors: [["Desk.tickets.READ"], ["Desk.tickets.READ"]],
    can: [false, true, true],
    requirement: [["Desk.tickets.READ"]],
    covers: [true, false],
  },
  "a server that fails once": { status: 200, retries: [[1, 503]] },
  "a server that fails once, to a request that must not be repeated": { status: 503, hasError: true },
  "a connection that is reset each time": {
    isNetworkError: true,
    attempts: 3,
    retries: [
      [1, "network"],
      [2, "network"],
    ],
  },
  "a body that breaks off once": { hasData: true, retries: ["network"] },
  "nobody there": ["NetworkError", true],
  "an answer that is late": [true, true, "TimeoutError", true],
  pages: {
    count: 25,
    last: "Ticket 24",
    sizes: [8, 8, 4],
    first: "1892000000042010",
    analytics: [3],
    retries: [503],
  },
  "errors that are thrown": {
    errors: [
      [true, 404, "getTicket", "URL_NOT_FOUND"],
      [true, 404, "getTicket", "URL_NOT_FOUND"],
    ],
    isOf: [true, false],
    errorCode: "URL_NOT_FOUND",
    isTicket: true,
  },
  streams: {
    lines: ["first", "zweite, größer", "third"],
    events: [
      ["word", "1", "größer 0"],
      ["message", "2", "größer 1"],
    ],
    left: "first",
  },
  "a file that is sent": { status: 200, hasId: true },
  "links and tools": {
    link: "https://desk.zoho.com/support/zylker/ShowHomePage.do#Cases/dv/1892000000042034",
    envelope: ["a session", true, null],
    isStored: true,
    error: "unknown-tool",
    isDiagnosed: true,
    hasTool: true,
  },
  "a blob that comes back": [true, true],
};

/** Holds the outcome of a run, and the requests that came of it, against what they must be. */
export async function expectScenario(outcome: unknown, { mock }: ScenarioMock): Promise<void> {
  expect(outcome).toEqual(outcomes);
  const sent = (method: string, path: string) =>
    mock.requests.filter((request) => request.method === method && request.path === path);
  // The provider that is shared asks twice, because its first token is refused; a hundred callers once; the wrong one once.
  expect(sent("POST", "/oauth/v2/token")).toHaveLength(4);
  expect(sent("GET", "/api/v1/organizations")).toHaveLength(100);
  expect(sent("POST", "/api/v1/contacts")).toHaveLength(1);
  expect(mock.unexpectedViolations).toEqual([]);
  const [upload] = sent("POST", "/api/v1/tickets/1/attachments");
  const { file } = upload!.arguments["body"] as { file: File };
  expect([file.name, file.type, await file.text()]).toEqual(["Übersicht.txt", "text/plain", "größer than ASCII\r\n"]);
}
