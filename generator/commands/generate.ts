import { relative, resolve } from "node:path";
import { generate, hasErrors } from "../index.ts";
import type { Command } from "./command.ts";
import { fileFault } from "./file-fault.ts";
import { asData, counted, type Format, printDiagnostics } from "./print.ts";
import { commonOptions, findProjects, standardInputFor, withOutput } from "./projects.ts";

export const command: Command = {
  description: `Writes the typed client of an API: an npm package, or source files into an existing tree. All files are written,
or none; public names are kept in ${"twinspec.lock.yaml"}, which belongs into version control.`,
  usage: "[documents, or folders with a twinspec.yaml] [options]",
  options: {
    output: { type: "string", short: "o", value: "folder", help: "where the client is written" },
    ...commonOptions,
    frozen: { type: "boolean", help: "fail instead of changing the lock, as npm ci does" },
    prune: { type: "boolean", help: "release the names of operations that are gone" },
    force: { type: "boolean", help: "overwrite generated files that were changed by hand" },
  },
  examples: [
    ["twinspec generate", "every API whose settings are here or below spec/"],
    ["twinspec generate openapi.yaml -o src/api", "one document, no settings"],
    ["twinspec generate spec/zoho-desk --frozen", "in CI: the lock must be complete"],
    ["curl -s https://example.com/openapi.json | twinspec generate - -o client", "from standard input"],
  ],
  async run(args) {
    const format = (args.text("format") ?? "pretty") as Format;
    const results: object[] = [];
    let failed = false;
    for (const { name, settings, diagnostics } of findProjects(args)) {
      const started = performance.now();
      const options = {
        strict: args.is("strict"),
        frozen: args.is("frozen"),
        prune: args.is("prune"),
        force: args.is("force"),
        ...standardInputFor(args),
      };
      const target = settings && withOutput(settings);
      const generated =
        target && (await generate(target, options).catch((error: unknown) => fileFault(error, target.output)));
      const all = [...diagnostics, ...(generated?.diagnostics ?? [])];
      printDiagnostics(all, format, { all: args.is("verbose") });
      failed ||= hasErrors(all);
      const written = hasErrors(all) ? undefined : generated?.files?.size;
      // as data every diagnostic has a line and a column, which take long to find
      if (format === "json")
        results.push({ api: name, output: target?.output, files: written ?? 0, diagnostics: all.map(asData) });
      if (written !== undefined && generated?.model && target) {
        const { operations, schemas } = generated.model;
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        process.stderr.write(
          `${name}: ${counted(operations.length, "operation")} and ${counted(schemas.length, "schema")} in ${counted(written, "file")}, written to ${relative(resolve(), target.output) || "."} in ${seconds} s\n`,
        );
      } else process.stderr.write(`${name}: nothing was written\n`);
    }
    if (format === "json") process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
    return failed ? 1 : 0;
  },
};
