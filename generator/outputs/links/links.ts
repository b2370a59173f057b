import type { Output } from "../../emit/output.ts";
import { SourceFile } from "../../emit/source-file.ts";
import { client, runtime } from "../../emit/symbols.ts";
import { commentText, literal, memberName } from "../../emit/text.ts";
import type { Link, Model } from "../../model/model.ts";
import { linkParagraphs } from "./link-section.ts";

/** Links into the API's portal, where the settings or the documents have templates. */
export const links: Output = {
  name: "links",
  requires: ["client"],
  appliesTo: (model) => model.links.length > 0,
  emit: (model) => ({ modules: [linksModule(model)], exports: { "./links": "links" } }),
  describe: (model, { settings }) => [{ title: "Links", paragraphs: linkParagraphs({ model, settings }) }],
};

function linksModule({ links }: Model): SourceFile {
  const file = new SourceFile("links", {
    declares: ["templates", "LinkIdentifiers", "LinksOptions", "Known", "createLinks"],
  });
  const all = new Set(links.flatMap((link) => [...link.hostIdentifiers, ...link.identifiers]));
  const templates = links.map((link) => `\n  ${memberName(link.name)}: ${literal(templateOf(link))},`);
  const needs = links.map(
    (link) =>
      `\n  /** \`${commentText(link.url).replace(/\s+/g, " ")}\` */\n  ${memberName(link.name)}: ${link.identifiers.map(literal).join(" | ") || "never"};`,
  );
  const use = (name: string) => file.use(runtime(name));
  const [identifier, settled, transportOptions] = [
    use("Identifier"),
    use("Settled"),
    file.use(client.TransportOptions),
  ];
  const given = [...all].map((each) => `\n  ${memberName(each)}?: ${identifier} | undefined;`);
  file.reexport(...["Enriching", "Identifier", "Linked", "Links", "LinkTo", "Portal"].map(runtime));
  file.statements.push(
    [
      `const templates: { readonly [name: string]: ${use("LinkTemplate")} } = {${templates.join("")}
};`,
      `/** The identifiers that each link is made of. */
export interface LinkIdentifiers {${needs.join("")}
}`,
      `/** What {@link createLinks} takes: a server, and identifiers that need not be given to each link then. */
export interface LinksOptions
  extends Pick<${transportOptions}, Extract<keyof ${transportOptions}, "baseUrl" | "server" | "serverVariables">> {
  /** Further hosts whose addresses a response may name in place of a link. */
  hosts?: readonly string[] | undefined;${given.join("")}
}`,
      `/** Makes the options that are no options errors. */
type Known<Given> = { readonly [Name in Exclude<keyof Given, keyof LinksOptions>]: never };`,
      `/**
 * Builders of addresses in the portal, by name, and what adds such addresses to records. A missing or empty identifier is a
 * TypeError that names it.
 */
export function createLinks<Given extends LinksOptions>(options: Given & Known<Given>): ${use("Links")}<LinkIdentifiers, ${settled}<Given>> {
  return ${use("createLinks")}<LinkIdentifiers, ${settled}<Given>>(templates, ${file.use(client.servers)}, { ...options });
}`,
    ].join("\n\n"),
  );
  return file;
}

function templateOf({ url, requires, members, operations }: Link): object {
  return {
    url,
    requires: requires.length > 0 ? requires : undefined,
    members: Object.keys(members).length > 0 ? members : undefined,
    operations: operations.length > 0 ? operations : undefined,
  };
}
