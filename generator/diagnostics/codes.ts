/** What a diagnostic code stands for: one row a code, printed by `twinspec explain` and in the documentation. */
interface CodeEntry {
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
}

/** All diagnostic codes. A code is never renamed and never reused for something else. */
export const codes = {
  "file-not-found": {
    title: "A file does not exist",
    cause: "The path was given on the command line, in the settings or in a $ref, and nothing is there.",
    fix: "Correct the path; the message names a file that is spelt nearly the same, where there is one.",
  },
  "no-documents": {
    title: "No OpenAPI document was found",
    cause: "The folder or glob holds no file with an `openapi` or `swagger` field at its root.",
    fix: "Name the folder that holds the documents.",
  },
  syntax: {
    title: "The text is not valid YAML or JSON",
    cause: "The parser could not read the text.",
    fix: "Correct the text at the place shown.",
  },
  "not-openapi": {
    title: "The document is not an OpenAPI document",
    cause: "Its root has no `openapi` or `swagger` field, or one with a version that nobody published.",
    fix: "Add the field, or leave the file out of the inputs.",
  },
  "file-too-large": {
    title: "A file is larger than what is read",
    cause: "The file is larger than 100 MiB.",
    fix: "Split the document, or leave out what is not needed.",
  },
  "ref-not-found": {
    title: "A reference leads nowhere",
    cause: "The part of the document that the $ref names does not exist.",
    fix: "Correct the $ref; the message names what is spelt nearly the same, where there is something.",
  },
  "ref-cycle": {
    title: "A reference refers to itself",
    cause: "A chain of $refs comes back to its start without anything in between.",
    fix: "Let one of them describe something.",
  },
  "ref-outside-root": {
    title: "A reference leaves the API's root folder",
    cause: "Files are read only below the folder of the API, after resolving symbolic links.",
    fix: "Set `root` in the settings to a folder that holds all documents.",
  },
  "ref-remote": {
    title: "A remote reference is not fetched",
    cause: "A $ref has an http or https address.",
    fix: "Download the document and refer to the file.",
  },
  "ref-unsupported": {
    title: "A reference is of a kind that is not followed",
    cause: "The $ref names an anchor.",
    fix: "Use a JSON Pointer.",
  },
  "duplicate-key": {
    title: "A key stands twice in one map",
    cause: "YAML and JSON allow a key once. Operations that stand twice are kept as twins; anything else is ambiguous.",
    fix: "Remove or rename one of them.",
  },
  "unknown-field": {
    title: "A field is not one of its object's",
    cause:
      "The OpenAPI Specification does not define the field. Where it is spelt nearly like a field that is missing, this is an error.",
    fix: "Correct the spelling, or begin the name with `x-`.",
  },
  "missing-field": {
    title: "A required field is missing",
    cause: "The OpenAPI Specification requires the field.",
    fix: "Add it.",
  },
  "wrong-type": {
    title: "A field has a value of the wrong type",
    cause: "The OpenAPI Specification asks for another type there.",
    fix: "Correct the value.",
  },
  "nested-too-deeply": {
    title: "The document is nested too deeply",
    cause: "Objects are nested in each other more than 500 deep.",
    fix: "Name the inner schemas and refer to them.",
  },
  "not-carried-yet": {
    title: "The output does not carry this field yet",
    cause: "The field is valid, but the generated client and the mock ignore it.",
    fix: "Nothing: the rest of the document is used.",
  },
  "path-parameter-undeclared": {
    title: "A path parameter is not declared",
    cause: "The path template has a variable that no parameter with `in: path` describes.",
    fix: "Declare the parameter.",
  },
  "path-parameter-unused": {
    title: "A path parameter is not in the path template",
    cause: "A parameter with `in: path` has a name that the template does not have.",
    fix: "Correct the name, or remove the parameter.",
  },
  "path-without-slash": {
    title: "A path does not begin with a slash",
    cause: "The keys of `paths` must begin with a slash; one is assumed.",
    fix: "Begin the path with a slash.",
  },
  "duplicate-parameter": {
    title: "A parameter stands twice",
    cause: "One list of parameters holds two of the same name and place. The first is used.",
    fix: "Remove one of them.",
  },
  "security-scheme-undefined": {
    title: "A security requirement names an undefined scheme",
    cause: "No `components.securitySchemes` of the API has the name. The requirement is kept, and cannot be checked.",
    fix: "Define the scheme, or correct the name.",
  },
  "fetch-failed": {
    title: "A document could not be fetched",
    cause: "The input is a URL, and the server did not respond with a document.",
    fix: "Check the address; or download the document and name the file.",
  },
  "twins-differ": {
    title: "Two registrations of one operation differ",
    cause:
      "One method and path is registered twice, and the registrations do not mean the same. Both stay callable, each under its own name; the mock answers with the first one named.",
    fix: "Correct the documents; or nothing, when both are meant.",
  },
  "name-clash": {
    title: "Several ask for one name",
    cause:
      "Two operations, schemas or tags would have the same public name (names that differ in case only are the same). Each of them that the lock did not name already is qualified by what tells it apart.",
    fix: "Nothing; or choose names in the settings or with `x-twinspec-name`.",
  },
  "name-escaped": {
    title: "A name is a reserved word",
    cause: "JavaScript, TypeScript, the client object or promises own the word.",
    fix: "Nothing; or choose another name in the settings or with `x-twinspec-name`.",
  },
  "name-moved": {
    title: "An operation or a schema moved and keeps its name",
    cause: "The place the lock knows it by is gone, and evidently the same one stands elsewhere.",
    fix: "Nothing: the lock records the move.",
  },
  "name-removed": {
    title: "Something with a locked name is gone",
    cause:
      "The documents no longer have an operation, a schema or a tag that the lock names; callers of an operation that is gone no longer compile. Its names stay reserved, and it gets them back when it returns.",
    fix: "Nothing, when the removal is meant: it is reported once. Or release the names with `--prune`.",
  },
  "alias-dropped": {
    title: "The name of a twin could not become an alias",
    cause: "Another operation has this name, or asks for it.",
    fix: "Call the operation by its own name; or rename one of the two.",
  },
  "override-refused": {
    title: "The settings give an operation a name that belongs to another",
    cause: "Another operation has the name in the lock or in the settings, or a removed one still reserves it.",
    fix: "Choose another name, override both operations, or release names of removed operations with `--prune`.",
  },
  "override-unused": {
    title: "The settings name an operation that does not exist",
    cause: "No operation has this operation key or operationId.",
    fix: "Correct or remove the entry.",
  },
  "lock-syntax": {
    title: "The lock cannot be read",
    cause: "The lock is not YAML of the form twinspec writes; often a merge left conflict markers.",
    fix: "Keep the lines of both branches and remove the markers; or take one side and run `twinspec generate`.",
  },
  "lock-version": {
    title: "The lock has an unknown version",
    cause: "Another version of twinspec wrote it.",
    fix: "Use the version of twinspec that wrote it.",
  },
  "lock-duplicate": {
    title: "The lock has an entry twice",
    cause: "Two lines have the same key, or give the same name to two operations; often a merge brought them together.",
    fix: "Remove one of the lines.",
  },
  "lock-name": {
    title: "The lock has a name that cannot be used",
    cause: "The name is not a valid identifier, or is a reserved word.",
    fix: "Correct the name, or remove the line and run `twinspec generate`.",
  },
  "lock-stale": {
    title: "The lock does not fit the documents",
    cause: "With `--frozen`, names are taken from the lock alone, and the documents need a change of it.",
    fix: "Run `twinspec generate` without `--frozen` and commit the lock.",
  },
  "pattern-invalid": {
    title: "A pattern does not compile",
    cause: "The `pattern` is written for another language, often Java; JavaScript cannot compile it.",
    fix: "Nothing: the pattern is left out of validation. Or write it as ECMA-262 has it.",
  },
  settings: {
    title: "The settings are not valid",
    cause:
      "The settings file has a key that is not known, or a value that its key does not allow; or a folder has several settings files.",
    fix: "Correct it; docs/reference/settings.md describes every key, and editors complete them from the JSON Schema in the package, settings.schema.json.",
  },
  "setting-renamed": {
    title: "A setting has another name now",
    cause: "The settings use a key by its former name, which is still understood.",
    fix: "Rename the key as the message says.",
  },
  "file-edited": {
    title: "A generated file was changed by hand",
    cause: "The file differs from what was written, so writing it again would lose the change.",
    fix: "Undo the change, or pass --force to lose it.",
  },
  "manifest-broken": {
    title: "The manifest of the output cannot be read",
    cause: "twinspec.manifest.json was changed, or holds the marks of a merge.",
    fix: "Restore it, or pass --force to regenerate everything.",
  },
  "file-not-ours": {
    title: "A file is in the way",
    cause: "The output folder holds a file that was not written by twinspec and that would be overwritten.",
    fix: "Name another output folder, or move the file.",
  },
  "output-stale": {
    title: "The output is not what the documents give",
    cause:
      "A generated file is missing, was changed, or was added since the last generation; or the documents changed.",
    fix: "Run `twinspec generate` and commit what it writes.",
  },
  "output-unwritable": {
    title: "The output cannot be written",
    cause: "The operating system refused.",
    fix: "See the reason in the message.",
  },
  "output-unusable": {
    title: "An output cannot be used",
    cause:
      "Another one that it requires is not listed; or its module cannot be loaded or exports no output, or it failed.",
    fix: "List what it requires, or correct the module; the message says what is wrong.",
  },
  "scope-undeclared": {
    title: "A scope is required and declared nowhere",
    cause: "An operation needs a scope that no flow of its security scheme lists.",
    fix: "Nothing: the scope is used as it is written. Or declare it.",
  },
} as const satisfies Record<string, CodeEntry>;

/** A diagnostic code. */
export type Code = keyof typeof codes;
