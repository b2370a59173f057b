import type { Finding, ShownMessage } from "../../../../mocks/contract/finding.ts";
import { placeText } from "../../print.ts";
import { excerptOf } from "./pretty.ts";
import { seenText } from "./report.ts";

/** Everything about a finding as plain text, for reports that have one text. */
export function findingText(finding: Finding): string {
  const { message, place, testCase, curl, call, request, response } = finding;
  const seen = seenText(finding);
  return [
    message,
    ...(place === undefined ? [] : [`at:   ${placeText(place)}`]),
    `case: ${testCase.label}${seen === undefined ? "" : ` (${seen})`}`,
    `curl: ${curl}`,
    ...(call === "" ? [] : [`call: ${call}`]),
    "",
    `${request.method} ${request.url}`,
    ...messageLines(request),
    "",
    ...(response === undefined ? ["no response"] : [String(response.status), ...messageLines(response)]),
  ].join("\n");
}

/** The headers of a message, and what of its body is shown. */
export function messageLines({ headers, body = "" }: ShownMessage): string[] {
  return [...headers.map(([name, value]) => `${name}: ${value}`), ...(body === "" ? [] : ["", excerptOf(body)])];
}
