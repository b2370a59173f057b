import { argumentsOf, type ExampleSource, entryOf, exampleOf, moduleOf } from "../../emit/examples/example-calls.ts";
import { code, type Paragraphs } from "../../emit/examples/markdown.ts";
import { literal } from "../../emit/text.ts";
import { reasonsAgainst } from "./availability.ts";
import { toolName } from "./tools-module.ts";

/** How an assistant calls operations. `hasLinks`: whether the package builds links, too. */
export function toolParagraphs(source: ExampleSource, { hasLinks }: { hasLinks: boolean }): Paragraphs {
  const { model } = source;
  const reasonAgainst = reasonsAgainst(model);
  const operation = exampleOf(model.operations.filter((each) => reasonAgainst(each) === undefined));
  if (!operation) return undefined;
  const name = literal(toolName(operation.name));
  const given = argumentsOf(operation, source) ?? "{}";
  const links = hasLinks ? ", and with `links: createLinks(…)` the records have their addresses" : "";
  return [
    `\`${entryOf(source, "tools")}\` has the operations as tools, in the shape of the Model Context Protocol. ` +
      `\`callTool\` gives \`{ session_id, tool_result, links, error }\`: what goes wrong stands in ` +
      `\`error\`${links}. \`results\` stores the last envelope of each session: in memory, or in a \`storage\` such ` +
      `as unstorage makes with its driver for a folder or for Redis. \`diagnose\` says why a result is null or ` +
      `empty. \`unavailable\` names the operations that are no tools, and why.`,
    code(`import { callTool, createSessionResults, diagnose, toolDefinitions } from ${moduleOf(source, "tools")};
const tools = toolDefinitions([${name}]);
const results = createSessionResults({ storage });
const envelope = await callTool(client, ${name}, ${given}, { sessionId: "session 1", results });
if (envelope.tool_result === null) console.warn(envelope.error, diagnose(envelope));`),
  ];
}
