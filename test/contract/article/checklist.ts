import { stripVTControlCharacters } from "node:util";
import type * as desk from "../../../generated/zoho-desk/esm/index.js";
import type { Mock } from "../../../mocks/index.ts";
import type { Point } from "./points.ts";

const titles = { step: "Steps", pitfall: "Pitfalls" } as const;

/** Prints the points as a list with what was seen of each; whether all of them hold. */
export async function checkPoints(
  points: readonly Point[],
  mock: Mock<typeof desk>,
  print: (line: string) => void,
): Promise<boolean> {
  let failures = 0;
  for (const kind of ["step", "pitfall"] as const) {
    const ofKind = points.filter((point) => point.kind === kind);
    if (ofKind.length > 0) print(`\n${titles[kind]}`);
    for (const [index, point] of ofKind.entries()) {
      const { isHeld, seen } = await checkPoint(point, mock);
      failures += isHeld ? 0 : 1;
      print(`  ${isHeld ? "✓" : "✗"} ${index + 1}. ${point.name}\n       ${seen}`);
    }
  }
  const does = failures === 1 ? "does" : "do";
  print("");
  print(failures === 0 ? `All ${points.length} hold.` : `${failures} of ${points.length} ${does} not hold.`);
  return failures === 0;
}

async function checkPoint(point: Point, mock: Mock<typeof desk>): Promise<{ isHeld: boolean; seen: string }> {
  try {
    return { isHeld: true, seen: oneLine(await point.holds(mock)) };
  } catch (error) {
    return { isHeld: false, seen: oneLine(error instanceof Error ? error.message : String(error)) };
  } finally {
    mock.reset();
  }
}

function oneLine(text: string): string {
  return stripVTControlCharacters(text).replace(/\s+/g, " ").trim();
}
