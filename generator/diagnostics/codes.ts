import { type CodeEntry, documentCodes } from "./document-codes.ts";
import { lockCodes } from "./lock-codes.ts";

/** All diagnostic codes. A code is never renamed and never reused for something else. */
export const codes = {
  "file-not-found": {
    title: "A file does not exist",
    cause: "The path comes from the command line, the settings or a $ref, and there is nothing at it.",
    fix: "Correct the path. The message suggests a file with a similar name where there is one.",
  },
  "file-unreadable": {
    title: "A file is there and cannot be read",
    cause:
      "Where the lock or the settings should be is a folder, a link that leads nowhere, or a file without " +
      "permission. Going on as if there were none would change names unnoticed, so nothing is written.",
    fix: "Make it a file that can be read, or remove it if there is to be none.",
  },
  ...documentCodes,
  "fetch-failed": {
    title: "A document could not be fetched",
    cause: "The input is a URL, and the server did not respond with a document.",
    fix: "Check the URL, or download the document and pass the file.",
  },
  "twins-differ": {
    title: "Two registrations of one operation differ",
    cause:
      "One method and path is registered more than once, and the registrations are not equivalent. All of them " +
      "stay callable, each under its own name; the mock responds as the first one named.",
    fix: "Correct the documents. Nothing to do where all of them are intended.",
  },
  "name-clash": {
    title: "Several operations, schemas or tags want one name",
    cause:
      "They would have the same public name; names that differ only in case count as the same. Each of them " +
      "whose name is not in the lock yet is qualified by what tells it apart. Of operations it is a warning until " +
      "the lock has all of their names.",
    fix: "Nothing to do. Or choose names in the settings or with `x-twinspec-name` before code uses them.",
  },
  "name-escaped": {
    title: "A name is a reserved word",
    cause: "The word belongs to JavaScript, TypeScript, the client object or promises.",
    fix: "Nothing to do. Or choose another name in the settings or with `x-twinspec-name`.",
  },
  "name-held": {
    title: "An operation keeps its name although its operationId is another now",
    cause: "A name in the lock never changes while its operation exists. It is told once: the lock records the new id.",
    fix: "Nothing to do. Or choose the new name under `names` in the settings; the former one stays as an alias.",
  },
  "name-moved": {
    title: "An operation or a schema moved and keeps its name",
    cause:
      "The place that the lock knows it by no longer exists, and what is evidently the same one is somewhere else.",
    fix:
      "Nothing to do: the lock records the move. It is a warning where the operationId and the path say different " +
      "things: look whether the name is that of the right operation, and set `names` in the settings if it is not.",
  },
  "name-removed": {
    title: "Something with a locked name was removed",
    cause:
      "The documents no longer contain an operation, an argument, a schema or a tag that the lock names. Code that " +
      "uses the name no longer compiles. The names stay reserved, and are given back if it returns; an argument's " +
      "name is free.",
    fix: "Nothing to do where the removal is intended: it is reported once. Or release the names with `--prune`.",
  },
  "alias-dropped": {
    title: "The name of a twin could not become an alias",
    cause: "Another operation has this name, or wants it.",
    fix: "Call the operation by its own name, or rename one of the two.",
  },
  "override-refused": {
    title: "The settings give an operation a name that belongs to another",
    cause: "Another operation has the name in the lock or in the settings, or it is reserved for a removed one.",
    fix: "Choose another name, override both operations, or release the names of removed operations with `--prune`.",
  },
  "override-unused": {
    title: "The settings name an operation that does not exist",
    cause: "No operation has this operation key or operationId.",
    fix: "Correct or remove the entry.",
  },
  ...lockCodes,
  "pattern-invalid": {
    title: "A pattern has no equivalent in JavaScript",
    cause:
      "Patterns that were written for Java, .NET, PCRE or Python, and those with needless escapes, are translated. " +
      "Of this one a part has no equivalent, or it is no regular expression at all.",
    fix: "Nothing to do: the pattern is not validated. Or write it as ECMA-262 defines it, with the flag `u`.",
  },
  "overlay-invalid": {
    title: "An overlay is not valid",
    cause: "The file is no overlay of the Overlay Specification 1.0 or 1.1, or an action cannot be done.",
    fix: "Correct it at the place shown.",
  },
  "overlay-unmatched": {
    title: "An action of an overlay changes nothing",
    cause:
      "Its target selects nothing in any of the documents: they have changed, or the JSONPath is not what is meant.",
    fix: "Correct the target, or remove the action.",
  },
  "transform-failed": {
    title: "The transform of the settings fails",
    cause:
      "The module cannot be loaded, exports no function as default, throws, or returns something else than a document.",
    fix: "Correct the module; the message says what is wrong.",
  },
  "choice-unmatched": {
    title: "What is chosen is not there",
    cause: "An entry of `include` or `exclude` means no operation of the documents.",
    fix: "Correct the entry, or remove it; `twinspec inspect` lists the operations.",
  },
  "choice-empty": {
    title: "Nothing is chosen",
    cause: "`include` and `exclude` together leave no operation of the documents.",
    fix: "Choose some; `twinspec inspect` without the two lists the operations.",
  },
  "pattern-exponential": {
    title: "A pattern takes exponential time for some values",
    cause:
      "Engines that go back, as those of JavaScript, Java, Python and .NET, try every way to divide a text among a " +
      "repetition and what it repeats: `^(a+)+$` takes years for forty characters.",
    fix:
      "Write it without a repetition inside of another, or limit lengths with `maxLength`. The mock matches such " +
      "patterns in linear time, or refuses the one value that takes too long.",
  },
  settings: {
    title: "The settings are not valid",
    cause:
      "The settings file has an unknown key, or a value that the key does not allow; or a folder contains " +
      "several settings files.",
    fix:
      "Correct it; docs/reference/settings.md describes every key, and editors complete them from the JSON " +
      "Schema in the package, settings.schema.json.",
  },
  "setting-renamed": {
    title: "A setting was renamed",
    cause: "The settings use the former name of a key, which is still accepted.",
    fix: "Rename the key as the message says.",
  },
  "file-edited": {
    title: "A generated file was changed by hand",
    cause: "The file differs from what was written, so regenerating it would lose the change.",
    fix: "Undo the change, or pass --force to discard it.",
  },
  "manifest-broken": {
    title: "The manifest of the output cannot be read",
    cause: "twinspec.manifest.json was changed, or contains conflict markers of a merge.",
    fix: "Restore it, or pass --force to regenerate everything; after a merge, settle the documents first.",
  },
  "file-not-ours": {
    title: "A file is in the way",
    cause: "The output folder contains a file that twinspec did not write and would overwrite.",
    fix: "Choose another output folder, or move the file.",
  },
  "coverage-low": {
    title: "Tests exercise less than the settings ask for",
    cause:
      "`coverage.thresholds` or the baseline in the settings asks for more than the runs exercised, or the files of " +
      "coverage are of other documents.",
    fix: "Test what is named; `twinspec coverage report --verbose` names all that is missing.",
  },
  "document-drift": {
    title: "The documents do not say what the API does",
    cause: "Recorded traffic shows something that the documents do not describe, or describe as something else.",
    fix: "Correct the documents: `twinspec drift --overlay drift.yaml` proposes how. Or the API is at fault.",
  },
  "output-stale": {
    title: "The output is out of date",
    cause: "A generated file is missing, was changed or was added since the last run, or the documents changed.",
    fix:
      "Run `twinspec generate` and commit the result; `--force` discards changes by hand. Remove a file that " +
      "twinspec did not write.",
  },
  "output-busy": {
    title: "Another run writes to the output",
    cause: "One run at a time writes to an output folder. This one waited for half a minute.",
    fix: "Run it again when the other has ended.",
  },
  "output-interrupted": {
    title: "A run was killed while it wrote the output",
    cause: "The files are whole, but some are those of that run and some are from before.",
    fix: "Run `twinspec generate`, which finishes what was begun.",
  },
  "output-unwritable": {
    title: "The output cannot be written",
    cause: "The operating system refused it.",
    fix: "See the reason in the message.",
  },
  "output-unusable": {
    title: "An output cannot be used",
    cause:
      "Another one that it requires is not listed; or its module cannot be loaded or exports no output; or it " +
      "failed, or makes a file outside the package or one that something else makes.",
    fix: "List what it requires, or correct the module; the message says what is wrong.",
  },
  "scope-undeclared": {
    title: "A scope is required and not declared",
    cause: "An operation requires a scope that no flow of its security scheme declares.",
    fix: "Nothing to do: the scope is used as written. Or declare it.",
  },
  "tsconfig-unreadable": {
    title: "The tsconfig.json that says how files import each other cannot be read",
    cause: "It has a mistake, or extends a file or a package that is not there.",
    fix: "Install the package, or set `importExtension` in the settings.",
  },
  "output-ignored": {
    title: "Git ignores generated files",
    cause: "A rule of a .gitignore fits the output, so no commit has all of its files.",
    fix: "Change the rule. Where the files are generated before each use, turn this off by `severity`.",
  },
  "post-process-failed": {
    title: "A command of `postProcess` fails",
    cause: "The program is not installed, or it ends with an error.",
    fix: "Install it, or run it by hand over generated files to see what it says.",
  },
} as const satisfies Record<string, CodeEntry>;

/** A diagnostic code. */
export type Code = keyof typeof codes;
