import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL("../../../mocks", import.meta.url));

test("nothing imports the index of a package of Prism, which would load all of Prism before it is asked", () => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const importers = files.filter((file) =>
    /^import (?!type )[^;]*from "@stoplight\/[\w-]+"/m.test(readFileSync(join(folder, file), "utf8")),
  );
  expect(files).toContain("pipeline/gateway.ts");
  expect(importers).toEqual([]);
});
