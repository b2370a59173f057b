/**
 * A mock of the flagship in a process of its own: `mock-process.ts <storage>` prints its URL and ends when its standard
 * input does.
 */
import { startMock } from "../../../mocks/index.ts";

const mock = await startMock({ spec: "spec/zoho-desk", stateful: true, storage: process.argv[2] ?? "memory" });
process.stdout.write(`${mock.url}\n`);
process.stdin.resume();
process.stdin.once("end", () => void mock.close());
