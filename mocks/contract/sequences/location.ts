import type { Call } from "../calls/call.ts";
import { quoted } from "../judges/fault.ts";
import { headerOf } from "../message.ts";
import { identifierFor } from "../records/record-path.ts";
import { type Exchange, isSuccess } from "../running/exchange.ts";
import type { Testing } from "../running/testing.ts";

/** Location of what was created, or of what is under way, leads to something; it is followed on the same host alone. */
export async function checkLocation(exchange: Exchange, testing: Testing): Promise<void> {
  const { response, request } = exchange;
  const location = response && headerOf(response, "location");
  if (location === undefined || ![201, 202].includes(response?.status ?? 0)) return;
  const add = (message: string, at: Exchange) =>
    testing.findings.add({ rule: "location-wrong", cause: "location", message }, at);
  const url = parsed(location, request.url);
  if (url === undefined || url.origin !== new URL(request.url).origin || !(await testing.isLive())) return;
  const shown = quoted(location);
  const call = await callTo(url, exchange.call, testing);
  if (call === "unread") return;
  if (call === undefined) {
    add(`Location leads to nothing that the documents describe: ${shown}.`, exchange);
    return;
  }
  const found = await testing.try(call, { kind: "stateful", label: "following Location" });
  if (found === undefined) return;
  await testing.judge(found, "anything", "Location");
  if (!isSuccess(found) && ![301, 302, 303, 307, 308].includes(found.response?.status ?? 0))
    add(`Location leads to a status of ${found.response?.status}: ${shown}.`, exchange);
}

/** A read of what an address is of; undefined where no operation has it, "unread" where none of them reads. */
async function callTo(url: URL, { holder }: Call, testing: Testing): Promise<Call | "unread" | undefined> {
  const { api, url: server } = testing.session;
  const base = new URL(server).pathname.replace(/\/$/, "");
  if (!url.pathname.startsWith(`${base}/`)) return undefined;
  const segments = url.pathname.slice(base.length).split("/");
  let isKnown = false;
  for (const operation of api.operations) {
    const template = operation.info.path.split("/");
    if (template.length !== segments.length) continue;
    const given = new Map<string, unknown>();
    const isFitting = template.every((part, index) => {
      const name = /^\{([^{}]+)\}$/.exec(part)?.[1];
      if (name === undefined) return part === segments[index];
      const parameter = operation.parameters.find(({ key }) => key === `path ${name}`);
      given.set(`path ${name}`, identifierFor(decoded(segments[index] ?? ""), parameter?.schema, api));
      return segments[index] !== "";
    });
    isKnown ||= isFitting;
    if (!isFitting || operation.info.method !== "GET") continue;
    return { ...(await testing.means.calls.at(operation, { arguments: given, isPlaced: true }, "location")), holder };
  }
  return isKnown ? "unread" : undefined;
}

function parsed(location: string, base: string): URL | undefined {
  return URL.canParse(location, base) ? new URL(location, base) : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
