/** A document that is edited: JSON data. */
interface Draft {
  paths: Record<string, Record<string, Operation>>;
  webhooks: Record<string, object>;
  components: {
    schemas: Record<string, Schema>;
    parameters: Record<string, object>;
    responses: Record<string, object>;
  };
  [field: string]: unknown;
}

interface Operation {
  parameters?: object[];
  [field: string]: unknown;
}

interface Schema {
  properties?: Record<string, object>;
  required?: string[];
  [keyword: string]: unknown;
}

/** The files of an API that somebody works on; `broken` are documents that cannot be read. */
export interface Api {
  main: Draft;
  shared: Record<string, Schema>;
  settings: Record<string, unknown>;
  /** Lines before all else, which move everything. */
  lines: number;
  isBroken: boolean;
  indent: number | undefined;
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object) => ({ "application/json": { schema } });
const ok = (schema: object) => ({ description: "OK", content: json(schema) });
const text = { type: "string" };

/** An API with something of everything that single modules are made from. */
export function newApi(): Api {
  const failure = { $ref: "#/components/responses/Failure" };
  const main: Draft = {
    openapi: "3.1.0",
    info: { title: "Zoo", version: "1", description: "Animals." },
    servers: [{ url: "https://zoo.example" }],
    tags: [{ name: "animals" }, { name: "files" }],
    paths: {
      "/animals": {
        get: {
          operationId: "listAnimals",
          tags: ["animals"],
          parameters: [
            { name: "page", in: "query", schema: { type: "integer" } },
            { name: "per_page", in: "query", schema: { type: "integer" } },
            { name: "kind", in: "query", schema: ref("Kind") },
          ],
          responses: { 200: ok({ type: "array", items: ref("Animal") }), default: failure },
        },
        post: {
          operationId: "createAnimal",
          tags: ["animals"],
          requestBody: { required: true, content: json(ref("Animal")) },
          responses: { 201: ok(ref("Animal")), 422: failure },
          callbacks: {
            born: {
              "{$request.body#/url}": {
                post: { requestBody: { content: json(ref("Birth")) }, responses: { 200: { description: "OK" } } },
              },
            },
          },
        },
      },
      "/animals/{id}": {
        get: {
          operationId: "getAnimal",
          tags: ["animals"],
          parameters: [{ $ref: "#/components/parameters/Id" }],
          responses: { 200: ok(ref("Animal")), 404: failure },
        },
        delete: {
          operationId: "deleteAnimal",
          parameters: [{ $ref: "#/components/parameters/Id" }],
          responses: { 204: { description: "Gone" } },
        },
      },
      "/trees": { get: { operationId: "getTree", responses: { 200: ok(ref("Tree")) } } },
      "/places": { get: { operationId: "listPlaces", responses: { 200: ok({ $ref: "shared.json#/Place" }) } } },
      "/files": {
        post: {
          operationId: "uploadFile",
          tags: ["files"],
          requestBody: { content: { "multipart/form-data": { schema: ref("Upload") } } },
          responses: { 200: ok(ref("Record")) },
        },
      },
      "/events": {
        get: {
          operationId: "streamEvents",
          responses: { 200: { description: "OK", content: { "text/event-stream": { schema: ref("Birth") } } } },
        },
      },
    },
    webhooks: {
      born: {
        post: {
          operationId: "animalBorn",
          requestBody: { content: json(ref("Birth")) },
          responses: { 200: ok(ref("Kind")) },
        },
      },
    },
    components: {
      parameters: { Id: { name: "id", in: "path", required: true, schema: { type: "integer", format: "int64" } } },
      responses: { Failure: { description: "It failed.", content: json(ref("Problem")) } },
      schemas: {
        Animal: {
          type: "object",
          required: ["id", "kind"],
          properties: {
            id: { type: "integer", format: "int64", readOnly: true },
            kind: text,
            born: { type: "string", format: "date-time" },
            parent: ref("Animal"),
            place: { $ref: "shared.json#/Place" },
          },
          discriminator: { propertyName: "kind", mapping: { cat: "#/components/schemas/Cat" } },
        },
        Cat: {
          allOf: [ref("Animal"), { type: "object", properties: { claws: { type: "integer" }, mood: ref("Mood") } }],
        },
        Dog: { allOf: [ref("Animal"), { type: "object", properties: { tail: { type: "boolean" } } }] },
        Pet: { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind" } },
        Tree: {
          type: "object",
          properties: { left: ref("Tree"), right: { anyOf: [ref("Tree"), { type: "null" }] }, pet: ref("Pet") },
        },
        Upload: {
          type: "object",
          required: ["file"],
          properties: { file: { type: "string", format: "binary" }, note: text, owner: ref("Keeper") },
        },
        Record: { type: "object", properties: { file: { type: "string", format: "binary" }, keeper: ref("Keeper") } },
        Keeper: {
          type: "object",
          properties: { name: text, badge: { type: "string", contentMediaType: "image/png" } },
        },
        Birth: {
          type: "object",
          properties: { at: { type: "string", format: "date-time" }, animal: ref("Pet"), mood: ref("Mood") },
        },
        Kind: { type: "string", enum: ["cat", "dog"] },
        Mood: { type: "string", enum: ["good", "bad"], description: "How it feels." },
        Problem: { type: "object", properties: { code: { type: "integer" }, message: text } },
        Unused: { type: "object", properties: { kind: ref("Kind") } },
      },
    },
  };
  return {
    main,
    shared: {
      Place: {
        type: "object",
        properties: {
          name: text,
          inside: { $ref: "#/Place" },
          keeper: { $ref: "main.json#/components/schemas/Keeper" },
        },
      },
    },
    settings: { input: ["main.json"], output: "client" },
    lines: 0,
    isBroken: false,
    indent: 2,
  };
}

/** The files that an API is written as. */
export function filesOf({ main, shared, settings, lines, isBroken, indent }: Api): Record<string, string> {
  const whole = "\n".repeat(lines) + JSON.stringify(main, null, indent);
  return {
    "main.json": isBroken ? whole.slice(0, whole.length / 2) : whole,
    "shared.json": JSON.stringify(shared, null, 2),
    "twinspec.json": JSON.stringify(settings, null, 2),
  };
}

/** One thing that somebody does to an API; `random` draws a number from 0 up to 1. */
type Edit = (api: Api, random: () => number) => void;

const oneOf = <Item>(items: readonly Item[], random: () => number): Item => items[Math.floor(random() * items.length)]!;
const operationsIn = ({ main }: Api) => Object.values(main.paths).flatMap((item) => Object.values(item));
const schemasIn = ({ main }: Api) => main.components.schemas;
const objectsIn = (api: Api) => Object.values(schemasIn(api)).flatMap((schema) => (schema.properties ? [schema] : []));
const word = (random: () => number) => oneOf(["alpha", "beta", "gamma", "delta", "epsilon"], random);

/** Everything that a document says, in other words: names of schemas everywhere. */
function renameIn(api: Api, from: string, to: string): void {
  const renamed = (value: object) =>
    JSON.parse(JSON.stringify(value).replaceAll(`/schemas/${from}"`, `/schemas/${to}"`)) as object;
  api.main = renamed(api.main) as Draft;
  api.shared = renamed(api.shared) as Api["shared"];
  const { schemas } = api.main.components;
  api.main.components.schemas = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name === from ? to : name, schema]),
  );
}

function setChoice(api: Api, random: () => number, choices: Record<string, readonly unknown[]>): void {
  const key = oneOf(Object.keys(choices), random);
  api.settings["client"] = { ...(api.settings["client"] as object), [key]: oneOf(choices[key]!, random) };
}

/** By what they are called, so that a failing run says what was done. */
export const edits: Readonly<Record<string, Edit>> = {
  "give an operation a parameter": (api, random) => {
    const operation = oneOf(operationsIn(api), random);
    const name = word(random);
    const others = (operation.parameters ?? []).filter((each) => (each as { name?: string }).name !== name);
    const schema = oneOf<object>(
      [text, ref("Kind"), { type: "array", items: ref("Mood") }, { type: "integer" }],
      random,
    );
    operation.parameters = [...others, { name, in: "query", description: word(random), schema }];
  },
  "take parameters from an operation": (api, random) => {
    const operation = oneOf(operationsIn(api), random);
    operation.parameters = (operation.parameters ?? []).filter((each) => "$ref" in each);
  },
  "describe an operation": (api, random) => {
    oneOf(operationsIn(api), random)["summary"] = `${word(random)} ${word(random)}`;
  },
  "rename an operation": (api, random) => {
    oneOf(operationsIn(api), random)["operationId"] = `${word(random)}Thing`;
  },
  "add a path": (api, random) => {
    const schema = ref(oneOf(Object.keys(schemasIn(api)), random));
    api.main.paths[`/${word(random)}`] = {
      get: { responses: { 200: ok(schema) } },
      put: { requestBody: { content: json(schema) }, responses: { 204: { description: "Done" } } },
    };
  },
  "remove a path": ({ main }, random) => {
    const paths = Object.keys(main.paths);
    if (paths.length > 4) delete main.paths[oneOf(paths, random)];
  },
  "give a schema a member": (api, random) => {
    const schema = oneOf(objectsIn(api), random);
    const member = oneOf<object>(
      [text, { type: "integer", format: "int64" }, ref("Kind"), ref("Tree"), { type: "string", format: "binary" }],
      random,
    );
    schema.properties = {
      ...schema.properties,
      [word(random)]: { ...member, ...(random() < 0.3 && { readOnly: true }) },
    };
  },
  "take a member from a schema": (api, random) => {
    const schema = oneOf(objectsIn(api), random);
    const name = oneOf(Object.keys(schema.properties ?? {}), random);
    if (name !== undefined) delete schema.properties![name];
  },
  "shuffle the members of a schema": (api, random) => {
    const schema = oneOf(objectsIn(api), random);
    schema.properties = Object.fromEntries(Object.entries(schema.properties ?? {}).sort(() => random() - 0.5));
  },
  "describe a schema": (api, random) => {
    oneOf(Object.values(schemasIn(api)), random)["description"] = `${word(random)}.`;
  },
  "rename a schema": (api, random) => {
    const from = oneOf(Object.keys(schemasIn(api)), random);
    const to = `${from.replace(/\d+$/, "")}${Math.floor(random() * 90)}`;
    if (!(to in schemasIn(api)) && from !== "Kind" && from !== "Mood" && from !== "Tree") renameIn(api, from, to);
  },
  "build a schema on another": (api, random) => {
    const base = oneOf(Object.keys(schemasIn(api)), random);
    schemasIn(api)[`${word(random)}Kind`] = { allOf: [ref(base), { type: "object", properties: { extra: text } }] };
  },
  "remove what a schema is built on": (api, random) => {
    const built = Object.entries(schemasIn(api)).filter(([name]) => name.endsWith("Kind") && name !== "Kind");
    if (built.length === 0) return;
    const [name] = oneOf(built, random);
    if (!JSON.stringify(api.main).includes(`/schemas/${name}"`)) delete schemasIn(api)[name];
  },
  "have a request hold what responses do": (api, random) => {
    const put = {
      requestBody: { content: json(ref(oneOf(Object.keys(schemasIn(api)), random))) },
      responses: { 204: { description: "Done" } },
    };
    api.main.paths["/animals/{id}/requests"] = {
      post: { ...put, parameters: [{ $ref: "#/components/parameters/Id" }] },
    };
  },
  "change a list of values": (api, random) => {
    const kind = schemasIn(api)["Kind"];
    if (kind) kind["enum"] = ["cat", "dog", ...(random() < 0.5 ? [word(random)] : [])];
  },
  "change a shared response": ({ main }, random) => {
    main.components.responses["Failure"] = {
      description: word(random),
      content: json(random() < 0.5 ? ref("Problem") : text),
    };
    if (!("Problem" in main.components.schemas)) main.components.schemas["Problem"] = { type: "object" };
  },
  "change the other file": ({ shared }, random) => {
    const { Place } = shared;
    if (Place)
      Place.properties = { ...Place.properties, [word(random)]: oneOf<object>([text, { type: "integer" }], random) };
  },
  "refer to what is not there": (api, random) => {
    const operation = oneOf(operationsIn(api), random);
    operation.parameters = [
      ...(operation.parameters ?? []).slice(0, 2),
      { name: "lost", in: "query", schema: ref(random() < 0.5 ? "Animl" : "Kind") },
    ];
  },
  "say what nobody knows": (api, random) => {
    oneOf(operationsIn(api), random)[random() < 0.5 ? "sumary" : "x-note"] = word(random);
  },
  "move everything by lines": (api, random) => {
    api.lines = Math.floor(random() * 4);
    api.indent = oneOf([2, 1, undefined], random);
  },
  "break the document, or mend it": (api) => {
    api.isBroken = !api.isBroken;
  },
  "change how values are read": (api, random) => {
    setChoice(api, random, {
      enums: ["closed", "open", "const"],
      int64: ["string", "bigint", "number"],
      dates: ["string", "Date"],
      baseSchemas: ["own", "subtypes"],
      ids: [["kind"], []],
    });
  },
  "change what is written": (api, random) => {
    api.settings["target"] = oneOf(["package", "source"], random);
    api.settings["outputs"] = oneOf([["client"], ["client", "readme"]], random);
  },
  "change how null is read": (api, random) => {
    api.main["openapi"] = oneOf(["3.0.3", "3.1.0"], random);
    api.settings["nullableReferences"] = random() < 0.5;
    const mood = schemasIn(api)["Mood"];
    if (mood?.["enum"]) mood["nullable"] = true;
  },
  "choose operations": (api, random) => {
    api.settings["exclude"] = oneOf([[], ["tag:files"], ["GET /trees"]], random);
  },
  "write nothing new": () => undefined,
};

/** Edits of one thing that change what is generated of others. */
export const reaching: Readonly<Record<string, (api: Api) => void>> = {
  "a schema that is built on one that is built on a base": (api) => {
    schemasIn(api)["Persian"] = { allOf: [ref("Cat"), { type: "object", properties: { fur: text } }] };
  },
  "a schema that is built on a base, where bases are the union of these": (api) => {
    api.settings["client"] = { baseSchemas: "subtypes" };
    schemasIn(api)["Bird"] = { allOf: [ref("Animal"), { type: "object", properties: { wings: text } }] };
  },
  "a request that holds what was in responses alone": (api) => {
    api.main.paths["/trees"]!["put"] = { requestBody: { content: json(ref("Tree")) }, responses: { 204: {} } };
  },
  "a parameter that holds an enum, where those of responses are open": (api) => {
    api.settings["client"] = { enums: "open" };
    const mood = { name: "mood", in: "query", schema: ref("Mood") };
    api.main.paths["/trees"]!["get"]!.parameters = [mood];
  },
  "an upload that holds what was JSON alone": (api) => {
    schemasIn(api)["Upload"]!.properties!["record"] = ref("Record");
  },
  "no upload any more": (api) => {
    delete api.main.paths["/files"];
  },
  "a member that JSON.parse would read otherwise, far below what operations respond with": (api) => {
    schemasIn(api)["Keeper"]!.properties!["salary"] = { type: "integer", format: "int64" };
  },
  "a member that only responses have, far below what a request holds": (api) => {
    api.main.paths["/trees"]!["put"] = { requestBody: { content: json(ref("Tree")) }, responses: { 204: {} } };
    schemasIn(api)["Mood"] = { type: "object", properties: { since: { ...text, readOnly: true }, why: text } };
  },
  "another name of a schema in a mapping": (api) => {
    schemasIn(api)["Animal"]!["discriminator"] = { propertyName: "kind", mapping: { tiger: ref("Cat").$ref } };
  },
  "a schema that others are, as a choice of itself": (api) => {
    schemasIn(api)["Animal"]!["oneOf"] = [ref("Cat"), ref("Dog")];
  },
};

/** Settings that are changed alone, one after the other, while the documents stay. */
export const choices: readonly Readonly<Record<string, unknown>>[] = [
  { nullableReferences: false },
  { auth: { prefix: "Token" }, title: "Zoos" },
  { client: { ids: ["id"], parameters: { zone: { in: "header" } } } },
  { client: { pages: { listAnimals: { style: "page", page: "page", limit: "per_page" } }, retry: { attempts: 2 } } },
  { client: { enums: "open-const", baseSchemas: "subtypes", dates: "Date", int64: "bigint" } },
  { package: { declarationMap: true, name: "zoo" } },
  { outputs: ["client", "tools", "contract"] },
  { names: { "GET /animals": "allAnimals" } },
  { target: "source", importExtension: "ts" },
];
