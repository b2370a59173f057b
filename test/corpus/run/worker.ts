import { type Run, runDocument, type Task } from "./run-document.ts";
import { type TypeCheck, type TypeCheckTask, typeCheck } from "./type-check.ts";

/** What a worker is asked. */
export type Request = ({ readonly kind: "run" } & Task) | ({ readonly kind: "types" } & TypeCheckTask);

/** What a worker gives back. */
export type Reply =
  | { readonly kind: "run"; readonly run: Run; readonly peak: number; readonly held: number }
  | ({ readonly kind: "types" } & TypeCheck)
  | { readonly kind: "failed"; readonly message: string };

/** A program: does what its parent process asks, one after the other. */
process.on("message", (request: Request) => {
  respond(request)
    .catch((error: Error): Reply => ({ kind: "failed", message: error.stack ?? error.message }))
    .then((reply) => process.send?.(reply));
});

// Nobody is left to reply to where the parent process was killed.
process.on("disconnect", () => process.exit());

// A call that nobody waits for any more may end in an error of its own.
process.on("unhandledRejection", () => undefined);

async function respond(request: Request): Promise<Reply> {
  if (request.kind === "types") return { kind: "types", ...(await typeCheck(request)) };
  const run = await runDocument(request);
  const megabyte = 1024 * 1024;
  return {
    kind: "run",
    run,
    peak: process.resourceUsage().maxRSS / 1024,
    held: process.memoryUsage.rss() / megabyte,
  };
}
