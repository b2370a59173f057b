import { type Call, withArgument } from "../calls/call.ts";
import { isSuccess } from "../running/exchange.ts";
import type { Check, Testing } from "../running/testing.ts";

/** A request that is sent again with its idempotency key is carried out once. */
export const checkIdempotency: Check = async ({ base }, testing) => {
  const { operation } = base;
  const parameter = operation.parameters.find(({ name, place }) => place === "header" && /idempoten/i.test(name));
  if (operation.isSafe || parameter === undefined || !(await testing.isLive())) return;
  let times = 0;
  await testing.inSteps([base], async ([given = base], running) => {
    times += 1;
    const salt = `idempotency ${operation.info.name}${times === 1 ? "" : ` ${times}`}`;
    const key = running.means.values.make(parameter.schema ?? true, "all", salt);
    await sendTwice(withArgument(given, parameter.key, key), running);
  });
};

async function sendTwice(call: Call, testing: Testing): Promise<void> {
  const label = "the same again with its idempotency key";
  const first = await testing.try(call, { kind: "stateful", label });
  if (first === undefined) return;
  await testing.judge(first, "accepted", label);
  const second = isSuccess(first) ? await testing.try(call, { kind: "stateful", label }) : undefined;
  if (second === undefined) return;
  await testing.judge(second, "anything", label);
  const [made, again] = [testing.records.note(first), testing.records.note(second)];
  const isOther = made !== undefined && again !== undefined && made.ids.join() !== again.ids.join();
  if (isSuccess(second) && !isOther) return;
  const message = isOther
    ? "A request that was sent again with its idempotency key made another record."
    : `A request that was sent again with its idempotency key has the status ${second.response?.status}.`;
  testing.findings.add({ rule: "idempotency-ignored", cause: "key", message, certainty: "likely" }, second);
}
