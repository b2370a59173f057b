import { fileURLToPath } from "node:url";
import type * as desk from "../../../generated/zoho-desk/esm/index.js";
import { startMock } from "../../../mocks/index.ts";
import { checkPoints } from "./checklist.ts";
import { points } from "./points.ts";

/** Checks what the article says of session analytics, step by step, with the generated client against the mock. */
async function main(): Promise<number> {
  const spec = fileURLToPath(new URL("../../../spec/zoho-desk", import.meta.url));
  await using mock = await startMock<typeof desk>({ spec });
  console.log("Zoho Desk's session analytics as the article has it, with the client against the mock");
  return (await checkPoints(points, mock, (line) => console.log(line))) ? 0 : 1;
}

process.exitCode = await main();
