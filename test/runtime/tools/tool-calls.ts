import type { OperationDescription } from "../../../generator/runtime/core/description.ts";
import { createTransport, type TransportOptions } from "../../../generator/runtime/core/transport.ts";
import { bodyOf, jsonBody, writeJson } from "../../../generator/runtime/request/body.ts";
import { type Operation, operation } from "../../../generator/runtime/request/operation.ts";
import { callTool, type ToolOptions } from "../../../generator/runtime/tools/call-tool.ts";
import type { JsonSchema, ToolSet } from "../../../generator/runtime/tools/definitions.ts";
import { type Cause, diagnose, type Finding } from "../../../generator/runtime/tools/diagnose.ts";
import type { ToolEnvelope } from "../../../generator/runtime/tools/session-results.ts";
import { writeValues } from "../../../generator/runtime/values.ts";

/** A tool set of one tool, `doThing`, whose arguments have these schemas. */
export function toolSet(properties: JsonSchema, description: Partial<OperationDescription> = {}): ToolSet {
  const described = { name: "doThing", method: "GET", path: "/things", ...description };
  const doThing: Operation<[args?: object], unknown, unknown> = operation(described);
  const input = { type: "object", properties, additionalProperties: false };
  return { tools: { doThing: { description: "Do it", input } }, schemas: {}, operations: { doThing }, unavailable: {} };
}

/** What was sent: the path and the query, and the body. */
export interface Sent {
  readonly url: string;
  readonly body: string;
}

export interface CalledTool {
  readonly envelope: ToolEnvelope;
  readonly sent: readonly Sent[];
  readonly findings: readonly Finding[];
  readonly causes: readonly Cause[];
}

/** Calls `doThing`, which responds with the given JSON. */
export async function callThing(
  api: ToolSet,
  args: unknown,
  { data = {}, transport = {}, ...options }: ToolOptions & { data?: unknown; transport?: TransportOptions } = {},
): Promise<CalledTool> {
  const sent: Sent[] = [];
  const fetch = async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    sent.push({ url: pathname + search, body: await request.text() });
    return Response.json(data);
  };
  const client = createTransport({ baseUrl: "http://127.0.0.1", fetch, ...transport });
  const envelope = await callTool(api, client, { name: "doThing", args, options });
  const findings = diagnose(api, envelope);
  return { envelope, sent, findings, causes: findings.map(({ cause }) => cause) };
}

/** JSON bodies without and with an integer of 64 bits at `id`. */
export const plainBody: OperationDescription["body"] = jsonBody;
export const bodyWithId: OperationDescription["body"] = bodyOf({
  writers: [writeValues([{ properties: { id: 1 } }, { is: "digits" }], writeJson)],
});
