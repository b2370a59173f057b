/** `npm run docs`: writes the pages of `docs/reference/` that are made from the code. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./documents.ts";
import { referencePages } from "./reference.ts";

for (const [path, text] of Object.entries(referencePages)) {
  writeFileSync(join(root, path), await text());
  console.log(path);
}
