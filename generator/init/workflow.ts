import { relative, sep } from "node:path";
import { stringify } from "yaml";
import { scriptNames } from "./package-scripts.ts";
import type { Repository, Survey } from "./survey.ts";

/** Where the workflow lies, relative to the top of the repository. */
export const workflowPath = ".github/workflows/twinspec.yml";

/** What begins an expression in a workflow. */
const expression = ["$", "{{"].join("");

/** A step of a workflow of GitHub Actions. */
type Step = Readonly<Record<string, unknown>>;

/** A workflow of GitHub Actions that installs the project and fails where the client is not that of its documents. */
export function workflowOf(survey: Survey, { root, branch }: Repository): string {
  const { project = survey.folder, installedAt, manager } = survey;
  // in a folder's name GitHub would see an expression
  const below = (folder: string) =>
    relative(root, folder).split(sep).join("/").replaceAll(expression, `${expression} '${expression}' }}`);
  const isPlain = branch !== undefined && /^[\w./-]+$/.test(branch);
  const inFolder = (folder: string) => (below(folder) === "" ? {} : { "working-directory": below(folder) });
  const steps: Step[] = [
    { uses: "actions/checkout@v4" },
    ...managerSteps(survey),
    { run: installing(survey), ...inFolder(installedAt) },
    { run: `${running(manager.name)} --format github`, ...inFolder(project) },
  ];
  const workflow = {
    name: "twinspec",
    on: { push: isPlain ? { branches: [branch] } : null, pull_request: null },
    permissions: { contents: "read" },
    jobs: { check: { "runs-on": "ubuntu-latest", steps } },
  };
  const head = "# Written by `twinspec init`: fails where the generated client is not that of its documents.\n";
  return head + stringify(workflow, { lineWidth: 0, nullStr: "" }).replace(/[ \t]+$/gm, "");

  function managerSteps({ manager }: Survey): Step[] {
    const lock =
      manager.lockFile === undefined ? undefined : [below(installedAt), manager.lockFile].filter(Boolean).join("/");
    const cached = lock === undefined || manager.name === "bun" ? {} : { cache: manager.name };
    const path = lock?.includes("/") && manager.name !== "bun" ? { "cache-dependency-path": lock } : {};
    const node = { uses: "actions/setup-node@v4", with: { "node-version": 22, ...cached, ...path } };
    const packageFile = [below(installedAt), "package.json"].filter(Boolean).join("/");
    switch (manager.name) {
      case "pnpm": {
        const options = manager.stated === undefined ? { version: 10 } : { package_json_file: packageFile };
        return [{ uses: "pnpm/action-setup@v4", with: options }, node];
      }
      case "bun":
        return [node, { uses: "oven-sh/setup-bun@v2" }];
      case "yarn":
        return [...(manager.stated === undefined ? [] : [{ run: "corepack enable" }]), node];
      case "npm":
        return [node];
    }
  }
}

/** What installs exactly what the lock file says. */
function installing({ manager: { name, lockFile, isModernYarn } }: Survey): string {
  if (lockFile === undefined) return `${name} install`;
  if (name === "npm") return "npm ci";
  return `${name} install ${isModernYarn ? "--immutable" : "--frozen-lockfile"}`;
}

/** What runs the check, up to its options. */
function running(manager: Survey["manager"]["name"]): string {
  return `${manager} run ${scriptNames.check}${manager === "npm" ? " --" : ""}`;
}
