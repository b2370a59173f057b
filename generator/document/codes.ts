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
  "syntax": {
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
    cause: "The OpenAPI Specification does not define the field. Where it is spelt nearly like a field that is missing, this is an error.",
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
    cause: "The input is a URL, and the server did not answer with a document.",
    fix: "Check the address; or download the document and name the file.",
  },
} as const satisfies Record<string, CodeEntry>;

/** A diagnostic code. */
export type Code = keyof typeof codes;
