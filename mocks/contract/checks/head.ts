import { quoted } from "../judges/fault.ts";
import { headerOf } from "../message.ts";
import type { Check } from "../running/testing.ts";

/** Headers that HEAD and GET have alike (RFC 9110, section 9.3.2), if both have them. */
const alike = ["content-type", "content-length", "etag", "last-modified", "content-encoding", "content-language"];

/** HEAD has the status and the headers of GET. */
export const checkHead: Check = async ({ base }, testing) => {
  const { operation } = base;
  if (operation.info.method !== "GET") return;
  const { api } = testing.session;
  const documented = api.operations.find(
    ({ info }) =>
      info.method === "HEAD" &&
      info.path.replace(/\{[^}]*\}/g, "{}") === operation.info.path.replace(/\{[^}]*\}/g, "{}"),
  );
  const testCase = { kind: "positive", label: "HEAD beside GET" } as const;
  const call = { ...base, method: "HEAD" };
  const before = await testing.try(base, testCase);
  const head = await testing.try(call, testCase);
  const after = await testing.try(base, testCase);
  if (!before?.response || !head?.response || !after?.response) return;
  await testing.judge(head, "anything", "HEAD");
  const { status } = head.response;
  if (documented === undefined && [400, 403, 404, 405, 501].includes(status)) return;
  const about = { ...head, call: { ...call, operation: documented ?? operation } };
  if (status !== before.response.status) {
    const message = `HEAD has the status ${status}, and GET has ${before.response.status}.`;
    testing.findings.add({ rule: "head-differs", cause: "status", message }, about);
    return;
  }
  for (const name of alike) {
    const [first, second] = [headerOf(before.response, name), headerOf(after.response, name)];
    const own = headerOf(head.response, name);
    // what changes from one GET to the next tells nothing
    if (first === undefined || own === undefined || first !== second || own === first) continue;
    const message = `HEAD has ${name}: ${quoted(own)}, and GET has ${quoted(first)}.`;
    testing.findings.add({ rule: "head-differs", cause: name, message }, about);
  }
};
