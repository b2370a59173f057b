import {
  argumentsOf,
  callOf,
  type ExampleSource,
  entryOf,
  exampleOf,
  importOf,
  moduleOf,
  neededOptions,
  objectOf,
} from "../../emit/examples/example-calls.ts";
import { code, listOf, type Paragraphs } from "../../emit/examples/markdown.ts";
import { codeSpan, literal, markdownText, propertyKey } from "../../emit/text.ts";
import type { Server, ServerVariable } from "../../model/model.ts";
import { credentialOptions } from "./authentication.ts";

/** How to install the package, and the first call. */
export function startSection(source: ExampleSource): Paragraphs {
  const { model } = source;
  const operation = exampleOf(model.operations, 1);
  const members = [...neededOptions(source), ...credentialOptions(source)];
  const options = members.length > 0 ? objectOf(members) : "";
  const first = `import { createClient } from ${moduleOf(source)};

const client = createClient(${options});`;
  if (!operation) return [installation(source), code(first), "There is no operation to call."];
  const { name, imported } = importOf(operation);
  const given = [`createTransport(${options})`, argumentsOf(operation, source)].filter((each) => each !== undefined);
  return [
    installation(source),
    code(`${first}\nconst { data, error, response } = await ${callOf(operation, source)};`),
    ...parameterText(source),
    "A program that needs few operations imports those alone, and pays for nothing else:",
    code(`import { ${imported} } from ${moduleOf(source, `operations/${operation.name}`)};
import { createTransport } from ${moduleOf(source, "transport")};
const { data, error } = await ${name}(${given.join(", ")});`),
  ];
}

function installation(source: ExampleSource): string {
  const { target, package: described } = source.settings;
  if (target === "source") {
    const packages = source.model.oauth
      ? "`openapi-fetch` and, for tokens, `oauth4webapi`: `npm install openapi-fetch oauth4webapi`"
      : "`openapi-fetch`: `npm install openapi-fetch`";
    return `The files import ${packages}. From the folder above they are imported as \`${entryOf(source)}\`.`;
  }
  const { name, private: isPrivate } = described;
  const line = isPrivate
    ? "`npm install ./<path>`, with the path of this folder: the package is private, so no registry has it"
    : `\`npm install ${name}\` once it is published, or \`npm install ./<path>\` with the path of this folder`;
  return (
    `${line}. It is for Node 20.19 or newer and for browsers: ECMAScript modules, which CommonJS gets by ` +
    '`require`, too. TypeScript finds the types with `"moduleResolution": "nodenext"` or `"bundler"`; in CommonJS, ' +
    '`"module": "node16"` and `"node18"` refuse the import (TS1479), `"node20"` and `"nodenext"` take it.'
  );
}

function parameterText({ model }: ExampleSource): string[] {
  return model.parameters.map(({ name, option, in: place, exclude }) => {
    const wire = name === option ? "" : ` (${codeSpan(name)})`;
    const but = exclude.length === 0 ? "" : ` but ${listOf(exclude.map(codeSpan))}`;
    const everywhere = place === "header" ? `as a header with every request to the API${but}, and ` : "";
    return (
      `${codeSpan(option)}${wire} is given once. It is sent ${everywhere}where an operation declares it and ` +
      `a call leaves it out.`
    );
  });
}

/** Which servers there are, and how to choose one. */
export function serverSection({ model: { servers, basePath } }: ExampleSource): Paragraphs {
  const [first] = servers;
  if (!first) {
    const end = basePath === undefined ? "" : `; it ends with ${codeSpan(basePath)}, which is all that they say`;
    return [`The documents name no address of the API, so \`baseUrl\` is needed: the root of all paths${end}.`];
  }
  const another = "`baseUrl` names another root of all paths, such as a mock's or a proxy's";
  const hasVariables = servers.some(({ variables }) => variables.length > 0);
  if (servers.length === 1 && !hasVariables) return [`Requests go to ${codeSpan(first.url)}. ${another}.`];
  const chosen = servers.find(({ variables }) => variables.length > 0) ?? servers[1]!;
  const variables = chosen.variables.map((variable) => `${propertyKey(variable.name)}: ${literal(valueFor(variable))}`);
  const options = [
    ...(servers.length > 1 ? [`server: ${literal(chosen.name)}`] : []),
    ...(variables.length > 0 ? [`serverVariables: ${objectOf(variables)}`] : []),
  ].join(", ");
  const choice = servers.length > 1 ? "`server` chooses one of these by name, by default the first" : "";
  const filling = hasVariables ? "`serverVariables` fill in the variables of its address" : "";
  return [
    `${[choice, filling].filter((text) => text !== "").join("; ")}. ${another}.`,
    ...(hasVariables ? [code(`createClient({ ${options} });`)] : []),
    servers.map(serverLine).join("\n"),
  ];
}

/** A value that a variable may have; the default, unless there is none or it is not one of those. */
function valueFor({ default: standard, enum: choices = [] }: ServerVariable): string {
  const isAllowed = standard !== undefined && (choices.length === 0 || choices.includes(standard));
  return isAllowed ? standard : (choices[0] ?? "…");
}

function serverLine({ name, url, description, variables }: Server): string {
  const texts = [
    ...(variables.length > 0 ? [codeSpan(url)] : []),
    ...(description === undefined ? (variables.length > 0 ? [] : [codeSpan(url)]) : [markdownText(description)]),
    ...variables.map(variableText),
  ];
  return `- ${codeSpan(literal(name))}: ${texts.join("; ")}`;
}

function variableText({ name, default: standard, enum: choices, description }: ServerVariable): string {
  const one = choices ? `is ${choices.map((each) => codeSpan(literal(each))).join(" or ")}` : "is any string";
  const initial = standard === undefined ? "and has no default" : `by default ${codeSpan(literal(standard))}`;
  return `${codeSpan(name)} ${one}, ${initial}${description === undefined ? "" : ` (${markdownText(description)})`}`;
}
