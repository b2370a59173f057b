import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { compilers } from "./compilers.ts";

const run = promisify(execFile);

/** A consumer's program. What must not compile has a line `// expect-error: <a part of the message>` before it. */
const program = join(import.meta.dirname, "fixtures");
const marker = "// expect-error: ";

interface Place {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

const expected = readdirSync(program)
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file) =>
    readFileSync(join(program, file), "utf8")
      .split("\n")
      .map((text, index): Place => ({ file, line: index + 2, text: text.trim() }))
      .filter(({ text }) => text.startsWith(marker))
      .map((place) => ({ ...place, text: place.text.slice(marker.length) })),
  );

/** The errors of a compiler, each with all the lines of its message. */
async function errorsOf(compiler: string): Promise<Place[]> {
  const args = [compiler, "--project", program, "--pretty", "false"];
  const output = await run(process.execPath, args, { cwd: program, maxBuffer: 1e8 }).then(
    ({ stdout }) => stdout,
    (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
  );
  const messages = output.split(/\n(?!\s)/).filter((message) => message.trim() !== "");
  return messages.map((text) => {
    const [, file = "", line] = /^([^(]+)\((\d+),\d+\): error TS/.exec(text) ?? [];
    return { file, line: Number(line ?? 0), text };
  });
}

const show = ({ file, line, text }: Place) => `${file}:${line}: ${text}`;

describe.each(compilers)("$name", ({ find }) => {
  test("compiles what a consumer may write, and says what is wrong with the rest", { timeout: 300_000 }, async () => {
    const errors = await errorsOf(await find());
    const meets = (error: Place, want: Place) =>
      error.file === want.file && error.line === want.line && error.text.includes(want.text);
    const wrong = {
      unexpected: errors.filter((error) => !expected.some((want) => meets(error, want))).map(show),
      absent: expected.filter((want) => !errors.some((error) => meets(error, want))).map(show),
    };
    expect(wrong).toEqual({ unexpected: [], absent: [] });
    expect(errors.length).toBeGreaterThan(50);
  });
});
