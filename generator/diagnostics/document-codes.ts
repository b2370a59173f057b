/** What a diagnostic code means: one entry per code, printed by `twinspec explain` and in the documentation. */
export interface CodeEntry {
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
}

/** The codes of what is wrong with documents and their references. */
export const documentCodes = {
  "no-documents": {
    title: "No OpenAPI document was found",
    cause: "The folder or glob contains no file with `openapi` or `swagger` at its root.",
    fix: "Pass the folder that contains the documents.",
  },
  syntax: {
    title: "The text is not valid YAML or JSON",
    cause: "The parser could not read the text.",
    fix: "Fix the syntax at the place shown.",
  },
  "not-openapi": {
    title: "A file is not an OpenAPI document",
    cause: "Its root has no `openapi` or `swagger` field, or a version that does not exist.",
    fix: "Add the field, or exclude the file from the inputs.",
  },
  "file-too-large": {
    title: "A file is too large",
    cause: "The file is larger than 100 MiB.",
    fix: "Split the document, or remove what is not needed.",
  },
  "ref-not-found": {
    title: "A reference cannot be resolved",
    cause: "The $ref names a part of a document that does not exist.",
    fix: "Correct the $ref. The message suggests a similar one where there is one.",
  },
  "ref-cycle": {
    title: "A reference refers to itself",
    cause: "A chain of $refs leads back to its start, and none of them describes anything.",
    fix: "Replace one of the $refs with a description.",
  },
  "ref-outside-root": {
    title: "A reference leaves the API's root folder",
    cause:
      "Only files below the API's root folder are read, after symbolic links are resolved. Where nobody names one, " +
      "it reaches as far as the repository that the documents are in, or else the working folder; outside of the " +
      "documents' own folder only .json, .yaml and .yml files are read.",
    fix: "Pass `--root`, or set `root` in the settings, with a folder that contains all documents.",
  },
  "root-widened": {
    title: "Documents refer to files outside of their folder",
    cause: "The files are below the repository that the documents are in, or below the working folder, and were read.",
    fix: "Nothing to do; `root` in the settings, or `--root`, chooses another folder.",
  },
  "ref-remote": {
    title: "A remote reference is not fetched",
    cause: "The $ref is an http or https URL, and the settings do not say where its document is.",
    fix:
      "Name the file that it is in `references` of the settings, or list its host in `vendor` and run " +
      "`twinspec vendor`.",
  },
  "ref-vendored": {
    title: "The copy of a remote document cannot be used",
    cause:
      "The settings allow to fetch the document, but it has no copy yet, or the copy is missing or was changed " +
      "since: its digest is not that in `twinspec.vendor.yaml`.",
    fix: "Restore the copy from version control, or run `twinspec vendor`.",
  },
  "vendor-failed": {
    title: "A remote document cannot be fetched, or is another one now",
    cause:
      "The server did not respond as it should, or with another document than the one that the copy was made of. " +
      "Redirects to other hosts and addresses of private networks that `vendor` does not list are refused.",
    fix: "The message has the reason. `twinspec vendor --update` takes over what changed.",
  },
  "ref-unsupported": {
    title: "A kind of reference is not supported",
    cause: "Until every $dynamicRef was followed, one with several targets was taken for any value.",
    fix: "Nothing to do: it is not reported any more. Settings may still name it.",
  },
  "duplicate-key": {
    title: "A key occurs twice in one map",
    cause:
      "YAML and JSON allow each key once. Operations that occur twice are kept as twins; anything else is ambiguous.",
    fix: "Remove or rename one of them.",
  },
  "unknown-field": {
    title: "An object has an unknown field",
    cause:
      "The OpenAPI Specification does not define the field, so it is ignored. Where the name resembles that of a " +
      "missing field, it is taken for a mistake, and the part that it was to describe counts as left out.",
    fix: "Correct the spelling, or start the name with `x-`.",
  },
  "missing-field": {
    title: "A required field is missing",
    cause:
      "The OpenAPI Specification requires the field, and the object says too little without it: a parameter what its " +
      "value is, a security scheme how one signs in.",
    fix: "Add the field.",
  },
  "wrong-type": {
    title: "A value has the wrong type",
    cause: "The OpenAPI Specification requires another type here.",
    fix: "Correct the value.",
  },
  "fields-exclusive": {
    title: "Two parts of a description exclude each other",
    cause:
      "The OpenAPI Specification allows one of them: `example` or `examples`, `schema` or `content`, a `querystring` " +
      "parameter or `query` parameters.",
    fix: "Remove one of them.",
  },
  "value-not-allowed": {
    title: "A value is not allowed where it stands",
    cause: "The value is of the right type, but the OpenAPI Specification does not allow it here.",
    fix: "The message says what is allowed.",
  },
  "no-operations": {
    title: "The documents describe no operations",
    cause: "Their `paths` are absent or empty, or nothing in them can be read. The client has types at most.",
    fix: "Add the operations, or pass the document that has them.",
  },
  "left-out": {
    title: "Parts of the documents are left out",
    cause:
      "They cannot be read: a reference leads nowhere, or a value has the wrong type. What can be kept is kept: a " +
      "property without its schema may be anything, a response without one of its examples has the others. Each part " +
      "has a warning of its own, and each document that is not read, as it is on the web or outside of the root, has " +
      "one. A document that loses all its operations to those is an error.",
    fix:
      "Correct the documents, or let be read what they refer to, as the message says. With `--strict` nothing is " +
      "generated from such documents.",
  },
  "locked-left-out": {
    title: "Something that the lock names is left out",
    cause:
      "An operation, a schema or an argument was in the client before, and cannot be read in the documents any more. " +
      "Code that uses it would no longer compile.",
    fix: "Correct the documents, or remove it from them where it is to go.",
  },
  "nested-too-deeply": {
    title: "The document is nested too deeply",
    cause: "Objects are nested more than 500 levels deep.",
    fix: "Name the inner schemas and refer to them.",
  },
  "nullable-reference": {
    title: "`nullable` stands beside a `$ref`",
    cause:
      "Up to OpenAPI 3.0 the specification ignores what stands beside a `$ref`. Authors mean that null is a value, " +
      "and it is read that way; `nullableReferences: false` in the settings ignores it.",
    fix: "Write `nullable: true` with an `allOf` that holds the `$ref`, or move to OpenAPI 3.1.",
  },
  "not-carried-yet": {
    title: "A field is not supported yet",
    cause:
      "The fields are valid, and the mock responds as they say, but the generated client gives a multipart response " +
      "as a Blob, or as FormData, whatever its parts are.",
    fix: "Nothing to do: the rest of the document is used.",
  },
  "body-not-sent": {
    title: "A GET or HEAD request has a body",
    cause:
      "A body has no defined meaning in these requests (RFC 9110, section 9.3.1), and fetch sends none. The client " +
      "leaves it out, and the mock neither asks for it nor looks at it.",
    fix: "Describe it as query parameters, or use POST, or QUERY of OpenAPI 3.2.",
  },
  "header-ignored": {
    title: "A header parameter is ignored",
    cause:
      "A parameter named `Accept`, `Authorization` or `Content-Type` is no parameter (OpenAPI 3.1.1, section " +
      "4.8.12.1): the media types and the security schemes describe these headers. The client does not send it, and " +
      "the mock does not look at it.",
    fix: "Describe it by `content` or `security`, and remove the parameter.",
  },
  "path-parameter-undeclared": {
    title: "A path parameter is not declared",
    cause: "The path template has a variable that no parameter with `in: path` declares.",
    fix: "Declare the parameter.",
  },
  "path-parameter-unused": {
    title: "A path parameter is not in the path template",
    cause: "The name of a parameter with `in: path` does not occur in the template.",
    fix: "Correct the name, or remove the parameter.",
  },
  "path-template": {
    title: "A path template is not well-formed",
    cause:
      "A brace is not closed or closes nothing, a variable has no name, or is there twice. A variable stands between " +
      "braces, once in a path.",
    fix: "Correct the braces, or give each variable a name of its own.",
  },
  "server-template": {
    title: "The URL of a server is not well-formed",
    cause: "A brace is not closed or closes nothing, or a variable has no name. A variable stands between braces.",
    fix: "Correct the braces.",
  },
  "path-without-slash": {
    title: "A path does not start with a slash",
    cause: "The keys of `paths` must start with a slash; one is assumed.",
    fix: "Start the path with a slash.",
  },
  "duplicate-parameter": {
    title: "A parameter is declared twice",
    cause: "One array of parameters has two with the same name and location. The first one is used.",
    fix: "Remove one of them.",
  },
  "duplicate-tag": {
    title: "A tag is declared twice",
    cause: "The `tags` of one document have two with the same name. The first one is used.",
    fix: "Remove one of them.",
  },
  "server-variable-undeclared": {
    title: "A variable of a server is not declared",
    cause:
      "The URL of the server has a variable that its `variables` do not declare, so nobody knows a value for it. It " +
      "stays in the URL as it is written.",
    fix: "Declare the variable with a default, or correct its name.",
  },
  "server-variable-unused": {
    title: "A variable of a server is not in its URL",
    cause: "The `variables` of a server declare a name that does not occur in its URL.",
    fix: "Correct the name, or remove the variable.",
  },
  "security-scheme-undefined": {
    title: "A security requirement names an undefined scheme",
    cause:
      "No `components.securitySchemes` of the API defines the name. The requirement is kept, but cannot be checked.",
    fix: "Define the scheme, or correct the name.",
  },
} as const satisfies Record<string, CodeEntry>;
