import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

test("the example of the package runs against the mock by the command of its README", async () => {
  const readme = await readFile(join(root, "generated/zoho-desk/README.md"), "utf8");
  const [, command = ""] = /^```sh\nnpx tsx (\S+)\n```$/m.exec(readme) ?? [];
  const folder = await mkdtemp(join(tmpdir(), "example-"));
  try {
    const { stderr } = await run(process.execPath, ["--import", "tsx", command, join(folder, "export")], { cwd: root });
    expect(stderr).toContain("250 sessions, 4 of 5 weeks\n250 sessions; ");
    const csv = await readFile(join(folder, "export/sessions.csv"), "utf8");
    const [titles, first, ...others] = csv.trimEnd().split("\r\n");
    expect(titles).toMatch(/^sessionId,departmentId,/);
    expect(first).toMatch(
      /,http:\/\/127\.0\.0\.1:\d+\/support\/northwind\/ShowHomePage\.do#Cases\/dv\/1892000000975000$/,
    );
    expect(others).toHaveLength(249);
    expect(await readFile(join(folder, "export/report.html"), "utf8")).toContain("<svg");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
