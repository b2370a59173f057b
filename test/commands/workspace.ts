import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runCommand } from "../../generator/commands/command.ts";
import { commands } from "../../generator/commands/commands.ts";
import { bundled } from "../bundled.ts";

/** What a command printed, and its exit code. */
export interface Printed {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The arguments of Node that run the command line. */
export const cli: readonly string[] = [await bundled("generator/cli.ts")];

/** An empty folder for one test, with the files given; removed by `dispose`. */
export class Workspace {
  readonly folder: string = realpathSync(mkdtempSync(join(tmpdir(), "twinspec-commands-")));

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** Every file, by path, sorted. */
  files(): string[] {
    return readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.folder.length + 1))
      .sort();
  }

  /** Runs a command in this process, as the command line does, with this folder as the working folder. */
  async run(name: string, ...args: string[]): Promise<Printed> {
    const { command } = await commands[name]!.load();
    const before = process.cwd();
    const writes = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write, text: "" }));
    for (const each of writes) {
      each.stream.write = (chunk: string | Uint8Array) => {
        each.text += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
        return true;
      };
    }
    process.chdir(this.folder);
    let code: number;
    try {
      code = await runCommand(command, { command: name, args });
    } finally {
      process.chdir(before);
      for (const { stream, write } of writes) stream.write = write;
    }
    return { code, out: writes[0]!.text, err: writes[1]!.text };
  }

  /** Runs the command line as a process of its own. */
  async spawn(args: readonly string[], input = ""): Promise<Printed> {
    const child = spawn(process.execPath, [...cli, ...args], { cwd: this.folder, timeout: 50_000 });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.stdin.end(input);
    const code = await new Promise<number | null>((done) => child.on("close", done));
    return { code, out, err };
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A small document without a fault. */
export const pets = `openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets/{petId}:
    get:
      operationId: getPet
      parameters:
        - { name: petId, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Pet" }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
`;

/** A document with a part replaced; the part must be there. */
export function petsWith(part: string, by: string): string {
  if (!pets.includes(part)) throw new Error(`there is no ${part}`);
  return pets.replace(part, () => by);
}
