import { unmarked } from "../../document/exact-numbers.ts";
import { preferredContent } from "../calls/base-calls.ts";
import type { Call } from "../calls/call.ts";
import { schemaOfJson } from "../judges/described-body.ts";
import { itemsOf, listViewOf } from "../lists/list-view.ts";
import { type FollowedLink, linksOf } from "../records/links.ts";
import { type Exchange, isSuccess } from "../running/exchange.ts";
import type { Check, Testing } from "../running/testing.ts";
import { fullCall } from "./creation.ts";
import { addDifferences, saidIn } from "./record-context.ts";

const label = "following the links of what was created";

/** What no path tells of is read, listed, changed and removed by the links of its creation (section 4.8.20). */
export const checkLinked: Check = async ({ base }, testing) => {
  if (!testing.records.linked.makes(base.operation) || !(await areKept(base, testing))) return;
  const full = await fullCall(base, testing);
  await testing.inSteps([full], ([call = full], running) => follow(call, running));
};

/** Whether two of them are read, each as itself: what responds with examples keeps nothing. */
async function areKept(base: Call, testing: Testing): Promise<boolean> {
  const seen: string[] = [];
  for (let count = 0; count < 2; count += 1) {
    const made = await testing.try(base, { kind: "stateful", label: "whether records are kept" });
    const link = made && isSuccess(made) ? readingOf(linksOf(made, testing.session.api)) : undefined;
    const read = link && (await at(link, testing));
    const [id = ""] = link === undefined ? [] : idsOf(link);
    if (read === undefined || !isSuccess(read) || id === "" || !has(read.json, id)) return false;
    seen.push(id);
  }
  return new Set(seen).size === 2;
}

async function follow(call: Call, testing: Testing): Promise<void> {
  const created = await testing.try(call, { kind: "stateful", label });
  if (created === undefined) return;
  await testing.judge(created, "anything", label);
  const links = isSuccess(created) ? linksOf(created, testing.session.api) : [];
  const reading = readingOf(links);
  if (reading === undefined) return;
  const compare = (sent: unknown, found: Exchange, rule: "not-changed" | "not-created", what: string) =>
    addDifferences({ sent, found: found.json, rule, what }, found, { schema: schemaOfJson(found), testing });
  const read = await at(reading, testing);
  if (read === undefined) return;
  if (!isSuccess(read)) {
    const message = `What was created is read with the status ${read.response?.status}.`;
    testing.findings.add({ rule: "not-created", cause: "read", message }, read);
    return;
  }
  compare(saidIn(call, []), read, "not-created", "when it is read");
  await checkListed(links, reading, testing);
  const change = links.find(({ target }) => ["PATCH", "PUT"].includes(target.info.method));
  if (change !== undefined) {
    const least = await testing.means.calls.at(change.target, placement(change), "linked");
    const content = preferredContent(change.target);
    // other values than those that it was created with
    const other = content && (await testing.means.calls.bodyFor(content, "all", "changed by a link"));
    const changing = other === undefined ? least : { ...least, body: other.body };
    const changed = await testing.expect(changing, { kind: "stateful", label });
    const after = changed && (await at(reading, testing));
    if (after && isSuccess(after)) compare(saidIn(changing, []), after, "not-changed", "after it was changed");
  }
  await checkRemoved(links, reading, testing);
}

async function checkListed(links: readonly FollowedLink[], reading: FollowedLink, testing: Testing): Promise<void> {
  const { api } = testing.session;
  for (const link of links) {
    const view = link.target.isSafe ? listViewOf(link.target, api) : undefined;
    if (view === undefined || view.paging !== undefined) continue;
    const list = await at(link, testing);
    const items = list && isSuccess(list) ? itemsOf(list, view) : undefined;
    const [id = ""] = idsOf(reading);
    if (list === undefined || items === undefined || items.some((item) => has(item, id))) continue;
    const message = `What was created is not in the list: ${id}.`;
    testing.findings.add({ rule: "not-listed", cause: "list", message, certainty: "likely" }, list);
  }
}

async function checkRemoved(links: readonly FollowedLink[], reading: FollowedLink, testing: Testing): Promise<void> {
  const removal = links.find(({ target }) => target.info.method === "DELETE");
  if (removal === undefined) return;
  const call = await testing.means.calls.at(removal.target, placement(removal), "linked");
  const gone = (await testing.expect(call, { kind: "stateful", label })) && (await at(reading, testing));
  if (gone === undefined || !isSuccess(gone)) return;
  const message = `What was deleted is still read, with the status ${gone.response?.status}.`;
  testing.findings.add({ rule: "not-deleted", cause: reading.target.info.name, message }, gone);
}

/** The link by which it is read: to an operation that only reads, and is told which one. */
function readingOf(links: readonly FollowedLink[]): FollowedLink | undefined {
  return links.find((link) => link.target.info.method === "GET" && idsOf(link).length > 0);
}

function idsOf(link: FollowedLink): string[] {
  return [...link.arguments].flatMap(([key, value]) => (key.startsWith("path ") ? [String(unmarked(value))] : []));
}

async function at(link: FollowedLink, testing: Testing): Promise<Exchange | undefined> {
  const call = await testing.means.calls.at(link.target, placement(link), "linked");
  const found = await testing.try({ ...call, isPlaced: false }, { kind: "stateful", label });
  if (found !== undefined) await testing.judge(found, "anything", label);
  return found;
}

function placement({ arguments: given }: FollowedLink) {
  return { arguments: given, isPlaced: true };
}

/** Whether a member of a body has a value. */
function has(body: unknown, id: string): boolean {
  return typeof body === "object" && body !== null && Object.values(body).some((one) => String(unmarked(one)) === id);
}
