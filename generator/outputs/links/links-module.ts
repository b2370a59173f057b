import { SourceFile } from "../../emit/source-file.ts";
import { commentText, literal, memberName } from "../../emit/text.ts";
import type { Link, Model } from "../../model/model.ts";

/** The module of links into the API's portal; undefined where neither the settings nor the documents have templates. */
export function linksModule({ links }: Model): SourceFile | undefined {
  if (links.length === 0) return undefined;
  const file = new SourceFile("links");
  const all = new Set(links.flatMap((link) => [...link.hostIdentifiers, ...link.identifiers]));
  const templates = links.map((link) => `\n  ${memberName(link.name)}: ${literal(templateOf(link))},`);
  const needs = links.map(
    (link) =>
      `\n  /** \`${commentText(link.url).replace(/\s+/g, " ")}\` */\n  ${memberName(link.name)}: ${link.identifiers.map(literal).join(" | ") || "never"};`,
  );
  const given = [...all].map((identifier) => `\n  ${memberName(identifier)}?: Identifier | undefined;`);
  file.statements.push(
    [
      `import { createLinks as create, type Identifier, type Links, type LinkTemplate, type Settled } from "./runtime/links.js";
import { servers, type TransportOptions } from "./transport.js";`,
      'export type { Enriching, Identifier, Linked, Links, LinkTo, Portal } from "./runtime/links.js";',
      `const templates: { readonly [name: string]: LinkTemplate } = {${templates.join("")}
};`,
      `/** The identifiers that each link is made of. */
export interface LinkIdentifiers {${needs.join("")}
}`,
      `/** What {@link createLinks} takes: a server, and identifiers that need not be given to each link then. */
export interface LinksOptions
  extends Pick<TransportOptions, Extract<keyof TransportOptions, "baseUrl" | "server" | "serverVariables">> {
  /** Further hosts whose addresses a response may name in place of a link. */
  hosts?: readonly string[] | undefined;${given.join("")}
}`,
      `/** Makes the options that are no options errors. */
type Known<Given> = { readonly [Name in Exclude<keyof Given, keyof LinksOptions>]: never };`,
      `/**
 * Builders of addresses in the portal, by name, and what adds such addresses to records. A missing or empty identifier is a
 * TypeError that names it.
 */
export function createLinks<Given extends LinksOptions>(options: Given & Known<Given>): Links<LinkIdentifiers, Settled<Given>> {
  return create<LinkIdentifiers, Settled<Given>>(templates, servers, { ...options });
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
