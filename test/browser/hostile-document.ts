/** Texts that would run, load or pollute something where they were taken for anything but text. */
export const hostileTexts: readonly string[] = [
  '<img src=x onerror="window.twinspecWasHere=1">',
  "<script>window.twinspecWasHere=1</script>",
  "\"><svg onload='window.twinspecWasHere=1'>",
  "javascript:window.twinspecWasHere=1",
  "*/ window.twinspecWasHere=1; /*",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a template
  "${window.twinspecWasHere=1}{{constructor.constructor('window.twinspecWasHere=1')()}}",
  "\u001b[2J\u001b]0;title\u0007",
  "::error::\u2028\u2029\u202e",
  "</style><style>*{display:none}</style>",
];

const all = hostileTexts.join(" ");
const [image = "", script = ""] = hostileTexts;

/** A document that has them wherever a document has text, and names that belong to every object. */
export const hostileDocument = {
  openapi: "3.1.0",
  info: { title: all, version: all, description: all },
  tags: [{ name: image, description: all }],
  paths: {
    "/things": {
      get: {
        operationId: script,
        summary: image,
        description: all,
        tags: [image],
        security: [{ scheme: [image] }],
        parameters: [
          { name: "q", in: "query", description: all, schema: { type: "array", items: { type: "string" } } },
          { name: script, in: "query", description: image, schema: { enum: [...hostileTexts] }, example: image },
          { name: "__proto__", in: "query", schema: { type: "object" }, example: { polluted: image } },
          { name: "constructor", in: "query", schema: { type: "string", pattern: "(<img>)", default: script } },
        ],
        responses: {
          "200": {
            description: all,
            content: {
              "application/json": {
                schema: { type: "object", properties: { [image]: { type: "string" } } },
                examples: { [image]: { value: { [image]: all, __proto__x: script } } },
              },
              [`text/html;x="${image}"`]: { schema: { type: "string" }, example: all },
            },
          },
          default: { description: script },
        },
      },
      post: {
        operationId: "constructor",
        description: image,
        requestBody: { description: all, content: { "application/json": { example: { a: all, polluted: 1 } } } },
        responses: { "204": { description: image } },
      },
    },
  },
  components: {
    securitySchemes: {
      scheme: {
        type: "oauth2",
        description: all,
        flows: { clientCredentials: { tokenUrl: "/token", scopes: { [image]: all, [script]: image } } },
      },
    },
  },
};
