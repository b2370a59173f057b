import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";

interface Json {
  [key: string]: unknown;
}

const folder = fileURLToPath(new URL("../../spec/zoho-desk/", import.meta.url));
const texts = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith(".yaml") && !file.startsWith("twinspec."))
    .map((file) => [file, readFileSync(folder + file, "utf8")]),
);
const documents = new Map([...texts].map(([file, text]) => [file, parseDocument(text).toJS() as Json]));
const onTheArticleAlone = ["Assistant.yaml", "AssistantSessions.yaml", "SessionAnalytics.yaml"];

/** Patterns that Java compiles and ECMAScript does not (with the flag `u`), each by what it is for. */
const notEcmaScript = {
  channel: String.raw`[0-9a-zA-Z_\-\.\$@\?\:\/\!\P{InBasicLatin}\s()]+`,
  name: String.raw`([0-9a-zA-Z_\-\.\$@\?\,\:\'\/\!\P{InBasicLatin}\s])+`,
  nameOrNothing: String.raw`[0-9a-zA-Z_\-\.\$@\?\,\:\'\/\!\P{InBasicLatin}\s]+|^$`,
  searchOfAgents: String.raw`[0-9a-zA-Z_\-\&\.\$\@\?\,\:\'\/\!\P{InBasicLatin}\s]+`,
  address: String.raw`(^(ht|f)tp(s?)\://[-.\w]*(/?)([a-zA-Z0-9\-\.\?\,\:\'/\\+=&amp;%\$#_@]*)?$)`,
};

const danglingReferences = new Set<string>();

/** The value that a reference leads to, undefined where nothing is, and the file that holds it. */
function follow(reference: string, file: string): { value: unknown; file: string } {
  const [path = "", pointer = ""] = reference.split("#");
  const target = path === "" ? file : path.replace(/^\.\//, "");
  const steps = pointer.split("/").slice(1);
  const value = steps.reduce<unknown>((at, step) => (at as Json | undefined)?.[step], documents.get(target));
  return { value, file: target };
}

/** The value with every reference replaced by what it leads to. */
function resolve(value: unknown, file: string): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, file));
  if (typeof value !== "object" || value === null) return value;
  const { $ref, ...siblings } = value as Json;
  const own = Object.fromEntries(Object.entries(siblings).map(([key, item]) => [key, resolve(item, file)]));
  if (typeof $ref !== "string") return own;
  const target = follow($ref, file);
  if (target.value === undefined) {
    danglingReferences.add(`${file}: ${$ref}`);
    return own;
  }
  return { ...(resolve(target.value, target.file) as Json), ...own };
}

interface Operation extends Json {
  operationId: string;
  parameters?: Json[];
  requestBody?: Json;
  responses: Record<string, Json>;
  security: Json[];
}
interface Entry {
  file: string;
  path: string;
  method: string;
  operation: Operation;
}

const resolved = new Map([...documents].map(([file, document]) => [file, resolve(document, file) as Json]));
const operations: Entry[] = [...resolved].flatMap(([file, document]) =>
  Object.entries(document["paths"] as Record<string, Record<string, Operation>>).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ file, path, method, operation })),
  ),
);
const find = (operationId: string) => operations.find((entry) => entry.operation.operationId === operationId)!;

const skippedPatterns = new Set<string>();
/** The schema without the patterns that do not compile. */
function withoutJavaPatterns(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutJavaPatterns);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      if (key !== "pattern" || typeof item !== "string") return [[key, withoutJavaPatterns(item)]];
      try {
        new RegExp(item, "u");
        return [[key, item]];
      } catch {
        skippedPatterns.add(item);
        return [];
      }
    }),
  );
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
function faults(schema: unknown, value: unknown): string[] {
  const validate = ajv.compile(withoutJavaPatterns(schema) as Json);
  validate(value);
  return (validate.errors ?? []).map((error) => `${error.instancePath || "/"} ${error.message}`);
}

/** Every example of a thing with `content`: the media type's schema beside the example's value. */
function examplesOf(thing: Json | undefined): { name: string; schema: unknown; value: unknown }[] {
  return Object.entries((thing?.["content"] ?? {}) as Record<string, Json>).flatMap(([mediaType, content]) =>
    Object.entries((content["examples"] ?? {}) as Record<string, Json>).map(([name, example]) => ({
      name: `${mediaType} ${name}`,
      schema: content["schema"],
      value: example["value"],
    })),
  );
}

/** What two operations must share to mean the same. */
function meaning(operation: Operation): unknown {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key, item]) => key !== "description" || typeof item !== "string")
        .map(([key, item]) => [key, strip(item)]),
    );
  };
  return strip([operation.parameters, operation.requestBody, operation.responses, operation.security]);
}

describe("the Zoho Desk documents", () => {
  it.each([...texts])("%s is OpenAPI 3.1.0 in its version 1.0.0 and begins with what it rests on", (file, text) => {
    const { errors, warnings } = parseDocument(text);
    expect([...errors, ...warnings]).toEqual([]);
    expect(text.split("\n")[0]).toMatch(/^# Rests on /);
    expect(text).not.toMatch(/^#[^\n]*\n#/);
    expect(documents.get(file)).toMatchObject({ openapi: "3.1.0", info: { version: "1.0.0" } });
  });

  it("serve paths below /api/v1/, except the assistant's own server", () => {
    const want = new Set(["/chat/plan", "/chat", "/me", "/browser/status"]);
    const got = new Set(operations.map(({ path }) => path).filter((path) => !path.startsWith("/api/v1/")));
    expect(got).toEqual(want);
    expect(documents.get("Assistant.yaml")?.["servers"]).toMatchObject([{ url: "http://127.0.0.1:8000" }]);
  });

  it("name the server of each of the nine data centres", () => {
    const servers = documents.get("Common.yaml")?.["servers"] as { url: string }[];
    const zoho = ["com", "eu", "in", "com.au", "jp", "com.cn", "sa", "uk"].map((tld) => `https://desk.zoho.${tld}`);
    expect(servers.map(({ url }) => url)).toEqual([...zoho, "https://desk.zohocloud.ca"]);
  });

  it("give every operation another operationId", () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("session analytics", () => {
  const first = find("getSessionAnalytics");
  const second = find("getSessionAnalytics2");

  it("is registered twice for one path and method, in two documents", () => {
    const where = ({ path, method }: Entry) => `${method} ${path}`;
    expect([where(first), where(second)]).toEqual(Array(2).fill("get /api/v1/_doc/__session_analytics"));
    expect([first.file, second.file]).toEqual(["SessionAnalytics.yaml", "AssistantSessions.yaml"]);
  });

  it("means the same both times", () => {
    expect(meaning(second.operation)).toEqual(meaning(first.operation));
  });

  it("has one parameter, the optional object p, and needs both scopes", () => {
    expect(first.operation.parameters).toMatchObject([
      { name: "p", in: "query", required: false, style: "deepObject", explode: true, schema: { type: "object" } },
    ]);
    expect(first.operation.security).toEqual([{ "iam-oauth2-schema": ["Desk.basic.READ", "Desk.settings.READ"] }]);
  });
});

describe("what rests on the article alone", () => {
  const entries = operations.filter(({ file }) => onTheArticleAlone.includes(file));

  it("is session analytics and the assistant's API", () => {
    const want = ["browser_status", "chat", "chat_plan", "getSessionAnalytics", "getSessionAnalytics2", "me"];
    expect(entries.map(({ operation }) => operation.operationId).sort()).toEqual(want);
  });

  it.each(entries)("is said in the description of $operation.operationId", ({ operation }) => {
    expect(operation["description"]).toContain("Modelled on an article, in no official file, not verified");
  });

  it("is said nowhere else", () => {
    const others = [...texts].filter(([file]) => !onTheArticleAlone.includes(file)).map(([, text]) => text);
    expect(others.filter((text) => /modelled on an article/i.test(text))).toEqual([]);
  });
});

describe("an example", () => {
  it.each(operations.map((entry) => [entry.operation.operationId, entry] as const))(
    "of what %s sends or answers satisfies its schema",
    (_, { operation }) => {
      const answers = Object.entries(operation.responses).filter(([status]) => status.startsWith("2"));
      const json = answers.filter(([, response]) => "application/json" in ((response["content"] ?? {}) as Json));
      const examples = [operation.requestBody, ...answers.map(([, response]) => response)].flatMap(examplesOf);
      expect(examples.length).toBeGreaterThanOrEqual(json.length);
      for (const { name, schema, value } of examples) expect([name, ...faults(schema, value)]).toEqual([name]);
      for (const { name, schema, example, examples: more } of operation.parameters ?? []) {
        const values = Object.values((more ?? {}) as Record<string, Json>).map(({ value }) => value);
        if (example !== undefined) values.push(example);
        for (const value of values) expect([name, ...faults(schema, value)]).toEqual([name]);
      }
    },
  );

  it("of an error breaks its schema only where additionalProperties: false stands beside allOf", () => {
    const common = resolve({ $ref: "#/components/responses" }, "Common.yaml") as Record<string, Json>;
    const broken = Object.entries(common)
      .filter(([, response]) => examplesOf(response).some(({ schema, value }) => faults(schema, value).length > 0))
      .map(([name]) => name);
    expect(broken.sort()).toEqual(["invalidDataErrorResponse", "licenseErrorResponse"]);
    for (const name of broken) {
      const { schema, value } = examplesOf(common[name])[0]!;
      const { additionalProperties, ...rest } = schema as Json;
      expect([additionalProperties, ...faults(rest, value)]).toEqual([false]);
    }
  });

  it("writes IDs as strings of 15 to 18 digits, organizations aside", () => {
    const ids: [string, unknown][] = [];
    const walk = (value: unknown, key = ""): void => {
      if (Array.isArray(value)) for (const item of value) walk(item, key);
      else if (typeof value === "object" && value !== null)
        for (const [name, item] of Object.entries(value)) walk(item, name);
      else if (value !== null && /^id$|[a-z]Ids?$|_ID$/.test(key)) ids.push([key, value]);
    };
    for (const { file, operation } of operations.filter(
      ({ file }) => !onTheArticleAlone.includes(file) || file[0] === "S",
    )) {
      if (file === "Organizations.yaml") continue;
      for (const thing of [operation.requestBody, operation.responses["200"]])
        for (const { value } of examplesOf(thing)) walk(value);
    }
    const isPrecise = ([key, id]: [string, unknown]) =>
      key === "externalId" || key === "emailId" || (typeof id === "string" && /^[0-9]{15,18}$/.test(id));
    expect(ids.length).toBeGreaterThan(50);
    expect(ids.filter((entry) => !isPrecise(entry))).toEqual([]);
  });
});

describe("the answers", () => {
  const ofZoho = operations.filter(({ file }) => file !== "Assistant.yaml");

  it.each(ofZoho)("of $operation.operationId name the errors that any call can meet", ({ path, operation }) => {
    const want = ["401", "403", "429", "500", ...(/[{_]/.test(path) ? ["404"] : [])];
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(want));
  });

  it.each(ofZoho.filter(({ operation }) => operation.parameters?.some(({ name }) => name === "limit")))(
    "of the list $operation.operationId can be empty, and its limit has a maximum",
    ({ operation }) => {
      const named = (name: string) => operation.parameters?.find((parameter) => parameter["name"] === name);
      expect(named("limit")).toHaveProperty("schema.maximum", expect.toBeOneOf([50, 100, 200]));
      expect(named("from")).toHaveProperty("schema.default", 0);
      expect(operation.responses).toHaveProperty("204");
    },
  );

  it("to too many requests tell two cases apart", () => {
    const examples = examplesOf(find("getTickets").operation.responses["429"]);
    const codes = examples.map(({ value }) => (value as Json)["errorCode"]);
    expect(codes).toEqual(["THRESHOLD_EXCEEDED", "TOO_MANY_REQUESTS"]);
    expect(find("getTickets").operation.responses["429"]).toHaveProperty("headers.Retry-After");
  });
});

describe("the vendor's faults are carried on purpose:", () => {
  it("patterns that only Java compiles", () => {
    for (const document of resolved.values()) withoutJavaPatterns(document);
    expect([...skippedPatterns].sort()).toEqual(Object.values(notEcmaScript).sort());
  });

  it("patterns with an HTML entity in them", () => {
    const files = [...texts].filter(([, text]) => /pattern: .*&amp;/.test(text)).map(([file]) => file);
    expect(files).toContain("Tickets.yaml");
  });

  it("a reference to a security scheme that is not there", () => {
    expect([...danglingReferences]).toEqual([
      "AccountFollowers.yaml: ./Common.yaml#/components/securitySchemes/org-oauth",
    ]);
  });

  it("a requirement that names a scheme which no document defines", () => {
    const defined = new Set(
      [...documents.values()].flatMap((document) =>
        Object.keys((document["components"] as Record<string, Json>)["securitySchemes"] ?? {}),
      ),
    );
    const asked = operations.flatMap(({ operation }) =>
      operation.security.flatMap(Object.keys).map((scheme) => `${operation.operationId} ${scheme}`),
    );
    const undefinedOnes = asked.filter((text) => !defined.has(text.split(" ")[1]!));
    expect(undefinedOnes).toEqual(["getOrganizationFavicon cookie-auth"]);
  });

  it("scopes declared in another case, and scopes declared nowhere", () => {
    const scheme = "components.securitySchemes.iam-oauth2-schema.flows.authorizationCode.scopes";
    const declared = Object.keys(
      scheme.split(".").reduce<unknown>((at, step) => (at as Json)[step], resolved.get("Common.yaml")) as Json,
    );
    const asked = new Set(
      operations.flatMap(({ operation }) =>
        operation.security.flatMap((one) => (one["iam-oauth2-schema"] ?? []) as string[]),
      ),
    );
    expect([...asked].filter((scope) => declared.includes(scope))).toEqual([]);
    const nowhere = [...asked].filter((scope) => !declared.some((one) => one.toLowerCase() === scope.toLowerCase()));
    expect(nowhere.sort()).toEqual([
      "Desk.InstantMessages.READ",
      "Desk.agents.READ",
      "Desk.organization.READ",
      "profile.userphoto.READ",
    ]);
  });

  it("a component of one name with two contents", () => {
    const response = (file: string) => follow("#/components/responses/getFollowersResponse", file).value;
    expect(response("AccountFollowers.yaml")).toBeDefined();
    expect(response("ContactFollowers.yaml")).toBeDefined();
    expect(response("AccountFollowers.yaml")).not.toEqual(response("ContactFollowers.yaml"));
  });

  it("an error body among the answers with status 200", () => {
    const examples = examplesOf(find("getAccountFollowers").operation.responses["200"]);
    expect(examples.some(({ value }) => Object.hasOwn(value as Json, "errorCode"))).toBe(true);
  });

  it("one path under two templates in one file", () => {
    const paths = Object.keys(documents.get("TicketComments.yaml")?.["paths"] as Json);
    expect(paths).toEqual(["/api/v1/tickets/{ticketId}/comments", "/api/v1/tickets/{caseId}/comments"]);
  });
});
