import { createRequire } from "node:module";
import type ts from "typescript";

/**
 * TypeScript. By `import`, Node would look through its nine megabytes for names that it gives, which takes longer than
 * to load it.
 */
export const compiler: typeof ts = createRequire(import.meta.url)("typescript");
