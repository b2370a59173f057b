import type { Violation } from "../../validation/violation.ts";
import type { Call } from "../calls/call.ts";
import { writeCall, writtenVariables } from "../calls/write-call.ts";
import type { TestedApi } from "../tested/tested-api.ts";

/** Whether a request is one that the documents do not allow, as the mock sees it. */
export async function isInvalid(call: Call, api: TestedApi): Promise<boolean> {
  return (await brokenBy(call, api)).length > 0;
}

/** Whether the body of a request, as it is written, is one that the documents do not allow. */
export async function hasInvalidBody(call: Call, api: TestedApi): Promise<boolean> {
  return (await errorsOf(call, api)).some(({ location }) => location[1] === "body");
}

/** What a request breaks of the documents, by its place, the keyword and its words. */
export async function brokenBy(call: Call, api: TestedApi): Promise<string[]> {
  const errors = await errorsOf(call, api);
  return errors.map(({ location, code, message }) => JSON.stringify([location, code, message])).toSorted();
}

async function errorsOf(call: Call, api: TestedApi): Promise<Violation[]> {
  const { url, headers, body = new Uint8Array() } = writeCall(call, { api, url: "http://localhost" }, []);
  const query = url.includes("?") ? url.slice(url.indexOf("?") + 1) : "";
  const { violations } = await call.operation.validateRequest({
    variables: writtenVariables(call),
    query,
    headers: {
      ...(body.byteLength > 0 && { "content-length": String(body.byteLength) }),
      ...Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    },
    body,
  });
  return violations.filter(({ severity }) => severity === "Error");
}
