import { entryOf, moduleOf } from "../../../emit/examples/example-calls.ts";
import { code, listOf } from "../../../emit/examples/markdown.ts";
import type { OutputSettings, Section } from "../../../emit/toolkit.ts";
import type { Model } from "../../../model/model.ts";

/** How a webhook is received. */
export function webhookSection(model: Model, settings: OutputSettings): Section[] {
  const { webhooks } = model;
  const [first] = webhooks;
  if (!first) return [];
  const source = { model, settings };
  const module = entryOf(source, "webhooks/<name>");
  const names = listOf(webhooks.map((webhook) => `\`${webhook.name}\``));
  const paragraph =
    `The API sends requests of its own: ${names}. Each is a module, \`${module}\`, with the types of ` +
    "what it carries and of the responses that the API takes. `parseWebhook` reads one from a `Request`, from a " +
    "request of Node.js, or from `{ headers, body }` with the raw body. `verify` checks the signature before " +
    "anything is parsed: where it throws or gives `false`, the promise rejects with a `WebhookError`, whose " +
    "`status` is one to respond with.";
  const example = `import { parseWebhook } from ${moduleOf(source, webhooksEntry(model).slice(2))};
import { ${first.name} } from ${moduleOf(source, `webhooks/${first.name}`)};
const { payload } = await parseWebhook(${first.name}, request, {
  verify: ({ text, headers }) => isSigned(text, headers["x-signature"]),
});`;
  return [{ title: "Webhooks", paragraphs: [paragraph, code(example)] }];
}

/** The entry of all webhooks. A tag keeps its module where it is called so. */
export function webhooksEntry({ tags }: Model): string {
  return tags.some(({ name }) => name === "webhooks") ? "./webhooks/all" : "./webhooks";
}
