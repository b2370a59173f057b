import { textReport } from "../../../mocks/coverage/report/text.ts";
import { countOf, measureFlagship, measuresOfReadme } from "./measure.ts";

// The numbers of the README, measured again.
const coverage = await measureFlagship();
const numbers = measuresOfReadme.map(([name, title]) => {
  const { covered, total } = countOf(coverage, name);
  return `${covered} of ${total} ${title}`;
});
process.stdout.write(`${textReport(coverage, process.argv.includes("--verbose"))}\n${numbers.join(", ")}\n`);
