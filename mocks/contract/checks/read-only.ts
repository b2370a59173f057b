import { isDeepStrictEqual } from "node:util";
import { isObject, setOwn } from "../../../generator/document/json.ts";
import { unmarked } from "../../document/exact-numbers.ts";
import { isJson } from "../../http/media-type.ts";
import { valueAt, withBody } from "../calls/call.ts";
import { schemaOfJson } from "../judges/described-body.ts";
import { quoted } from "../judges/fault.ts";
import { isSuccess } from "../running/exchange.ts";
import type { Check } from "../running/testing.ts";
import { viewsOf } from "../tested/views-of.ts";

/** Values of read-only members that a request has are not taken (section 4.8.24: they are the server's to set). */
export const checkReadOnly: Check = async ({ base, exchange }, testing) => {
  const { session, means } = testing;
  const { api } = session;
  const { operation, body } = base;
  if (operation.isSafe || body === undefined || "bytes" in body || !isJson(body.mediaType) || !isObject(body.value))
    return;
  const schema = operation.body?.contents.find(({ mediaType }) => mediaType === body.mediaType)?.schema;
  const looking = { views: api.views, schemas: api.request };
  const members = new Map(
    viewsOf(schema, body.value, looking).flatMap((view) => (view.kind === "object" ? [...view.members] : [])),
  );
  for (const [name, { schema: of, isReadOnly }] of members) {
    if (!isReadOnly || schemaOfJson(exchange) === undefined) continue;
    const usual = valueAt(exchange.json, [name]);
    const value = otherValue(of, usual);
    if (value === undefined) continue;
    const sent = {};
    for (const [key, member] of Object.entries(body.value)) setOwn(sent, key, member);
    setOwn(sent, name, value);
    const label = `body with ${name}, which is read-only`;
    await testing.inSteps([withBody(base, sent)], async ([call = base], running) => {
      const tried = await running.try(call, { kind: "negative", label });
      if (tried === undefined) return;
      await running.judge(tried, "anything", label);
      const kept = valueAt(tried.json, [name]);
      const said = call.body !== undefined && "value" in call.body ? valueAt(call.body.value, [name]) : undefined;
      if (!isSuccess(tried) || kept === undefined || said === undefined || !isSame(kept, said)) return;
      const message = `${name} is read-only, and a request set it to ${quoted(unmarked(said))}.`;
      running.findings.add({ rule: "read-only-accepted", cause: name, message }, tried);
    });
  }

  /** A value that the server would not have come to by itself. */
  function otherValue(of: unknown, usual: unknown): unknown {
    const view = api.views.resolved(of ?? true);
    if (view.kind === "enum") return view.values.find((value) => value !== usual);
    if (view.kind === "boolean") return typeof usual === "boolean" ? !usual : undefined;
    if (view.kind === "string" && view.format === "date-time") return "2001-02-03T04:05:06Z";
    if (!["string", "integer", "number"].includes(view.kind)) return undefined;
    const made = means.values.make(of ?? true, "all", "read-only");
    return isSame(made, usual) ? undefined : made;
  }
};

/** Whether a member has the value that was sent, written otherwise or not. */
function isSame(kept: unknown, sent: unknown): boolean {
  const time = (value: unknown) =>
    typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : Number.NaN;
  return isDeepStrictEqual(kept, sent) || String(kept) === String(unmarked(sent)) || time(kept) === time(sent);
}
