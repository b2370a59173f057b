import { didYouMean } from "../../generator/diagnostics/suggestion.ts";
import { UnknownOperationError } from "../control/find-operation.ts";
import { type SentNames, type SentOperation, sentKey } from "../document/sent-operations.ts";
import { refusalOf } from "./address.ts";
import type { Delivery, Receipt } from "./deliver.ts";
import type { GivenParts, SentMessage } from "./sent-message.ts";

/** Where a webhook goes, and what of it is not to be as the document alone has it. */
export interface WebhookToSend extends GivenParts {
  /** The address of the receiver: on this machine, or on a host that `mock.callbackHosts` lists. */
  readonly url: string;
}

/** Sends what the API itself sends. */
export interface WebhookControl {
  /**
   * Sends a webhook of the document, or a callback by its name, and gives the response of the receiver, which has two
   * seconds. What breaks the document, in either, is in `violations` and in `requests`.
   *
   * @throws {UnknownOperationError} when the document has no such webhook.
   * @throws {NotReceivedError} when nothing may be sent to the address, or nobody receives it.
   */
  sendWebhook(name: string, webhook: WebhookToSend): Promise<Receipt>;
}

/** What webhooks are sent with. */
interface Means {
  readonly find: (name: string) => SentOperation | undefined;
  readonly names: () => Iterable<string>;
  readonly hosts: readonly string[];
  readonly compose: (operation: SentOperation, given: GivenParts) => Promise<SentMessage>;
  readonly deliver: (delivery: Delivery) => Promise<Receipt>;
}

/** Sends webhooks by their names. */
export function createSendWebhook({ find, names, hosts, compose, deliver }: Means): WebhookControl["sendWebhook"] {
  return async (name, { url, ...given }) => {
    const operation = find(name);
    if (operation === undefined) {
      const suggestion = didYouMean(name, names());
      const hint = suggestion === undefined ? "" : `; ${suggestion}`;
      throw new UnknownOperationError(`there is no webhook "${name}"${hint}`);
    }
    return deliver({ operation, url, refusal: refusalOf(url, hosts), message: () => compose(operation, given) });
  };
}

/** Finds sent operations by the client's names, and by those that they have in the document; the first of one name. */
export function createFindSent(
  operations: readonly SentOperation[],
  clientNames: SentNames = new Map(),
): Pick<Means, "find" | "names"> {
  const byKey = new Map(operations.map((operation) => [sentKey(operation), operation]));
  const byName = new Map(operations.toReversed().map((operation) => [operation.name, operation]));
  for (const [name, key] of clientNames) {
    const operation = byKey.get(key);
    if (operation !== undefined) byName.set(name, operation);
  }
  return { find: (name) => byName.get(name), names: () => byName.keys() };
}
