import { relative, sep } from "node:path";
import { stringify } from "yaml";
import type { Answers } from "./answers.ts";
import { mockAddress, scriptNames } from "./package-scripts.ts";
import type { Repository, Survey } from "./survey.ts";

/** Where the workflow lies, relative to the top of the repository. */
export const workflowPath = ".github/workflows/twinspec.yml";

/** What begins an expression in a workflow. */
const expression = ["$", "{{"].join("");

/** A step of a workflow of GitHub Actions. */
type Step = Readonly<Record<string, unknown>>;

/**
 * A workflow of GitHub Actions. On pushes and pull requests it fails where the client is not that of its documents or
 * the mock does not do what they say, and sums up what the tests exercise; on pull requests it says what changes for
 * consumers, in annotations and one comment.
 */
export function workflowOf(survey: Survey, { root, branch }: Repository, { tests }: Answers): string {
  const { project = survey.folder, installedAt, manager } = survey;
  // in a folder's name GitHub would see an expression
  const below = (folder: string) =>
    relative(root, folder).split(sep).join("/").replaceAll(expression, `${expression} '${expression}' }}`);
  const isPlain = branch !== undefined && /^[\w./-]+$/.test(branch);
  const inFolder = (folder: string) => (below(folder) === "" ? {} : { "working-directory": below(folder) });
  const run = (script: string, options = "") => running(`${manager.name} run`, script, options);
  const silent = (script: string, options = "") => running(quietly(manager), script, options);
  const install = (checkout: object): Step[] => [
    { uses: "actions/checkout@v4", ...checkout },
    ...managerSteps(survey),
    { id: "install", run: installing(survey), ...inFolder(installedAt) },
  ];
  const check: Step[] = [
    ...install({}),
    { run: run(scriptNames.check, "--format github"), ...inFolder(project) },
    { ...inAnyCase, run: run(scriptNames.contract, "--format github"), ...inFolder(project) },
    ...testSteps().map((step) => ({ ...inAnyCase, ...step, ...inFolder(project) })),
  ];
  const base = '--base "origin/$GITHUB_BASE_REF"';
  const diff: Step[] = [
    ...install({ with: { "fetch-depth": 0 } }),
    {
      id: "diff",
      run: lines(
        "changed=false",
        `${silent(scriptNames.diff, `${base} --fail-on any --format markdown`)} > "$RUNNER_TEMP/diff.md" ||`,
        "  changed=true",
        'cat "$RUNNER_TEMP/diff.md" >> "$GITHUB_STEP_SUMMARY"',
        'echo "changed=$changed" >> "$GITHUB_OUTPUT"',
      ),
      ...inFolder(project),
    },
    {
      // a pull request from a fork may not comment; what it changes is in the summary
      if: `${expression} github.event.pull_request.head.repo.full_name == github.repository }}`,
      run: lines(
        'comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"',
        `mark='<!-- twinspec diff -->'`,
        '{ echo "$mark"; head -c 60000 "$RUNNER_TEMP/diff.md"; } > "$RUNNER_TEMP/comment.md"',
        `own=$(gh api --paginate "$comments" --jq ".[] | select(.body | startswith(\\"$mark\\")) | .id" | head -n 1)`,
        'if [ -n "$own" ]; then',
        '  gh api --silent -X PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$own" -F "body=@$RUNNER_TEMP/comment.md"',
        'elif [ "$CHANGED" = true ]; then',
        '  gh api --silent "$comments" -F "body=@$RUNNER_TEMP/comment.md"',
        "fi",
      ),
      env: {
        GH_TOKEN: `${expression} github.token }}`,
        PULL_REQUEST: `${expression} github.event.pull_request.number }}`,
        CHANGED: `${expression} steps.diff.outputs.changed }}`,
      },
    },
    { run: run(scriptNames.diff, `${base} --format github`), ...inFolder(project) },
  ];
  const workflow = {
    name: "twinspec",
    on: { push: isPlain ? { branches: [branch] } : null, pull_request: null },
    permissions: { contents: "read" },
    jobs: {
      check: { "runs-on": "ubuntu-latest", steps: check },
      diff: {
        if: "github.event_name == 'pull_request'",
        "runs-on": "ubuntu-latest",
        permissions: { contents: "read", "pull-requests": "write" },
        steps: diff,
      },
    },
  };
  const head = `# Written by \`twinspec init\`, and yours from now on.
# check: the generated client is that of its documents, the mock does what they say, what the tests exercise.
# diff: what a pull request changes for consumers of the client. It fails where something breaks.
`;
  return head + stringify(workflow, { lineWidth: 0, nullStr: "" }).replace(/[ \t]+$/gm, "");

  /** Runs the tests, and puts what they exercised into the summary. */
  function testSteps(): Step[] {
    if (tests === "none") return [];
    const coverage = `${silent(scriptNames.coverage, "--format markdown")} >> "$GITHUB_STEP_SUMMARY"`;
    const test = run(survey.tests?.script ?? (tests === "vitest" ? scriptNames.test : "test"));
    if (tests === "vitest") return [{ run: test }, { run: coverage }];
    const wait = `curl --silent --output "$RUNNER_TEMP/mock.json" --retry 30 --retry-delay 1 --retry-connrefused`;
    return [
      {
        run: lines(
          `${run(scriptNames.mock)} > "$RUNNER_TEMP/mock.log" 2>&1 &`,
          `${wait} ${mockAddress}/__twinspec/coverage`,
        ),
      },
      { run: test, env: { MOCK_URL: mockAddress } },
      { run: coverage },
    ];
  }

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

/** A step that says what it has to say although one before it failed. */
const inAnyCase = { if: `${expression} !cancelled() && steps.install.outcome == 'success' }}` };

function lines(...all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}

/** What installs exactly what the lock file says. */
function installing({ manager: { name, lockFile, isModernYarn } }: Survey): string {
  if (lockFile === undefined) return `${name} install`;
  if (name === "npm") return "npm ci";
  return `${name} install ${isModernYarn ? "--immutable" : "--frozen-lockfile"}`;
}

/** What runs a script that prints its own text alone. */
function quietly({ name, isModernYarn }: Survey["manager"]): string {
  if (isModernYarn) return "yarn run";
  return name === "bun" ? "bun run --silent" : `${name} --silent run`;
}

function running(command: string, script: string, options: string): string {
  const end = options === "" ? "" : ` ${command.startsWith("npm ") ? "-- " : ""}${options}`;
  return `${command} ${script}${end}`;
}
