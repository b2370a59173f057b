import { withArgument } from "../calls/call.ts";
import { headerOf } from "../message.ts";
import { isSuccess } from "../running/exchange.ts";
import type { Check } from "../running/testing.ts";

/** Requests that are conditional on an entity tag obey it (RFC 9110, section 13.1), where the documents say so. */
export const checkConditions: Check = async ({ base, exchange }, testing) => {
  const { operation } = base;
  const named = (name: string) =>
    operation.parameters.find((one) => one.place === "header" && one.name.toLowerCase() === name);
  const isListed = (status: number) => operation.responses.some((one) => one.status === String(status));
  const noneMatch = named("if-none-match");
  const match = named("if-match");
  const tag = exchange.response && headerOf(exchange.response, "etag");
  if (operation.isSafe && noneMatch !== undefined && isListed(304) && tag !== undefined && (await testing.isLive())) {
    const label = "with the entity tag that it has";
    const found = await testing.try(withArgument(base, noneMatch.key, tag), { kind: "positive", label });
    if (found !== undefined) await testing.judge(found, "anything", label);
    const again = found?.response && headerOf(found.response, "etag");
    if (found !== undefined && isSuccess(found) && again === tag) {
      const message = "What has not changed comes again, whatever If-None-Match says.";
      testing.findings.add({ rule: "condition-ignored", cause: "if-none-match", message, certainty: "likely" }, found);
    }
  }
  if (!operation.isSafe && match !== undefined && isListed(412) && (await testing.isLive())) {
    const label = "with an entity tag that it does not have";
    const value = '"twinspec-other"';
    if (!testing.means.values.isValid(match.schema, value)) return;
    await testing.inSteps([withArgument(base, match.key, value)], async ([call = base], running) => {
      const found = await running.try(call, { kind: "stateful", label });
      if (found === undefined) return;
      await running.judge(found, "anything", label);
      if (!isSuccess(found)) return;
      const message = "A change is made whatever If-Match says.";
      running.findings.add({ rule: "condition-ignored", cause: "if-match", message, certainty: "likely" }, found);
    });
  }
};
