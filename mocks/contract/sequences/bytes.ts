import { isObject, setOwn } from "../../../generator/document/json.ts";
import { essenceOf, isJson } from "../../http/media-type.ts";
import { type Call, valueAt } from "../calls/call.ts";
import { headerOf } from "../message.ts";
import { variablesOf } from "../records/record-path.ts";
import { isSuccess } from "../running/exchange.ts";
import type { Check, Testing } from "../running/testing.ts";
import type { TestedOperation } from "../tested/tested-operation.ts";
import { roleOf } from "./record-context.ts";

/** All bytes there are, line ends of every kind among them. */
const allBytes = Uint8Array.from([...Array.from({ length: 256 }, (_, byte) => byte), 13, 10, 13, 10, 10, 13, 0, 255]);

/** Bytes come back as they were sent: they are downloaded at the path of the upload, or at that of what it created. */
export const checkBytes: Check = async ({ base, exchange }, testing) => {
  const { operation, body } = base;
  if (operation.isSafe || body === undefined || !(await testing.isLive())) return;
  if ("bytes" in body) {
    if (operation.info.method !== "PUT" || !isSuccess(exchange)) return;
    await testing.inSteps([base], async ([call = base], running) => {
      const sent = call === base ? exchange : await running.try(call, exchange.testCase);
      if (sent === undefined || !isSuccess(sent) || call.body === undefined || !("bytes" in call.body)) return;
      await compare(call.body.bytes, placed(operation, call, running), running);
    });
    return;
  }
  if (!essenceOf(body.mediaType).startsWith("multipart/") || !isObject(body.value)) return;
  const schema = operation.body?.contents.find(({ mediaType }) => mediaType === body.mediaType)?.schema;
  const { shapes, resolve } = testing.session.api.request;
  const files = [...shapes.propertyNames(schema)].filter((name) => isFile(resolve(shapes.property(schema, name))));
  const [file, ...others] = files;
  if (file === undefined || others.length > 0) return;
  const value = {};
  for (const [name, member] of Object.entries(body.value)) setOwn(value, name, member);
  setOwn(value, file, Buffer.from(allBytes));
  const upload = { ...base, body: { ...body, value } };
  await testing.inSteps([upload], ([call = upload], running) => checkUpload(call, file, running));
};

/** A file of a form is downloaded at the path of what its upload has created. */
async function checkUpload(call: Call, file: string, testing: Testing): Promise<void> {
  const { operation, body } = call;
  const bytes = body !== undefined && "value" in body ? valueAt(body.value, [file]) : undefined;
  if (!(bytes instanceof Uint8Array)) return;
  const label = "uploading bytes, and downloading them";
  const sent = await testing.try(call, { kind: "stateful", label });
  if (sent === undefined) return;
  await testing.judge(sent, "anything", label);
  const made = testing.records.note(sent);
  if (!isSuccess(sent) || made === undefined) return;
  const found = roleOf(operation, testing);
  const path = found?.collection.path;
  const reading = testing.session.api.operations.find(
    ({ info }) => info.method === "GET" && info.path.replace(/\{[^}]*\}/g, "{}") === `${path}/{}`,
  );
  if (reading === undefined) return;
  const placement = testing.records.placedAt(reading, made.ids);
  await compare(bytes, await testing.means.calls.at(reading, placement, "bytes"), testing);
}

function isFile(schema: unknown): boolean {
  return (
    isObject(schema) && (schema["format"] === "binary" || schema["contentMediaType"] === "application/octet-stream")
  );
}

/** The read at the same path. */
function placed(operation: TestedOperation, base: Call, { session }: Testing): Call | undefined {
  const { api } = session;
  const reading = api.operations.find(({ info }) => info.method === "GET" && info.path === operation.info.path);
  if (reading === undefined) return undefined;
  const names = variablesOf(reading, api).map(({ name }) => `path ${name}`);
  const given = new Map(names.map((name) => [name, base.arguments.get(name)]));
  return { operation: reading, arguments: given, holder: { kind: "valid" }, isPlaced: true };
}

async function compare(sent: Uint8Array, call: Call | undefined, testing: Testing): Promise<void> {
  if (call === undefined) return;
  const label = "downloading what was uploaded";
  const found = await testing.try(call, { kind: "stateful", label });
  if (found === undefined) return;
  await testing.judge(found, "accepted", label);
  const type = found.response && headerOf(found.response, "content-type");
  if (!isSuccess(found) || isJson(type) || Buffer.compare(sent, found.content) === 0) return;
  const uploaded = sent.length === 1 ? "1 byte was" : `${sent.length} bytes were`;
  const message = `${uploaded} uploaded, and ${found.content.length} others come back.`;
  testing.findings.add({ rule: "bytes-changed", cause: "bytes", message, certainty: "likely" }, found);
}
