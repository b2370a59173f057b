import { startServer } from "../../../mocks/server/start-server.ts";

/**
 * A program: serves the document, requests the targets one after the other, and prints the status and bytes of each
 * response as JSON.
 */
const [document = "", seed = "", targets = ""] = process.argv.slice(2);
await using server = await startServer(JSON.parse(document), { dynamic: true, seed });
const responses: Record<string, string> = {};
for (const target of JSON.parse(targets) as string[]) {
  const response = await fetch(`${server.url}${target}`);
  responses[target] = `${response.status} ${response.headers.get("x-trace")} ${await response.text()}`;
}
process.stdout.write(JSON.stringify(responses));
