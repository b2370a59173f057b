import { createRequire, Module } from "node:module";

const { cache } = createRequire(import.meta.url);

/**
 * Gives what `load` makes of CommonJS modules that nobody else has: they are read again, but for the `given` ones
 * (exports by file name), and forgotten afterwards. What others set in modules of the same name, and which of them they
 * loaded, makes no difference to either side.
 */
export function loadPrivately<Loaded>(given: ReadonlyMap<string, unknown>, load: () => Loaded): Loaded {
  const kept = Object.entries(cache);
  forgetAll();
  for (const [file, exports] of given) cache[file] = moduleOf(file, exports);
  try {
    return load();
  } finally {
    forgetAll();
    for (const [file, module] of kept) cache[file] = module;
  }
}

function forgetAll(): void {
  for (const file of Object.keys(cache)) delete cache[file];
}

function moduleOf(file: string, exports: unknown): NodeJS.Module {
  return Object.assign(new Module(file), { filename: file, loaded: true, exports });
}
