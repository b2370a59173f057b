import {
  callOf,
  type ExampleSource,
  entryOf,
  exampleOf,
  moduleOf,
  neededOptions,
  objectOf,
} from "../../emit/examples/example-calls.ts";
import { code, listOf } from "../../emit/examples/markdown.ts";
import { codeSpan, literal, propertyKey } from "../../emit/text.ts";
import type { Link, Operation } from "../../model/model.ts";

/** How to link to records in the portal. */
export function linkParagraphs(source: ExampleSource): readonly string[] {
  const { model } = source;
  const { links, operations, servers } = model;
  const link = links[0]!;
  const known = new Map(neededOptions(source).map((option) => [option.slice(0, option.indexOf(":")), option]));
  const member = (identifier: string) => known.get(propertyKey(identifier)) ?? `${propertyKey(identifier)}: "…"`;
  const given = givenOnce(links);
  const isPlaceless = servers.length === 0 && links.some(({ url }) => url.startsWith("/"));
  const options = [...(isPlaceless ? [known.get("baseUrl")!] : []), ...given.map(member)];
  const own = link.identifiers.filter((identifier) => !given.includes(identifier)).map(member);
  const operation = exampleOf(operations.filter(({ name }) => links.some((each) => each.operations.includes(name))));
  const isPlain = /^[A-Za-z_$][\w$]*$/.test(link.name);
  const builder = `links${isPlain ? `.${link.name}` : `[${literal(link.name)}]`}`;
  const enriched = operation
    ? `\nconst { data } = links.withLinks(await ${callOf(operation, source)}${identifiersFor(operation)});`
    : "";
  const [enricher, from] = operation ? ["`withLinks`", " of a result or a page"] : ["`enrich(name, records)`", ""];
  return [
    `\`${entryOf(source, "links")}\` builds the addresses of records in the portal: ${listOf(links.map(linkText))}. ` +
      `An identifier that is missing is a \`TypeError\` that names it. ${enricher} gives each record${from} a ` +
      "`portalUrl`: its own address where it has one on a host of the API, else the link; null where it says that " +
      "there is nothing to link to.",
    code(`import { createLinks } from ${moduleOf(source, "links")};

const links = createLinks(${objectOf(options)});
console.log(${builder}(${own.length > 0 ? objectOf(own) : ""}));${enriched}`),
  ];

  /** Identifiers that the records of an operation may not hold. */
  function identifiersFor({ name: responding }: Operation): string {
    const { name, identifiers, members } = links.find((link) => link.operations.includes(responding))!;
    const isHeld = (each: string) => Object.hasOwn(members, each) || each === "id" || each === `${name}Id`;
    const others = identifiers.filter((each) => !given.includes(each) && !isHeld(each)).map(member);
    return others.length > 0 ? `, ${objectOf(others)}` : "";
  }
}

/** The identifiers that every link needs, and those in hosts, which are given to all links. */
function givenOnce(links: readonly Link[]): string[] {
  const hosts = links.flatMap(({ hostIdentifiers }) => hostIdentifiers);
  const [first] = links;
  const common = links.length < 2 ? first!.requires : first!.identifiers;
  const everywhere = common.filter((each) => links.every(({ identifiers }) => identifiers.includes(each)));
  return [...new Set([...hosts, ...everywhere])];
}

function linkText({ name, url }: Link): string {
  return `${codeSpan(name)} (${codeSpan(url)})`;
}
