import { expect, test } from "vitest";
import { pets, Workspace } from "./workspace.ts";

test("what has V8 optimize less is understood by this Node, and says nothing", async () => {
  const here = new Workspace({ "pets.yaml": pets });
  try {
    const { code, out, err } = await here.spawn(["generate", "pets.yaml", "-o", "client"]);
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(err).not.toMatch(/flag|Error/);
  } finally {
    here.dispose();
  }
});
