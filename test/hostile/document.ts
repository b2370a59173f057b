/** Texts that broke out of generated code, comments, file names, prototypes, terminals and logs somewhere. */
export const payloads: readonly (readonly [what: string, text: string])[] = [
  ["end of a comment", "*/ globalThis.PWNED = 1 /*"],
  ["end of a comment that forms again", "**//* globalThis.PWNED = 1 *\u200b/"],
  [
    "end of a line comment",
    "x\u2028globalThis.PWNED = 1\u2029globalThis.PWNED = 1\rglobalThis.PWNED = 1\nglobalThis.PWNED = 1",
  ],
  ["end of a string", `"; globalThis.PWNED = 1; "`],
  ["end of another string", `'; globalThis.PWNED = 1; '\\`],
  ["end of a string before a comment", "/*\\"],
  ["template", `\`\${globalThis.PWNED = 1}\``],
  ["substitution", `\${globalThis.PWNED = 1}`],
  ["boundary between files", "x\n//-\n//-\nglobalThis.PWNED = 1\n//-\n"],
  ["end of a call", ")); globalThis.PWNED = 1; (("],
  ["markup", "</script><script>globalThis.PWNED = 1</script><img src=x onerror=PWNED>"],
  ["link", "[PWNED](https://evil.example) ![x](https://evil.example/x.png) <https://evil.example> | cell |"],
  ["code fence", "x\n```\n<b>PWNED</b>\n\n# PWNED\n```ts\n"],
  ["tags of a comment", "see @deprecated gone\n@deprecated\r@internal\u2028@deprecated {@link PWNED}"],
  ["__proto__", "__proto__"],
  ["constructor", "constructor"],
  ["prototype", "prototype"],
  ["then", "then"],
  ["folders above", "../../evil"],
  ["folders above of another system", "..\\..\\evil"],
  ["absolute path", "/etc/passwd"],
  ["device", "CON"],
  ["end of a text", "evil\u0000.ts"],
  ["terminal", "\u001b[2J\u001b]0;PWNED\u0007\u009b31m\u202ePWNED\u2066"],
  ["annotation", "x\n::error file=x::PWNED\n::add-mask::PWNED"],
  ["replacement patterns", "$& $1 $` $' $$"],
  ["lone surrogate", "a\ud800b"],
  ["nothing to show", "\u200b\u200d"],
  ["emoji", "🙂🙂"],
  ["long", "PWNED".repeat(1000)],
];

/** A document with a text in every place where a document can have one. */
export function hostileDocument(text: string, openapi: "3.0.3" | "3.1.0" = "3.1.0"): object {
  // Braces in a path are variables, and `?` and `#` end it.
  const segment = text.replace(/[{}]/g, "").replace(/[?#]/g, "");
  const refer = { $ref: `#/components/schemas/${escapePointer(text)}` };
  const named = (value: unknown) => Object.fromEntries([[text, value]]);
  const schema = {
    type: "string",
    title: text,
    description: text,
    default: text,
    example: text,
    enum: [text, `${text}2`],
    "x-enum-varnames": [text, text],
    "x-enum-descriptions": [text, text],
    pattern: text,
    format: text,
    externalDocs: { url: text, description: text },
    xml: { name: text, namespace: text, prefix: text },
    ...(openapi === "3.1.0" && { $comment: text, examples: [text], contentMediaType: text, contentEncoding: text }),
  };
  const object = {
    type: "object",
    title: text,
    description: text,
    required: [text],
    properties: {
      ...named(schema),
      other: { ...schema, enum: undefined, readOnly: true, minimum: text, maxLength: named(text), minItems: [text] },
      any: { default: named(text), example: named([text]) },
    },
    additionalProperties: { type: "string", description: text },
    ...(openapi === "3.1.0" && { patternProperties: named({ type: "string" }), const: undefined }),
  };
  const content = (mediaType: string, described: unknown) => ({
    [mediaType]: { schema: described, examples: named({ summary: text, value: named(text) }) },
  });
  const parameter = (place: string) => ({
    name: place === "path" ? segment : text,
    in: place,
    required: place === "path",
    description: text,
    example: text,
    schema,
  });
  const response = {
    description: text,
    headers: named({ description: text, schema }),
    content: {
      ...content("application/json", refer),
      ...content(`application/${text}`, schema),
      ...content(text, schema),
    },
    links: named({ operationId: text, description: text }),
  };
  const operation = (operationId: string, more: object = {}) => ({
    operationId,
    summary: text,
    description: text,
    tags: [text, `${text} ${text}`],
    externalDocs: { url: text, description: text },
    parameters: [
      parameter("query"),
      parameter("header"),
      parameter("cookie"),
      { name: `x${text}`, in: "query", description: text, content: content("application/json", object) },
    ],
    responses: { 200: response, [text]: response, default: response },
    security: [{ ...named([text]), [`key ${text}`]: [], [`query ${text}`]: [], [`http ${text}`]: [] }],
    servers: [{ url: `https://elsewhere.example.com/${text}`, description: text }],
    [`x-${text}`]: text,
    ...more,
  });
  const received = (operationId: string) =>
    operation(operationId, { requestBody: { description: text, content: response.content } });
  return {
    openapi,
    info: {
      title: text,
      version: text,
      description: text,
      termsOfService: text,
      contact: { name: text, url: text, email: text },
      license: { name: text, url: text },
    },
    servers: [
      {
        url: `https://api.example.com/${text}/{${text}}/{v}`,
        description: text,
        variables: { ...named({ default: text, enum: [text], description: text }), v: { default: text } },
      },
      { url: text, description: text },
    ],
    tags: [{ name: text, description: text, externalDocs: { url: text, description: text } }],
    externalDocs: { url: text, description: text },
    security: [named([text])],
    paths: {
      [`/a/${segment}`]: { summary: text, description: text, get: operation(text) },
      [`/b/{${segment}}/${segment}`]: { parameters: [parameter("path")], get: operation(`get ${text}`) },
      [`/c/${segment}`]: {
        post: operation(`post ${text}`, {
          requestBody: {
            description: text,
            required: true,
            content: {
              ...content("application/json", object),
              ...content(`text/${text}`, schema),
              "multipart/form-data": {
                schema: object,
                encoding: named({ contentType: text, headers: named({ schema }) }),
                example: named(text),
              },
            },
          },
        }),
      },
      "/d": {
        get: operation("plain", {
          "x-twinspec-name": text,
          callbacks: named(named({ post: received(text) })),
        }),
      },
    },
    webhooks: {
      ...named({ summary: text, post: received(text) }),
      [`x${text}`]: { parameters: [parameter("header"), parameter("query")], put: received(`put ${text}`) },
    },
    components: {
      schemas: {
        ...named(object),
        [`${text} of`]: { oneOf: [refer], discriminator: { propertyName: text, mapping: named(refer.$ref) } },
        [`all ${text}`]: { allOf: [refer, { type: "object", properties: named(refer) }], required: [text] },
        constant: openapi === "3.1.0" ? { const: text } : schema,
        nested: {
          type: "array",
          items: { type: "object", properties: named({ type: "object", properties: named(schema) }) },
        },
      },
      securitySchemes: {
        ...named({
          type: "oauth2",
          description: text,
          flows: { clientCredentials: { tokenUrl: `https://api.example.com/${text}`, scopes: named(text) } },
        }),
        [`key ${text}`]: { type: "apiKey", in: "header", name: text },
        [`query ${text}`]: { type: "apiKey", in: "query", name: text },
        [`http ${text}`]: { type: "http", scheme: text },
      },
    },
  };
}

function escapePointer(text: string): string {
  return text.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("%", "%25");
}
