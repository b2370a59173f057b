import { resolve } from "node:path";

/** The variable by which whoever runs tests says where all of their mocks write what they record. */
export const coverageVariable = "TWINSPEC_COVERAGE";

/** The folder that whoever started this process wants coverage in. */
export function coverageFolder(): string | undefined {
  const folder = process.env[coverageVariable];
  return folder === undefined || folder === "" ? undefined : resolve(folder);
}
