import type { Call } from "../calls/call.ts";
import { quoted } from "../judges/fault.ts";
import { linksOf } from "../records/links.ts";
import { isSuccess } from "../running/exchange.ts";
import type { Accepted, Testing } from "../running/testing.ts";

/** Follows the links of a response that read something (section 4.8.20). */
export async function checkLinks({ exchange }: Accepted, testing: Testing): Promise<void> {
  const { call } = exchange;
  const links = linksOf(exchange, testing.session.api).filter(({ target }) => target.isSafe);
  if (links.length === 0 || !(await testing.isLive())) return;
  for (const { name, target, arguments: given } of links) {
    const to: Call = await testing.means.calls.at(target, { arguments: given, isPlaced: true }, "link");
    const label = `following the link ${quoted(name)}`;
    const found = await testing.try({ ...to, isPlaced: true }, { kind: "stateful", label });
    if (found === undefined) continue;
    await testing.judge(found, "anything", label);
    if (isSuccess(found) || (found.response?.status ?? 0) >= 500) continue;
    const of = `The link ${quoted(name)} of ${call.operation.info.name}`;
    const message = `${of} leads to a status of ${found.response?.status}.`;
    testing.findings.add({ rule: "link-broken", cause: `${call.operation.info.name} ${name}`, message }, found);
  }
}
