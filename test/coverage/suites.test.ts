import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";
import { startIn, stopAll, workspaceWith } from "../commands/running-mock.ts";
import { pets } from "./pets.ts";
import { makeProject, runVitest } from "./vitest-project.ts";

afterEach(stopAll);

const run = promisify(execFile);

/** A suite of Python's standard library, which leaves what the control API tells behind. */
const python = `
import json, sys, unittest, urllib.request

mock, target = sys.argv.pop(1), sys.argv.pop(1)

class Pets(unittest.TestCase):
    def test_delete(self):
        request = urllib.request.Request(mock + "/pets/1", method="DELETE")
        self.assertEqual(urllib.request.urlopen(request).status, 204)

    @classmethod
    def tearDownClass(cls):
        with open(target, "wb") as file:
            file.write(urllib.request.urlopen(mock + "/__twinspec/coverage").read())

unittest.main()
`;

/** The numbers of a report, by their names. */
function numbersIn(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^ {2}(\S.*?) {2,}(\d+ of \d+) /gm)].map(([, name = "", count = ""]) => [name, count]),
  );
}

test("suites of Python, of curl and of vitest come to one coverage", async () => {
  const workspace = workspaceWith({ "spec/pets.yaml": pets, "python/suite.py": python });
  await makeProject(workspace, { list: 'await fetch(mock.url + "/pets?sort=name");' });

  const ofCurl = await startIn(workspace, "spec", "--log", "none", "--coverage", "curl");
  const { stdout } = await run("curl", ["-s", "-o", "/dev/null", "-w", "%{http_code}", `${ofCurl.url}/pets/1`]);
  expect(stdout).toBe("200");
  expect(await ofCurl.stop()).toBe(0);

  const ofPython = await startIn(workspace, "spec", "--log", "none");
  await run("python3", ["python/suite.py", ofPython.url, "python/coverage.json"], { cwd: workspace.folder });
  const live = await workspace.run("coverage", "report", ofPython.url);
  expect(numbersIn(live.out)).toMatchObject({ operations: "1 of 4", statuses: "1 of 5" });
  await ofPython.stop();

  const ofVitest = await runVitest(workspace);
  expect([ofVitest.err, ofVitest.code]).toEqual(["", 0]);
  expect(numbersIn(ofVitest.out)).toMatchObject({ operations: "1 of 4", "enum values": "1 of 2" });

  const merged = await workspace.run(
    ...(["coverage", "merge", "curl", "python/coverage.json", "coverage/contract", "-o", "all"] as const),
  );
  expect([merged.err, merged.code]).toEqual(["wrote all/index.html\n", 0]);
  expect(numbersIn(merged.out)).toMatchObject({
    operations: "3 of 4",
    parameters: "4 of 6",
    "enum values": "1 of 2",
    statuses: "3 of 5",
    "all items": "16 of 27",
  });
  expect(merged.out).toContain("never called: addPet (POST /pets)\n");
  // What was merged is merged again, and counts as what it is.
  const again = await workspace.run("coverage", "report", "all");
  expect(again.out).toBe(merged.out);
});
