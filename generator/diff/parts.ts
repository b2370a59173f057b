import type { Type } from "typescript";
import { type Compiled, compile, type ModuleText, moduleOfFile, type SideToCompile, type Wanted } from "./compile.ts";
import { type Direction, differences, type Knowledge, type TypeFinding } from "./type-walk.ts";

/** A type to be compared, and what it is of. */
export interface Part {
  readonly key: string;
  readonly path: string;
  readonly direction: Direction;
  readonly old: Wanted;
  readonly new: Wanted;
  /** What it is, at the beginning of a sentence. */
  readonly noun: string;
}

/** A part whose type is the same one on both sides. */
export function partOf(wanted: Wanted, path: string, direction: Direction): Part {
  const { module, name } = wanted;
  return { key: `${module} ${name}`, path, direction, old: wanted, new: wanted, noun: "the type" };
}

/** Compiles what is wanted of both sides, and gives what tells the differences of one part. */
export function compareTypes(
  parts: readonly Part[],
  modules: { readonly old: ModuleText; readonly new: ModuleText },
  isChanged: (name: string) => boolean,
): (part: Part) => TypeFinding[] {
  const side = (which: "old" | "new"): SideToCompile => ({
    text: modules[which],
    wanted: new Map(parts.map((part) => [part.key, part[which]])),
  });
  const compiled = compile({ old: side("old"), new: side("new") });
  const knowledge = knowledgeOf(compiled, isChanged);
  return (part) => {
    const [old, now] = [compiled.old.get(part.key), compiled.new.get(part.key)];
    return old && now ? differences({ ...part, old, new: now }, knowledge) : [];
  };
}

function knowledgeOf({ checker }: Compiled, isChanged: (name: string) => boolean): Knowledge {
  const schemaOf = (type: Type): string | undefined => {
    const symbol = type.aliasSymbol ?? (type.symbol as typeof type.symbol | undefined);
    const file = symbol?.declarations?.[0]?.getSourceFile().fileName;
    const module = file === undefined ? undefined : moduleOfFile(file)?.module;
    return module === `schemas/${symbol?.name}` ? symbol?.name : undefined;
  };
  return {
    checker,
    areSettled: (one, other) => {
      const name = schemaOf(one);
      return name !== undefined && name === schemaOf(other) && !isChanged(name);
    },
  };
}
