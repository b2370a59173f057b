import { onTestFinished } from "vitest";
import type { MockServer, ServerOptions } from "../../mocks/server/mock.ts";
import { startServer } from "../../mocks/server/start-server.ts";

/** Serves a document until the test is over. */
export async function serve(openapi: Record<string, unknown>, options?: ServerOptions): Promise<MockServer> {
  const mock = await startServer(openapi, options);
  onTestFinished(() => mock.close());
  return mock;
}
