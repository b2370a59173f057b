import { twinspecVersion } from "../settings/package-root.ts";

/** What is printed when twinspec itself is at fault. */
export function reportBug(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `twinspec failed, and that is a bug in twinspec ${twinspecVersion()} (Node ${process.versions.node}, ${process.platform}):

${trace}

help: please report it to the maintainers of twinspec, with this text and, if you can, the document
`;
}
