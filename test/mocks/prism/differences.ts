import type { Facet } from "./compare.ts";
import type { Comparison } from "./side-by-side.ts";

/** A difference from Prism that is meant. */
export interface Difference {
  /** What it is about. */
  readonly about: string;
  readonly prism: string;
  readonly ours: string;
  /** What it rests on. */
  readonly because: string;
  /** What of the responses may differ. */
  readonly facets: readonly Facet[];
  /** The requests that show it, each by its name, or by the beginning of names with `…` behind it. */
  readonly shownBy: readonly string[];
}

/** Every difference that is meant, in the order in which a request comes to them. */
export const differences: readonly Difference[] = [
  {
    about: "the path of the document's server",
    prism: "404",
    ours: "found with and without it",
    because: "OpenAPI 3.1, section 4.8.5: paths are appended to the server's URL",
    facets: ["status", "type", "body"],
    shownBy: ["library: GET /v1/books", "Swagger 2.0: GET /v1/pets"],
  },
  {
    about: "an empty segment where the path has a variable",
    prism: "the operation, with 422",
    ours: "404",
    because: "OpenAPI 3.1, section 4.8.12: a path parameter is required",
    facets: ["status", "type", "body", "violations"],
    shownBy: ["library: GET /books/"],
  },
  {
    about: "`/books/{bookId}` and `/{section}/index` for `/books/index`",
    prism: "the second",
    ours: "the first: text on the left wins",
    because: "OpenAPI 3.1, section 4.8.8.2 leaves it to tools",
    facets: ["status", "body", "violations"],
    shownBy: ["library: GET /books/index"],
  },
  {
    about: "HEAD where GET is described",
    prism: "405",
    ours: "GET without the body",
    because: "RFC 9110, section 9.3.2",
    facets: ["status", "type"],
    shownBy: ["library: HEAD /books"],
  },
  {
    about: "a method or path that is not described, behind a proxy",
    prism: "a warning",
    ours: "an error among the violations; the request goes on all the same",
    because: "OpenAPI 3.1, section 4.8.8: the document has the available paths",
    facets: ["violations"],
    shownBy: ["proxy: GET /undescribed", "proxy: PUT /things"],
  },
  {
    about: "the authentication scheme in lower case (`bearer`)",
    prism: "401",
    ours: "the same as `Bearer`",
    because: "RFC 9110, section 11.1: case does not matter",
    facets: ["status", "type", "body", "headers"],
    shownBy: ["security: GET /bearer | authorization: bearer anything"],
  },
  {
    about: "HTTP schemes but `basic` and `bearer` (`digest`)",
    prism: "401 for values that are not letters and digits alone, such as a path in `uri`",
    ours: "any credential of the scheme",
    because: "RFC 9110, section 11.4: the scheme says what a credential is",
    facets: ["status", "type", "body"],
    shownBy: ["security: GET /digest | authorization: Digest…"],
  },
  {
    about: "optional security, `[{}, {bearer: []}]`, and another credential",
    prism: "401",
    ours: "access",
    because: "OpenAPI 3.1, section 4.8.30: `{}` makes it optional",
    facets: ["status", "type", "body", "headers"],
    shownBy: ["security: GET /optional | authorization: Basic…"],
  },
  {
    about: "a security scheme that the document does not define",
    prism: "access for nobody but those without a credential",
    ours: "access with any credential",
    because: "OpenAPI 3.1, section 4.8.30: the name must be that of a scheme",
    facets: ["status", "type", "body", "headers"],
    shownBy: ["security: GET /undefined", "security: GET /undefined | authorization: Bearer anything"],
  },
  {
    about: "`WWW-Authenticate` of a 401",
    prism: "none for API keys, wrong credentials of Basic, and described responses; `OAuth2` and `OpenID` for tokens",
    ours: "always there, of the scheme that clients send (`Bearer`, `Basic`), for keys `ApiKey`",
    because: "RFC 9110, section 15.5.2: it must be sent; RFC 6750, section 3",
    facets: ["headers"],
    shownBy: [
      "security: GET /basic | authorization: Basic nonsense",
      "security: GET /header-key",
      "security: GET /query-key",
      "security: GET /cookie-key",
      "security: GET /cookie-key | cookie: other=anything",
      "security: GET /oauth",
      "security: GET /oauth | authorization: Basic…",
      "security: GET /oidc",
      "security: GET /either",
      "security: GET /both",
      "security: GET /both | authorization: Bearer anything",
      "security: GET /documented",
      "security: GET /documented | prefer: example=wrong",
      "security: GET /documented | prefer: code=401, example=wrong",
      "security: GET /documented | prefer: code=200",
      "security: GET /documented-bodiless",
      "security: GET /documented-default",
    ],
  },
  {
    about: "arrays and objects in paths and headers, headers that are neither text nor number, some uploads",
    prism: "the process ends",
    ours: "read and validated, sent",
    because: "OpenAPI 3.1, sections 4.8.12.2, 4.8.15 and 4.8.21",
    facets: ["status", "type", "body", "headers"],
    shownBy: [
      "a header that is no text, which ends Prism: GET /other-headers",
      "parameters: GET /simple/…",
      "parameters: GET /simple-object/…",
      "parameters: GET /simple-exploded/…",
      "parameters: GET /matrix/…",
      "parameters: GET /headers",
      "parameters: GET /headers | x-required: 5…",
      "parameters: GET /headers | X-REQUIRED: x",
      'bodies: POST /multipart | content-type: multipart/form-data; boundary=cut | --cut Content-Disposition: form-data; name="title" Art --cut Content-Disposition: form-data; name="file"…',
    ],
  },
  {
    about: "an empty value for an integer (`count=`)",
    prism: "good",
    ours: "422",
    because: "OpenAPI 3.1, section 4.8.12: `allowEmptyValue` is false",
    facets: ["status", "type", "body"],
    shownBy: ["parameters: GET /query?required=ab&count="],
  },
  {
    about: "case of parameter names in the query",
    prism: "does not matter",
    ours: "matters",
    because: "OpenAPI 3.1, section 4.8.12: names are case-sensitive",
    facets: ["status", "type", "body"],
    shownBy: ["parameters: GET /query?required=ab&upper-case=x"],
  },
  {
    about: "`explode: false`, and the parameter twice",
    prism: "good",
    ours: "422",
    because: "OpenAPI 3.1, section 4.8.12.2: one parameter with commas",
    facets: ["status", "type", "body"],
    shownBy: ["parameters: GET /form-joined?value=1&value=2"],
  },
  {
    about: "`style: spaceDelimited`",
    prism: "422 for `1%202`",
    ours: "good",
    because: "OpenAPI 3.1, section 4.8.12.5 has this example",
    facets: ["status", "type", "body"],
    shownBy: ["parameters: GET /space?value=1%202", "parameters: GET /space?value=1+2"],
  },
  {
    about: "`style: deepObject`",
    prism: "422 where an optional one is left out, or has keys in camelCase; keys of a closed schema are not checked",
    ours: "as the schema says",
    because: "OpenAPI 3.1, section 4.8.12.3",
    facets: ["status", "type", "body"],
    shownBy: [
      "parameters: GET /deep",
      "parameters: GET /deep-camel?value[unitId]=1",
      "parameters: GET /deep-closed?value[z]=1",
    ],
  },
  {
    about: "parameters described by `content`",
    prism: "not checked",
    ours: "422, and 400 for what is not JSON",
    because: "OpenAPI 3.1, section 4.8.12.4",
    facets: ["status", "type", "body"],
    shownBy: ["parameters: GET /content?value=%7B%22y%22:1%7D", "parameters: GET /content?value=nonsense"],
  },
  {
    about: "cookies",
    prism: "not checked",
    ours: "422",
    because: "OpenAPI 3.1, section 4.8.12.1",
    facets: ["status", "type", "body"],
    shownBy: [
      "parameters: GET /cookies",
      "parameters: GET /cookies | cookie: session=ab",
      "parameters: GET /cookies | cookie: session=abc; visits=x",
    ],
  },
  {
    about: "`readOnly` properties in a request",
    prism: "422",
    ours: "good",
    because: "OpenAPI 3.0, section 4.7.24.2: SHOULD NOT be sent, which is no MUST NOT",
    facets: ["status", "type", "body"],
    shownBy: ['bodies: POST /json | content-type: application/json | {"name":"Ann","id":5}'],
  },
  {
    about: "JSON under another name (`application/vnd.x+json` for `application/json`)",
    prism: "good",
    ours: "415",
    because: "OpenAPI 3.1, section 4.8.13: the keys of `content` are the media types",
    facets: ["status", "type", "body"],
    shownBy: [
      "bodies: POST /json | content-type: application/vnd.other+json…",
      "bodies: POST /suffix | content-type: application/json…",
    ],
  },
  {
    about: "`Prefer: code=404` with an example that the 404 does not have, or a media type",
    prism: "500, without the reason",
    ours: "404 or 406, as without `code`",
    because: "RFC 9110, section 15.6.1: a 500 is for an unexpected condition",
    facets: ["status", "body"],
    shownBy: [
      ...["GET /books/7", "GET /only-default"].flatMap((request) =>
        ["code=404, example=lost", "code=404,example=moved", "code=404, example=two"].map(
          (preference) => `library: ${request} | prefer: ${preference}`,
        ),
      ),
    ],
  },
  {
    about: "`Prefer: code=999`, where the document has a default",
    prism: "the default, with the status 999",
    ours: "404 with the reason",
    because: "RFC 9110, section 15: a status outside of 100 to 599 is not valid",
    facets: ["status", "type", "body"],
    shownBy: ["library: GET /only-default?__code=999"],
  },
  {
    about: "a `Content-Type` that is none",
    prism: "500",
    ours: "415",
    because: "RFC 9110, section 15.5.16",
    facets: ["status", "type", "body"],
    shownBy: ["bodies: POST /json | content-type: nonsense…"],
  },
  {
    about: "a body without a `Content-Type`",
    prism: "422: taken for text",
    ours: "taken for the media type that is described",
    because: "RFC 9110, section 8.3: the recipient may look at it",
    facets: ["status", "type", "body"],
    shownBy: ['bodies: POST /json | {"name":"Ann"}'],
  },
  {
    about: "a body that is not JSON",
    prism: "400 in a form of its own, also in front of an API",
    ours: "400 as problem+json; in front of an API it goes on, as every other request that is not valid",
    because: "RFC 9457",
    facets: ["status", "type", "body", "violations"],
    shownBy: [
      "library: POST /books | content-type: application/json | {",
      "bodies: POST /json | content-type: application/json | not JSON",
      "proxy: POST /things | content-type: application/json | not JSON",
      "proxy --errors: POST /things | content-type: application/json | not JSON",
      "proxy --errors --validate-request=false: POST /things | content-type: application/json | not JSON",
    ],
  },
  {
    about: "an array in a form (`tags=a&tags=b`)",
    prism: "422",
    ours: "good",
    because: "OpenAPI 3.1, section 4.8.15: `style: form`, `explode: true`",
    facets: ["status", "type", "body"],
    shownBy: ["bodies: POST /form | content-type: application/x-www-form-urlencoded | name=Ann&tags=a&tags=b"],
  },
  {
    about: "multipart without a boundary",
    prism: "415",
    ours: "400: the media type is one that is described",
    because: "RFC 9110, section 15.5.1; RFC 2046, section 5.1.1",
    facets: ["status", "body"],
    shownBy: ["bodies: POST /multipart | content-type: multipart/form-data |…"],
  },
  {
    about: "required parts of a multipart body of Swagger 2.0",
    prism: "not checked",
    ours: "422",
    because: "Swagger 2.0, Parameter Object: `required`",
    facets: ["status", "type", "body"],
    shownBy: [
      'Swagger 2.0: POST /upload | content-type: multipart/form-data; boundary=cut | --cut Content-Disposition: form-data; name="other"…',
    ],
  },
  {
    about: "a body of GET",
    prism: "415",
    ours: "a warning",
    because: "RFC 9110, section 9.3.1: it has no meaning",
    facets: ["status", "type", "body", "violations"],
    shownBy: ["bodies: GET /undescribed…"],
  },
  {
    about: "a response for a range of media types (`*/*`)",
    prism: "406 for every type that a client names",
    ours: "the type that the client accepts, where it can hold the value",
    because: "OpenAPI 3.1, section 4.8.17: a key may be a media type range",
    facets: ["status", "type", "body"],
    shownBy: [
      "library: GET /any | accept: application/json…",
      "library: GET /any | accept: text/*",
      "library: GET /any | accept: application/xml",
      "library: GET /any | accept: text/csv…",
      "library: GET /any | accept: application/vnd…",
      "library: GET /any | accept: image/png",
    ],
  },
  {
    about: "`Content-Type` of a response without content",
    prism: "`text/plain`",
    ours: "none",
    because: "RFC 9110, section 8.3",
    facets: ["type"],
    shownBy: [
      "library: GET /books/7 | prefer: code=503",
      "library: GET /books/7?__code=503",
      "library: DELETE /books/7",
      "Swagger 2.0: DELETE /nothing",
    ],
  },
  {
    about: "examples in XML",
    prism: "held against the schema as a text: a violation",
    ours: "read by the XML Object",
    because: "OpenAPI 3.1, section 4.8.26",
    facets: ["violations"],
    shownBy: ["Swagger 2.0: GET /xml | accept: application/xml"],
  },
  {
    about: "`prefixItems`",
    prism: "500 in dynamic bodies, an empty array in static ones",
    ours: "the items",
    because: "JSON Schema 2020-12, section 10.3.1.1",
    facets: ["status", "type", "violations"],
    shownBy: [
      "dynamic -d: GET /pair",
      "static: GET /pair",
      "dynamic --seed, --json-schema-faker-fillProperties=false, --errors: GET /pair",
    ],
  },
  {
    about: "dynamic bodies where there is no schema",
    prism: "500",
    ours: "the example",
    because: "OpenAPI 3.1, section 4.8.14: `schema` is optional",
    facets: ["status", "type", "body"],
    shownBy: ["dynamic -d: GET /no-schema", "static: GET /no-schema | prefer: dynamic=true"],
  },
  {
    about: "callbacks",
    prism: "without header parameters, nor for a form; `{$request.header.X-Id}` is empty and `{$method}` in lower case",
    ours: "with them, for every body, names of headers in any case, and the method as it was sent",
    because: "OpenAPI 3.1, sections 4.8.18 and 4.8.20.4; RFC 9110, sections 5.1 and 9.1",
    facets: ["body"],
    shownBy: [
      'callbacks: POST /subscriptions | content-type: application/json | {"url":"RECEIVER/notify","token":"t1"}',
      'callbacks: POST /subscriptions | content-type: application/json | {"url":"RECEIVER/again"}',
      "callbacks: POST /subscriptions | content-type: application/x-www-form-urlencoded…",
      "callbacks: POST /by-query…",
    ],
  },
  {
    about: "redirects of an API behind a proxy",
    prism: "followed",
    ours: "sent to the client",
    because: "RFC 9110, section 15.4: they are the user agent's",
    facets: ["status", "type", "body", "violations"],
    shownBy: ["proxy: GET /redirect", "proxy --errors: GET /redirect"],
  },
  {
    about: "CORS for a request with `Origin`",
    prism: "`*` for the headers that scripts may read and send, without `Vary: Origin`",
    ours: "headers by their names, and `Vary: Origin`",
    because: "Fetch Standard, section 3.3.5: with credentials `*` stands for nothing",
    facets: ["headers"],
    shownBy: [
      "library: GET /books | origin…",
      "library: GET /nowhere | origin…",
      "library: GET /books?limit=0 | origin…",
      "library: OPTIONS /books | origin…",
      "library: OPTIONS /books/7 | origin…",
      "library: OPTIONS /nowhere | origin…",
      "proxy: GET /things | origin…",
      "proxy --errors: GET /things | origin…",
    ],
  },
];

/** What is wrong about a comparison: it differs and no difference is meant, or it does not differ although one is. */
export function faultOf({ name, differs }: Pick<Comparison, "differs" | "name">): string | undefined {
  const found = differences.find(({ shownBy }) => shownBy.some((shown) => isShownBy(name, shown)));
  if (found === undefined) return differs.length === 0 ? undefined : `differs in ${differs.join(", ")}`;
  if (differs.length === 0) return `is equal, although "${found.about}" is to be different`;
  const more = differs.filter((facet) => !found.facets.includes(facet));
  return more.length === 0 ? undefined : `differs in ${more.join(", ")}, beside "${found.about}"`;
}

/** Names of requests that the differences have and nobody sends. */
export function unusedNames(names: readonly string[]): string[] {
  return differences.flatMap(({ shownBy }) => shownBy).filter((shown) => !names.some((name) => isShownBy(name, shown)));
}

function isShownBy(name: string, shown: string): boolean {
  return shown.endsWith("…") ? name.startsWith(shown.slice(0, -1)) : name === shown;
}
