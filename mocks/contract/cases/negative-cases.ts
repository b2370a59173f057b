import { essenceOf, isJson } from "../../http/media-type.ts";
import { preferredContent } from "../calls/base-calls.ts";
import { type Call, withArgument, withBody, withValueAt } from "../calls/call.ts";
import { writeCall } from "../calls/write-call.ts";
import type { Case } from "./case.ts";
import { isInvalid } from "./is-invalid.ts";
import { type CaseMeans, isFree, labelOf, partOf, partOfBody } from "./positive-cases.ts";
import { faultyChanges } from "./value-changes.ts";

/** What the documents do not allow, one thing wrong at a time. `base` is a call that the server takes. */
export async function negativeCases(base: Call, means: CaseMeans): Promise<Case[]> {
  const cases = [...parameterCases(base, means), ...(await bodyCases(base, means))];
  const invalid = await Promise.all(cases.map((each) => isInvalid(each.call, means.api)));
  return cases.filter((_, index) => invalid[index]);
}

function parameterCases(base: Call, { api, calls }: CaseMeans): Case[] {
  return base.operation.parameters.flatMap((parameter): Case[] => {
    const { key, name, place, isRequired, schema, fixed } = parameter;
    if (fixed) return [];
    const part = partOf(parameter);
    const missing =
      isRequired && place !== "path"
        ? [{ ...caseOf(withArgument(base, key, undefined), `without ${name}`, key), part }]
        : [];
    if (place !== "path" && !isFree(parameter) && !isRequired) return missing;
    const value = base.arguments.get(key) ?? calls.argumentFor(parameter, "in");
    const faulty = faultyChanges(schema ?? true, value, api).flatMap((change): Case[] => {
      const changed = withValueAt(value, change.path, change.value);
      if (changed === undefined || changed === null || (place === "path" && changed === "")) return [];
      const about = [key, ...change.path].join(" ");
      return [{ ...caseOf(withArgument(base, key, changed), labelOf(name, change), about), part }];
    });
    return [...missing, ...faulty];
  });
}

async function bodyCases(base: Call, { api, calls }: CaseMeans): Promise<Case[]> {
  const { body } = base.operation;
  const content = preferredContent(base.operation);
  if (body === undefined || content === undefined) return [];
  const { mediaType, schema } = content;
  const { body: own, ...without } = base;
  const cases: Case[] = body.isRequired ? [caseOf(without, "without a body", "body missing")] : [];
  const bytes = (text: string) => new TextEncoder().encode(text);
  const types = new Set(body.contents.map((each) => essenceOf(each.mediaType)));
  const other = ["text/x-twinspec", "application/x-twinspec"].find((type) => !types.has(type))!;
  if (own !== undefined) {
    const written = writeCall(base, { api, url: "http://localhost" }, []).body ?? bytes("twinspec");
    const call = { ...without, body: { mediaType: other, bytes: written } };
    cases.push(caseOf(call, "with another media type", "body media type"));
  }
  if (isJson(mediaType)) {
    const call = { ...without, body: { mediaType, bytes: bytes('{"twinspec": ') } };
    cases.push(caseOf(call, "with a body that is no JSON", "body malformed"));
  }
  const whole = await calls.bodyFor(content, "all", "negative");
  if ("bytes" in whole.body) return cases;
  const { value } = whole.body;
  const complete: Call = { ...base, body: whole.body };
  for (const change of faultyChanges(schema, value, api)) {
    const changed = withValueAt(value, change.path, change.value);
    if (changed === undefined) continue;
    const about = `body ${change.path.join(" ")}`;
    const part = partOfBody(content, change.path);
    cases.push({ ...caseOf(withBody(complete, changed), labelOf("body", change), about), part });
  }
  return cases;
}

function caseOf(call: Call, label: string, about: string): Case {
  const part = about.startsWith("body") ? { keys: ["requestBody"] } : undefined;
  return { call, testCase: { kind: "negative", label }, about, ...(part && { part }), expects: "refused" };
}
