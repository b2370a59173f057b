import { sorted } from "../../../generator/document/json.ts";
import { defaultSettings, type Generated } from "../../../generator/entry.ts";
import type { MediaType } from "../../../generator/model/model.ts";
import type { Positions } from "../../../generator/model/values/compact-positions.ts";
import { ValuePositions } from "../../../generator/model/values/value-positions.ts";
import { equivalenceText } from "../../../generator/schema/equivalence.ts";

const values = defaultSettings([], undefined, "/").client.values;
const kinds = new Set(["digits", "bigint", "text", "date"] as const);

/**
 * All of an API that the order of its documents must not change: names, lock, file names, requirements, plans of pages,
 * and where values stand that are not as `JSON.parse` reads them; of texts for readers, nothing.
 */
export function fingerprint({ model, lockText, names, files, diagnostics }: Generated): unknown {
  if (!model || !names) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const positions = new ValuePositions(new Map(model.schemas.map(({ id, schema }) => [id, schema])), values);
  const positionsOf = (schema: unknown) => {
    const found = positions.of([schema], kinds);
    return found && inOneOrder(found);
  };
  const contentOf = (content: readonly MediaType[]) =>
    Object.fromEntries(content.map(({ type, schema }) => [type, [equivalenceText(schema), positionsOf(schema)]]));
  return sorted({
    lock: lockText?.new,
    files: files && [...files.keys()].sort(),
    events: names.events.map(({ places: _, ...event }) => event),
    operations: model.operations.map(
      ({ key, name, aliases, parameters, body, responses, isWithoutAuth, scopes, pages, server }) => ({
        ...{ key, name, aliases, isWithoutAuth, scopes, server },
        parameters: Object.fromEntries(
          parameters.map(({ argument, schema, ...each }) => [
            `${each.in} ${each.name}`,
            [argument, equivalenceText(schema), positionsOf(schema)],
          ]),
        ),
        body: body && [body.argument, contentOf(body.content)],
        responses: Object.fromEntries(responses.map(({ status, content }) => [status, contentOf(content)])),
        pages: pages && [pages.description, equivalenceText(pages.item)],
      }),
    ),
    schemas: model.schemas.map(({ id, name, aliases, published, schema }) => ({
      ...{ id, name, aliases, published },
      meaning: equivalenceText(schema),
      positions: positionsOf(schema),
    })),
    tags: Object.fromEntries(model.tags.map(({ title, ...tag }) => [title, [tag.name, tag.operations]])),
    servers: model.servers.map(({ variables, ...server }) => [
      server,
      Object.fromEntries(variables.map(({ name, ...variable }) => [name, variable])),
    ]),
    parameters: model.parameters.map(({ schema, example: _, ...parameter }) => [parameter, equivalenceText(schema)]),
    ...{ scopes: model.scopes, scopeRules: model.scopeRules, oauth: model.oauth, links: model.links },
    securitySchemes: model.securitySchemes,
  });
}

/** Positions in the order in which they are met where properties are gone through by name. */
function inOneOrder(positions: Positions): unknown {
  const order: number[] = [0];
  const indexOf = (at: number) => {
    if (at < 0) return at;
    if (!order.includes(at)) order.push(at);
    return order.indexOf(at);
  };
  const met: object[] = [];
  // the order grows while it is gone through
  for (const index of order) {
    const { properties = {}, items, values: rest, choices = [], ...own } = positions[index]!;
    const named = Object.entries(sorted({ ...properties }) as typeof properties);
    met.push({
      ...own,
      properties: named.map(([name, at]) => [name, indexOf(at)]),
      items: items !== undefined && indexOf(items),
      values: rest !== undefined && indexOf(rest),
      choices: choices.map(({ at, ...test }) => ({ ...test, at: indexOf(at) })),
    });
  }
  return met;
}
