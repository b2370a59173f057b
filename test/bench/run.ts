import { cpus } from "node:os";
import { apis } from "./apis.ts";
import type { Bench } from "./bench.ts";
import { beside } from "./beside.ts";
import { bundleSize } from "./bundle.ts";
import { callOverhead } from "./call.ts";
import { generation } from "./generation.ts";
import { help } from "./help.ts";
import { mock } from "./mock.ts";
import { mockBare } from "./mock-bare.ts";
import { mockCoverage } from "./mock-coverage.ts";
import { buildTwinspec } from "./programs.ts";
import { scopesOfCode } from "./scopes.ts";
import { typeCheck } from "./type-check.ts";
import { typeCheckScopes } from "./type-check-scopes.ts";
import { watching } from "./watch.ts";

const benches: Readonly<Record<string, Bench>> = {
  beside,
  generation,
  watch: watching,
  apis,
  help,
  "type-check": typeCheck,
  "type-check-scopes": typeCheckScopes,
  scopes: scopesOfCode,
  mock,
  "mock-bare": mockBare,
  "mock-coverage": mockCoverage,
  bundle: bundleSize,
  call: callOverhead,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  process.stderr.write(`there is no benchmark "${unknown.join('", "')}": ${Object.keys(benches).join(", ")}\n`);
  process.exit(2);
}

buildTwinspec();
const today = new Date().toISOString().slice(0, 10);
process.stdout.write(`${today}, ${cpus().length} cores, Node ${process.versions.node}, ${process.platform}\n`);
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const rows = await bench.run();
  const table = [bench.columns, bench.columns.map((_, index) => (index === 0 ? "---" : "--:")), ...rows];
  process.stdout.write(`\n${bench.title}\n\n${table.map((cells) => `| ${cells.join(" | ")} |\n`).join("")}`);
}
