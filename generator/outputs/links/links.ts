import type { Output } from "../../emit/output.ts";
import { codeOf } from "../../emit/printing/code.ts";
import { type TypeCode, unionOf } from "../../emit/printing/types.ts";
import { SourceFile } from "../../emit/source-file.ts";
import { client, runtime } from "../../emit/symbols.ts";
import { commentText, literal, memberName, propertyKey } from "../../emit/text.ts";
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
  const use = (name: string) => file.use(runtime(name));
  const [identifier, settled] = [use("Identifier"), use("Settled")];
  const options = file.use(client.TransportOptions);
  const known = new Set(links.flatMap((link) => [...link.hostIdentifiers, ...link.identifiers]));
  const of: TypeCode[] = ["LinkIdentifiers", generic(settled, "Given")];
  file.reexport(...["Enriching", "Identifier", "Linked", "Links", "LinkTo", "Portal"].map(runtime));
  file.statements.push(
    {
      kind: "const",
      name: "templates",
      isLocal: true,
      type: `{ readonly [name: string]: ${use("LinkTemplate")} }`,
      value: { kind: "object", entries: links.map((link) => [propertyKey(link.name), codeOf(templateOf(link))]) },
    },
    {
      kind: "interface",
      name: "LinkIdentifiers",
      doc: "The identifiers that each link is made of.",
      members: links.map(({ name, url, identifiers }) => ({
        name: memberName(name),
        type: unionOf(identifiers.map(literal)),
        doc: `\`${commentText(url).replace(/\s+/g, " ")}\``,
      })),
    },
    {
      kind: "interface",
      name: "LinksOptions",
      doc: "What `createLinks` takes: a server, and identifiers that need not be given to each link then.",
      extends: [
        generic("Pick", options, generic("Extract", `keyof ${options}`, '"baseUrl" | "server" | "serverVariables"')),
      ],
      members: [
        {
          name: "hosts",
          type: "readonly string[] | undefined",
          isOptional: true,
          doc: "Further hosts whose addresses a response may name in place of a link.",
        },
        ...[...known].map((each) => ({ name: memberName(each), type: `${identifier} | undefined`, isOptional: true })),
      ],
    },
    {
      kind: "type",
      name: "Known",
      isLocal: true,
      doc: "Makes members that are not options errors.",
      typeParameters: ["Given"],
      type: "{ readonly [Name in Exclude<keyof Given, keyof LinksOptions>]: never }",
    },
    {
      kind: "function",
      name: "createLinks",
      doc: `Builders of addresses in the portal, by name, and what adds such addresses to records. A missing or
empty identifier is a TypeError that names it.`,
      typeParameters: ["Given extends LinksOptions"],
      parameters: [{ name: "options", type: "Given & Known<Given>" }],
      returns: generic(use("Links"), ...of),
      body: [
        [
          "return ",
          {
            kind: "call",
            callee: use("createLinks"),
            typeArguments: of,
            args: ["templates", file.use(client.servers), "{ ...options }"],
          },
        ],
      ],
    },
  );
  return file;
}

function generic(name: string, ...of: readonly TypeCode[]): TypeCode {
  return { kind: "generic", name, of };
}

function templateOf({ url, requires, members, operations }: Link): object {
  return {
    url,
    requires: requires.length > 0 ? requires : undefined,
    members: Object.keys(members).length > 0 ? members : undefined,
    operations: operations.length > 0 ? operations : undefined,
  };
}
