import type { Output } from "../../emit/output.ts";
import { toolParagraphs } from "./tool-section.ts";
import { toolsModule } from "./tools-module.ts";

/** The operations as tools of an assistant. */
export const tools: Output = {
  name: "tools",
  requires: ["client"],
  emit: (model, { settings }) => ({ modules: [toolsModule(model, settings)], exports: { "./tools": "tools" } }),
  describe(model, { settings, outputs }) {
    const paragraphs = toolParagraphs({ model, settings }, { hasLinks: outputs.includes("links") });
    return paragraphs ? [{ title: "Assistants", paragraphs }] : [];
  },
};
