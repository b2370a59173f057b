import { createRequire } from "node:module";
import { join } from "node:path";
import { typescript7 } from "../corpus/typescript-7.ts";
import { installedPackages } from "../package/installed-packages.ts";

/** A command line of TypeScript, a program for Node.js. */
export interface Compiler {
  readonly name: string;
  /** The first call on a machine may install it into `.cache/`; rejects with what npm said when that fails. */
  find(): Promise<string>;
}

const typescript6 = "6.0.3";

/** The compilers that generated packages must be good for. */
export const compilers: readonly Compiler[] = [
  {
    name: "TypeScript 5.9",
    find: async () => createRequire(import.meta.url).resolve("typescript/bin/tsc"),
  },
  {
    name: "TypeScript 6",
    async find() {
      const packages = [`typescript@${typescript6}`];
      const modules = await installedPackages({ folder: `typescript-${typescript6}`, packages, scripts: false });
      return join(modules, "typescript", "bin", "tsc");
    },
  },
  { name: "TypeScript 7", find: typescript7 },
];
