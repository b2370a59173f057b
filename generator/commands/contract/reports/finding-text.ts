import type { Finding, ShownMessage } from "../../../../mocks/contract/finding.ts";
import { placeText } from "../../print.ts";
import { seenText } from "./report.ts";

/** The longest excerpt of a body, in characters and lines. */
const longestExcerpt = 400;
const mostLines = 12;

/** What is to be done in turn to see a finding: steps with their places, lines for a shell, calls of the client. */
export function stepLines({ sequence = [] }: Finding): string[] {
  return sequence.flatMap(({ operation, place, curl, call, status }, index) => {
    const at = place === undefined ? "" : ` at ${placeText(place)}`;
    return [
      `${index + 1}. ${operation.name}: ${operation.method} ${operation.path}${at}, ${status ?? "no response"}`,
      `   curl: ${curl}`,
      ...(call === "" ? [] : [`   call: ${call}`]),
    ];
  });
}

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
    ...(finding.sequence === undefined ? [] : ["", "in turn:", ...stepLines(finding)]),
    "",
    `${request.method} ${request.url}`,
    ...messageLines(request),
    "",
    ...(response === undefined ? ["no response"] : [String(response.status), ...messageLines(response)]),
  ].join("\n");
}

/** What of a body is shown. */
export function excerptOf(body: string, isWhole = false): string {
  if (isWhole) return body;
  const lines = body.split("\n").slice(0, mostLines).join("\n");
  const text = lines.slice(0, longestExcerpt);
  return text.length < body.length ? `${text} …` : text;
}

/** The headers of a message, and what of its body is shown. */
export function messageLines({ headers, body = "" }: ShownMessage): string[] {
  return [...headers.map(([name, value]) => `${name}: ${value}`), ...(body === "" ? [] : ["", excerptOf(body)])];
}
