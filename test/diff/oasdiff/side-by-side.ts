import type { Level } from "../../../generator/diff/finding.ts";
import type { Kind } from "../../../generator/diff/kinds.ts";
import { oasdiffChecks } from "./checks.ts";

/** What stands here in place of checks of oasdiff. */
interface Row {
  readonly checks: RegExp;
  /** The finding, with its level and where it is: what a consumer gives, reads, or anything else. */
  readonly finding?: readonly [kind: Kind, level: Level, where: "given" | "read" | "other"];
  /** Why it is otherwise, or that it is not there. */
  readonly note?: string;
}

const wire = "The client knows it; nobody has to act.";
const typed = "The types show it.";
const once = "Who leaves it out gets something else without noticing.";
const read = "No type shows it, and documents gain such words as they get better.";
const policy = "A rule of how a publisher works, not of what consumers meet: left to linters.";
const directions = "Types of requests leave out what is read only, those of responses what is write only.";

/** The first row that fits a check holds. */
const rows: readonly Row[] = [
  { checks: /^(?:endpoint|request-\w+|response-\w+)-reactivated$/, note: "Nothing is reported: nobody has to act." },
  {
    checks: /^api-.*removed-with-deprecation$/,
    finding: ["operation-removed", "breaking", "other"],
    note: "Code that calls it stops compiling all the same.",
  },
  { checks: /^api-(?:path-)?removed/, finding: ["operation-removed", "breaking", "other"] },
  { checks: /^endpoint-added$/, finding: ["operation-added", "additive", "other"] },
  { checks: /^endpoint-deprecated(?:-with-sunset)?$/, finding: ["operation-deprecated", "patch", "other"] },
  { checks: /^request-(?:parameter|property)-deprecated(?:-with-sunset)?$/, finding: ["deprecated", "patch", "given"] },
  { checks: /^response-property-deprecated(?:-with-sunset)?$/, finding: ["deprecated", "patch", "read"] },
  {
    checks: /^api-operation-id/,
    note: "The lock keeps the name: nothing is reported, or `name-changed` where it does not.",
  },
  {
    checks: /^api-tag-removed$/,
    finding: ["module-left", "breaking", "other"],
    note: "A module of the client lacks the operation.",
  },
  { checks: /^api-tag-added$/, finding: ["module-added", "additive", "other"] },
  {
    checks: /^api-schema-removed$/,
    finding: ["schema-removed", "breaking", "other"],
    note: "It was an exported type.",
  },
  { checks: /^webhook-added$/, finding: ["webhook-added", "additive", "other"] },
  { checks: /^webhook-removed$/, finding: ["webhook-removed", "breaking", "other"] },
  {
    checks: /^api-(?:global-)?security-scope-added$/,
    finding: ["scope-needed", "breaking", "other"],
    note: "A token that was enough is refused.",
  },
  { checks: /^api-(?:global-)?security-scope-removed$/, finding: ["scope-not-needed", "additive", "other"] },
  {
    checks: /^api-(?:global-)?security-added$/,
    finding: ["credentials-needed", "breaking", "other"],
    note: "Unless it is one more way: then `credentials-not-needed`.",
  },
  {
    checks: /^api-(?:global-)?security-removed$/,
    finding: ["credentials-not-needed", "additive", "other"],
    note: "Unless it was the way that somebody used: then `credentials-needed`.",
  },
  { checks: /^api-security-component-oauth-(?:token-)?url-changed$/, finding: ["oauth-changed", "patch", "other"] },
  { checks: /^api-security-component-oauth-scope/, note: "What operations need counts, not what a scheme lists." },
  {
    checks: /^api-security-component/,
    finding: ["credentials-needed", "breaking", "other"],
    note: "Schemes count by what requests carry, not by their names: told of the operations that need them.",
  },
  { checks: /-wrapped-in-one-of$|-(?:any|one)-of-|-list-of-types-/, note: typed },
  { checks: /-all-of-/, note: "All parts together count: what they change is told by itself." },
  {
    checks: /^request-body-added-required$|^new-required-request|^new-request-path-parameter$/,
    finding: ["argument-added", "breaking", "given"],
    note: "A required member of a body: `member-added`.",
  },
  {
    checks: /^request-body-added-optional$|^new-optional-request/,
    finding: ["argument-added", "additive", "given"],
    note: "A member of a body: `member-added`.",
  },
  {
    checks: /^request-(?:parameter|body)-removed/,
    finding: ["argument-removed", "breaking", "given"],
    note: "Code that gives it stops compiling.",
  },
  {
    checks: /^request-property-removed$/,
    finding: ["member-removed", "breaking", "given"],
    note: "Code that gives it stops compiling.",
  },
  { checks: /sunset|stability|^api-(?:major-)?version/, note: policy },
  { checks: /^request-body-media-type-added$/, finding: ["media-type-added", "additive", "given"] },
  {
    checks: /^request-body-media-type-removed$/,
    finding: ["media-type-removed", "breaking", "given"],
    note: "`media-type-changed`, a patch, where one became another: the client sends it.",
  },
  { checks: /^response-media-type-(?:added|name)/, finding: ["media-type-added", "patch", "read"], note: wire },
  { checks: /^response-media-type-removed$/, finding: ["media-type-removed", "patch", "read"], note: wire },
  { checks: /media-type-schema-/, note: typed },
  { checks: /^request-.*-became-(?:not-)?(?:read|write)-only$/, note: directions },
  { checks: /^response-.*-became-(?:not-)?(?:read|write)-only$|^response-\w+-write-only-property/, note: directions },
  { checks: /^request-read-only|^response-write-only/, note: directions },
  { checks: /^request-.*-became-required/, finding: ["became-required", "breaking", "given"] },
  { checks: /^request-.*-became-optional$/, finding: ["became-optional", "additive", "given"] },
  {
    checks: /^response-header-became-optional$/,
    finding: ["header-became-optional", "patch", "read"],
    note: "Headers are read as `string | null` in any case.",
  },
  {
    checks: /^response-header-(?:type|became)/,
    finding: ["header-changed", "breaking", "read"],
    note: "Told where the kind of value is another.",
  },
  { checks: /^response-header-added$/, finding: ["header-added", "additive", "read"] },
  { checks: /^required-response-header-removed$/, finding: ["header-removed", "breaking", "read"] },
  { checks: /^optional-response-header-removed$/, finding: ["header-removed", "patch", "read"] },
  { checks: /^response-.*-became-optional$/, finding: ["became-optional", "breaking", "read"] },
  { checks: /^response-.*-became-required$/, finding: ["became-required", "patch", "read"] },
  { checks: /^request-.*-became-nullable$/, finding: ["became-nullable", "additive", "given"] },
  { checks: /^request-.*-became-not-nullable$/, finding: ["became-not-nullable", "breaking", "given"] },
  { checks: /^response-.*-became-nullable$/, finding: ["became-nullable", "breaking", "read"] },
  { checks: /^response-.*-became-not-nullable$/, finding: ["became-not-nullable", "patch", "read"] },
  { checks: /^request-.*-became-enum$|^request-.*-const-added$/, finding: ["type-changed", "breaking", "given"] },
  { checks: /^request-.*-const-removed$/, finding: ["type-widened", "additive", "given"] },
  { checks: /-const-/, note: typed },
  { checks: /^request-.*enum-value-added$/, finding: ["value-added", "additive", "given"] },
  { checks: /^request-.*enum-value-removed$/, finding: ["value-removed", "breaking", "given"] },
  {
    checks: /^response-.*enum-value-added$/,
    finding: ["value-added", "breaking", "read"],
    note: "Additive where the enum is open (`client.enums`); nothing of an `x-extensible-enum`, whose type is any string.",
  },
  { checks: /^response-.*enum-value-removed$/, finding: ["value-removed", "patch", "read"] },
  {
    checks: /-default-value-changed$/,
    finding: ["default-changed", "breaking", "given"],
    note: `${once} Of the size of a page, and in responses, a patch.`,
  },
  { checks: /-default-value-added$/, finding: ["default-added", "patch", "given"] },
  { checks: /-default-value-removed$/, finding: ["default-removed", "patch", "given"] },
  {
    checks:
      /^request-.*-(?:min|max)-contains-|^request-.*-(?:if|then|else|contains|dependent-\w+|property-names|unevaluated-\w+)-(?:added|changed)$/,
    finding: ["demand-added", "breaking", "given"],
    note: "`demand-changed` where there was one before.",
  },
  {
    checks: /^request-.*-(?:if|then|else|contains|dependent-\w+|property-names|unevaluated-\w+)-removed$/,
    finding: ["demand-removed", "additive", "given"],
  },
  {
    checks:
      /^response-.*-(?:if|then|else|contains|dependent-\w+|property-names|unevaluated-\w+|min-contains|max-contains)-\w+$/,
    finding: ["demand-removed", "patch", "read"],
    note: read,
  },
  {
    checks:
      /^request-.*-(?:max|max-length|max-items|exclusive-max)-(?:decreased|set)$|^request-.*-(?:min|min-length|min-items|exclusive-min)-(?:increased|set)$/,
    finding: ["limit-tightened", "breaking", "given"],
  },
  {
    checks: /^request-.*-(?:max|min)(?:-length|-items)?-(?:increased|decreased)$|^request-.*-exclusive-(?:max|min)-/,
    finding: ["limit-loosened", "additive", "given"],
  },
  {
    checks: /^response-.*-(?:exclusive-)?(?:max|min)(?:-length|-items)?-/,
    finding: ["limit-loosened", "patch", "read"],
    note: read,
  },
  { checks: /^request-.*-pattern-property-|^response-.*-pattern-property-/, note: typed },
  { checks: /^request-.*-pattern-added$/, finding: ["pattern-added", "breaking", "given"] },
  { checks: /^request-.*-pattern-removed$/, finding: ["pattern-removed", "additive", "given"] },
  {
    checks: /^request-.*-pattern-/,
    finding: ["pattern-changed", "breaking", "given"],
    note: "Patterns are not held against each other, unless one is all that it was.",
  },
  {
    checks: /^response-.*-pattern-/,
    finding: ["pattern-removed", "patch", "read"],
    note: "`pattern-added` and `pattern-changed` likewise.",
  },
  {
    checks: /-discriminator-mapping-changed$/,
    finding: ["discriminator-changed", "breaking", "read"],
    note: "A value stands for another shape.",
  },
  { checks: /-discriminator-mapping-added$/, finding: ["discriminator-value-added", "additive", "given"], note: typed },
  { checks: /-discriminator-/, note: typed },
  {
    checks: /^request-.*-type-(?:generalized|compatible)$/,
    finding: ["type-widened", "additive", "given"],
    note: "Numbers: `fractions-allowed`.",
  },
  {
    checks: /^response-.*-type-(?:specialized|compatible)$/,
    finding: ["type-narrowed", "patch", "read"],
    note: "Numbers: `fractions-refused`.",
  },
  {
    checks: /^request-.*-type-/,
    finding: ["type-changed", "breaking", "given"],
    note: "Another format: `format-changed`; one that was not stated is a patch.",
  },
  {
    checks: /^response-.*-type-/,
    finding: ["type-changed", "breaking", "read"],
    note: "Another format: `format-changed`; one that was not stated is a patch.",
  },
  { checks: /-prefix-items-/, finding: ["tuple-length-changed", "breaking", "read"], note: typed },
  { checks: /-content-(?:media-type|encoding)-changed$/, finding: ["format-changed", "breaking", "given"] },
  { checks: /-content-schema-/, note: "Not looked at: what a string holds is no part of its type." },
  {
    checks: /^response-success-status-removed$|^response-non-success-status-removed$/,
    finding: ["status-removed", "patch", "read"],
    note: "The types of all statuses together count.",
  },
  {
    checks: /^response-.*status-added$/,
    finding: ["status-added", "patch", "read"],
    note: "The types of all statuses together count.",
  },
  {
    checks: /^response-(?:required|optional)-property-removed$/,
    finding: ["member-removed", "breaking", "read"],
    note: "Code that reads it stops compiling.",
  },
  { checks: /^response-(?:required|optional)-property-added$/, finding: ["member-added", "additive", "read"] },
];

/** The checks of oasdiff with the row that stands beside each; undefined where none does. */
export const sideBySide: readonly { readonly check: string; readonly row: Row | undefined }[] = [
  ...oasdiffChecks.keys(),
].map((check) => ({ check, row: rows.find(({ checks }) => checks.test(check)) }));

/** The rows that stand beside checks. */
export const rowsInUse: readonly Row[] = rows;

const words = { given: "requests", read: "responses", other: "the client" } as const;

/** The sections of the page: a table of findings, with the checks that they stand beside. */
export function oasdiffSections(): string[] {
  const used = rows.map((row) => ({
    row,
    checks: sideBySide.filter((each) => each.row === row).map(({ check }) => check),
  }));
  const listed = used.filter(({ checks }) => checks.length > 0);
  const table = listed.map(({ row: { finding, note = "" }, checks }) => {
    const [kind, level, where] = finding ?? [];
    const ours = kind === undefined ? "" : `\`${kind}\`, ${level}, in ${words[where!]}`;
    const theirs = checks.map((check) => `\`${check}\` (${oasdiffChecks.get(check)})`).join(", ");
    return `| ${ours} | ${note} | ${theirs} |`;
  });
  const without = listed
    .filter(({ row }) => row.finding === undefined)
    .reduce((sum, { checks }) => sum + checks.length, 0);
  return [
    `oasdiff compares two documents for any client, on the wire; \`twinspec diff\` compares what a consumer of the
generated client has. So levels differ on purpose, and names, modules, exported types, iterators and scopes are told
here alone. Of the ${oasdiffChecks.size} checks of oasdiff (its source of 2026-08-08), ${oasdiffChecks.size - without} stand beside a
finding of their own; the others are told by types, or not at all, as the table says.`,
    ["| here | why otherwise | checks of oasdiff |", "| --- | --- | --- |", ...table].join("\n"),
  ];
}
