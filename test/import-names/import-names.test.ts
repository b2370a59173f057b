import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Workspace } from "../commands/workspace.ts";
import { generatorAxios, generatorFetch, heyApi, heyApiClasses, orval, shop, stainless } from "./fixtures.ts";

let here: Workspace;
beforeEach(() => {
  here = new Workspace({
    "openapi.yaml": shop,
    "twinspec.yaml": "input: openapi.yaml\noutput: client\ntarget: source\n",
  });
});
afterEach(() => here.dispose());

interface Report {
  readonly taken: readonly { readonly key: string; readonly name: string; readonly aliases: readonly string[] }[];
  readonly refused: readonly object[];
  readonly unmatched: readonly object[];
  readonly unread: readonly object[];
  readonly unnamed: readonly object[];
}

/** What becomes of the names in a file, which is written first. */
async function imported(from: string, file: string, text: string, ...options: string[]) {
  here.write(file, text);
  const { code, out } = await here.run("import-names", "--from", from, file, "--format", "json", ...options);
  const [report] = JSON.parse(out) as [Report];
  return { code, report, names: Object.fromEntries(report.taken.map(({ key, name }) => [key, name])) };
}

/** The names in the lock, by operation key. */
function locked(): Record<string, string> {
  const lines = here.read("twinspec.lock.yaml").matchAll(/^ {2}"([A-Z]+ [^"]+)": \{ "name": "([^"]+)"/gm);
  return Object.fromEntries([...lines].map(([, key, name]) => [key!, name!]));
}

describe("the names of a Stainless configuration", () => {
  test("are the calls in one word, and stay in every later generation", async () => {
    const { code, report, names } = await imported("stainless", "stainless.yml", stainless);
    expect(names).toEqual({
      "GET /orders": "listOrders",
      "GET /pets": "petsList",
      "POST /pets": "petsCreate",
      "GET /pets/{}": "petsRetrieve",
      "DELETE /pets/{}": "petsDelete",
      "PUT /pets/{}/photos/{}": "petsPhotosUpload",
    });
    expect(report.unread).toEqual([
      {
        call: "client.pets.unwrap",
        reason: "it has no `endpoint`",
        at: { file: "stainless.yml", line: 17, column: 7 },
      },
    ]);
    expect(report.unmatched).toEqual([
      expect.objectContaining({
        key: "GET /pets/search",
        call: "client.pets.search",
        at: expect.objectContaining({ line: 18 }),
      }),
    ]);
    expect(code).toBe(1);
    expect(locked()).toEqual(names);
    expect((await here.run("generate", "--frozen")).code).toBe(0);
    expect(here.read("client/operations.ts")).toContain("petsPhotosUpload");
    expect(locked()).toEqual(names);
  });

  test("one operation that two methods call has the first name, and the other as an alias", async () => {
    const two = "resources: { pets: { methods: { list: get /pets, all: get /pets } } }\n";
    const { code, report } = await imported("stainless", "stainless.yml", two);
    expect(report.taken).toEqual([
      expect.objectContaining({
        key: "GET /pets",
        name: "petsList",
        aliases: ["petsAll"],
        before: "petsControllerFindAll",
      }),
    ]);
    expect(code).toBe(0);
  });

  test.each(["sdk/api.md", "sdk"])("are in the list of methods of the library, too: %s", async (path) => {
    const code = (title: string, call: string) => `- <code${title}>${call}</a>({ ...params }) -> Pet</code>\n`;
    here.write(
      "sdk/api.md",
      `# Pets\n\nMethods:\n\n${code(' title="get /pets"', 'client.pets.<a href="./src/pets.ts">list')}` +
        code(' title="put /pets/{pet_id}/photos/{id}"', 'client.pets.photos.<a href="./src/pets.ts">upload') +
        code(' title="get /orders"', 'client.<a href="./src/index.ts">listOrders') +
        code("", 'client.pets.<a href="./src/pets.ts">listAndWait') +
        code(' title="get /petz"', 'client.pets.<a href="./src/pets.ts">other') +
        "\n# [Shop](src/shop/api.md)\n\n# [Gone](src/gone/api.md)\n",
    );
    here.write("sdk/src/shop/api.md", code(' title="post /pets"', 'client.shop.<a href="./src/shop.ts">addPet'));
    here.write("sdk/package.json", "{}");
    const { out } = await here.run("import-names", "--from", "stainless", path, "--format", "json");
    const [report] = JSON.parse(out) as [Report];
    const names = Object.fromEntries(report.taken.map(({ key, name }) => [key, name]));
    expect(names).toEqual({
      "GET /pets": "petsList",
      "PUT /pets/{}/photos/{}": "petsPhotosUpload",
      "GET /orders": "listOrders",
      "POST /pets": "shopAddPet",
    });
    expect(report.unmatched).toEqual([
      {
        key: "GET /petz",
        call: "client.pets.other",
        near: "GET /pets",
        at: { file: "sdk/api.md", line: 9, column: 3 },
      },
    ]);
  });

  test("a list without any method is told", async () => {
    here.write("sdk/api.md", "# Pets\n");
    const { code, err } = await here.run("import-names", "--from", "stainless", "sdk");
    expect([code, err]).toEqual([2, expect.stringContaining('"sdk/api.md" lists no methods as Stainless does')]);
  });

  test("a file that is none is told", async () => {
    here.write("other.yml", "a: 1\n");
    const args = ["--from", "stainless"];
    expect(await here.run("import-names", ...args, "other.yml")).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        'error: "other.yml" is no Stainless configuration: it has no `resources`\nhelp: name stainless.yml, or the api.md of the library\n',
      ),
    });
    here.write("broken.yml", "a: [\n");
    const broken = await here.run("import-names", ...args, "broken.yml");
    expect(broken).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^error: broken\.yml:2:1 cannot be read: a sequence is not closed/),
    });
    expect((await here.run("import-names", ...args, "absent.yml")).err).toContain(
      'error: "absent.yml" does not exist\n',
    );
  });
});

test.each([
  ["hey-api", 'no function in "." sends a request'],
  ["stainless", '"." is no Stainless configuration'],
  ["speakeasy", 'nothing in "." has `x-speakeasy-name-override`'],
])("the working folder is called by its name where nothing of %s is in it", async (from, want) => {
  const { code, err } = await here.run("import-names", "--from", from, ".");
  expect([code, err]).toEqual([2, expect.stringContaining(want)]);
});

describe("the names of Speakeasy's extensions", () => {
  test("stand at operations, with their groups or else their tags, and in patterns for the rest", async () => {
    const document = `x-speakeasy-name-override:
  - { operationId: "^.*_findAll$", methodNameOverride: list }
  - { operationId: ".*", methodNameOverride: other }
paths:
  /pets/{id}:
    get: { x-speakeasy-name-override: get, x-speakeasy-group: store.animals }
    delete: { x-speakeasy-name-override: remove }
  /pets: { post: { x-speakeasy-group: animals } }
`;
    const { code, report, names } = await imported("speakeasy", "speakeasy.yaml", document);
    expect(names).toEqual({
      "GET /pets": "petsList",
      "GET /orders": "ordersList",
      "GET /pets/{}": "storeAnimalsGet",
      "DELETE /pets/{}": "petsRemove",
      "POST /pets": "animalsOther",
      "PUT /pets/{}/photos/{}": "photosOther",
    });
    expect({ code, left: [...report.unmatched, ...report.unread, ...report.unnamed] }).toEqual({ code: 0, left: [] });
  });

  test("stand in overlays, whose later actions win", async () => {
    const overlay = `overlay: 1.0.0
info: { title: names, version: "1" }
actions:
  - { target: "$.paths['/pets'].get", update: { x-speakeasy-group: pets, x-speakeasy-name-override: all } }
  - { target: '$["paths"]["/pets"]["get"]', update: { x-speakeasy-name-override: list } }
  - { target: '$.paths["/pets"]', update: { post: { x-speakeasy-name-override: create } } }
  - { target: $.paths, update: { "/orders": { get: { x-speakeasy-name-override: list } } } }
  - { target: '$.paths.*[?@.operationId == "PetsController_findOne"]', update: { x-speakeasy-name-override: get } }
  - { target: $, update: { x-speakeasy-name-override: [{ operationId: store$, methodNameOverride: upload }] } }
  - { target: "$.paths['/petz'].get", update: { x-speakeasy-name-override: everything } }
  - { target: $.info, update: { title: none } }
`;
    const { report, names } = await imported("speakeasy", "overlay.yaml", overlay);
    expect(names).toEqual({
      "GET /pets": "petsList",
      "POST /pets": "petsCreate",
      "GET /orders": "ordersList",
      "GET /pets/{}": "petsGet",
      "PUT /pets/{}/photos/{}": "photosUpload",
    });
    expect(report.unread).toEqual([
      expect.objectContaining({ call: "$.paths['/petz'].get", at: { file: "overlay.yaml", line: 10, column: 15 } }),
    ]);
  });

  test("a pattern that would never end is told, and so is one that is none", async () => {
    const id = `${"a".repeat(40)}!`;
    here.write("openapi.yaml", shop.replace("PetsController_findAll", id));
    const list = `x-speakeasy-name-override:
  - { operationId: "^(a+)+$", methodNameOverride: never }
  - { operationId: "(", methodNameOverride: none }
  - { operationId: "_create$", methodNameOverride: create }
`;
    const { report, names } = await imported("speakeasy", "speakeasy.yaml", list);
    expect(names).toEqual({ "POST /pets": "petsCreate" });
    expect(report.unread).toHaveLength(2);
  });

  test("documents without them are told", async () => {
    const { code, err } = await here.run("import-names", "--from", "speakeasy", "openapi.yaml");
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringContaining(
        'nothing in "openapi.yaml" has `x-speakeasy-name-override`\n' +
          "help: name the documents, or the overlay, that Speakeasy reads\n",
      ),
    });
  });
});

describe("the names in the source of a client", () => {
  test("of hey-api's functions", async () => {
    const { report, names } = await imported("hey-api", "src/client/sdk.gen.ts", heyApi);
    expect(names).toEqual({ "GET /pets": "findPets", "POST /pets": "addPet", "GET /pets/{}": "getPet" });
    expect(report.unmatched).toEqual([
      {
        key: "PATCH /petz",
        call: "catch_",
        near: "GET /pets",
        at: { file: "src/client/sdk.gen.ts", line: 26, column: 14 },
      },
    ]);
    expect(report.unnamed).toHaveLength(3);
  });

  test("of hey-api's classes, with the class where two have a method of one name", async () => {
    const { names } = await imported("hey-api", "src/client/sdk.gen.ts", heyApiClasses);
    expect(names).toEqual({ "GET /pets": "petsFindAll", "GET /orders": "ordersFindAll" });
  });

  test("of orval's functions, and of none that it writes beside them", async () => {
    here.write("src/api/pets.msw.ts", 'export const getWrongHandler = () => http.get("/orders", async () => {});\n');
    here.write("src/api/pets.ts", orval);
    const { code, out } = await here.run("import-names", "--from", "orval", "src/api", "--format", "json");
    const [report] = JSON.parse(out) as [Report];
    const names = Object.fromEntries(report.taken.map(({ key, name }) => [key, name]));
    expect(names).toEqual({ "GET /pets": "getPets", "POST /pets": "createPet", "GET /pets/{}": "getPet" });
    expect({ code, unmatched: report.unmatched }).toEqual({ code: 0, unmatched: [] });
  });

  test("of orval's functions for Angular Query and Solid Start, below a path with a variable", async () => {
    const angular = `export const getPets = (http: HttpClient, version: number = 1, options?: { signal?: AbortSignal }) => {
  const httpParams = new HttpParams({ fromObject: {} });
  const url = \`/v\${version}/pets\`;
  const request$ = http.get<Pets>(url, { params: httpParams });
  return lastValueFrom(request$);
};
export const Shop = {
  createPet: action(async (pet: Pet, version = 1) => {
    return customInstance<void>({ url: \`/v\${version}/pets\`, method: 'POST', data: pet });
  }, 'createPet'),
  showPet: query(async (id: string, version = 1) => {
    return customInstance<Pet>({ url: \`/v\${version}/pets/\${id}\`, method: 'GET' });
  }, 'showPet'),
};
`;
    const { code, names } = await imported("orval", "src/api/shop.ts", angular);
    expect(names).toEqual({ "GET /pets": "getPets", "POST /pets": "createPet", "GET /pets/{}": "showPet" });
    expect(code).toBe(0);
  });

  test("of openapi-generator's classes over fetch, whose paths begin with the base of the server", async () => {
    const { code, names } = await imported("openapi-generator", "src/apis/PetsApi.ts", generatorFetch);
    expect({ code, names }).toEqual({ code: 0, names: { "GET /pets": "listAll", "GET /pets/{}": "petsPetIdGet" } });
  });

  test("of openapi-generator's classes over axios", async () => {
    const { code, names } = await imported("openapi-generator", "api.ts", generatorAxios);
    expect({ code, names }).toEqual({ code: 0, names: { "DELETE /pets/{}": "removePet" } });
  });

  test("a folder without any is told", async () => {
    here.write("src/none.ts", "export const answer = 42;\n");
    const { code, err } = await here.run("import-names", "--from", "orval", "src");
    expect({ code, err }).toEqual({
      code: 2,
      err: 'error: no function in "src" sends a request, as far as its source tells\nhelp: name the folder of the generated client, or its file with the functions\n',
    });
  });
});

describe("names that are in use", () => {
  const get = (name: string, path: string) => `export const ${name} = () => client.get({ url: '${path}' });\n`;

  test("a name of before stays as an alias, so that code of before compiles", async () => {
    await here.run("generate");
    const { report } = await imported("hey-api", "sdk.gen.ts", get("findPets", "/pets"));
    expect(report.taken[0]).toMatchObject({ name: "findPets", aliases: ["petsControllerFindAll"] });
    const { code, err } = await here.run("generate");
    expect({ code, err }).toEqual({ code: 0, err: expect.not.stringContaining("by hand") });
    expect(here.read("client/operations/findPets.ts")).toContain("petsControllerFindAll");
    expect((await here.run("check")).code).toBe(0);
  });

  test("a name of another operation in the lock, and one that two ask for, are not taken", async () => {
    await here.run("generate");
    const source = get("petsControllerFindOne", "/pets") + get("Both", "/orders") + get("both", "/pets/{id}");
    const { code, report } = await imported("hey-api", "sdk.gen.ts", source);
    expect(code).toBe(1);
    expect(report.refused).toEqual([
      expect.objectContaining({ key: "GET /pets", name: "petsControllerFindOne", reason: "another" }),
      expect.objectContaining({ key: "GET /orders", name: "Both", kept: "ordersControllerFindAll", reason: "another" }),
      expect.objectContaining({ key: "GET /pets/{}", name: "both", reason: "another" }),
    ]);
    expect(report.taken).toEqual([]);
  });

  test("what the settings name stays", async () => {
    here.write("twinspec.yaml", `${here.read("twinspec.yaml")}names: { PetsController_findAll: allPets }\n`);
    const { report } = await imported("hey-api", "sdk.gen.ts", get("findPets", "/pets") + get("orders", "/orders"));
    expect(report.refused).toEqual([
      expect.objectContaining({ name: "findPets", kept: "allPets", reason: "settings" }),
    ]);
    expect(locked()).toMatchObject({ "GET /pets": "allPets", "GET /orders": "orders" });
  });

  test("a name that cannot be one is escaped, and told", async () => {
    const { report } = await imported(
      "stainless",
      "stainless.yml",
      "resources: { $client: { methods: { delete: get /pets } } }\n",
    );
    expect(report.taken[0]).toMatchObject({ name: "delete_", asked: "delete" });
    const hostile = '\u001b[31m*/ "; process.exit() //';
    const other = await imported(
      "stainless",
      "s.yml",
      `resources: { $client: { methods: { ${JSON.stringify(hostile)}: get /orders } } }\n`,
    );
    expect(other.names).toEqual({ "GET /orders": "_31mProcessExit" });
  });
});

describe("what is printed", () => {
  test("says which names are aliases from then on", async () => {
    here.write("sdk.gen.ts", "export const listPets = () => client.get({ url: '/pets' });\n");
    await here.run("import-names", "--from", "hey-api", "sdk.gen.ts");
    expect((await here.run("generate")).code).toBe(0);
    here.write("sdk.gen.ts", "export const everyPet = () => client.get({ url: '/pets' });\n");
    expect((await here.run("import-names", "--from", "hey-api", "sdk.gen.ts")).out).toContain(
      "  GET /pets  everyPet is everyPet, instead of listPets; listPets is an alias\n",
    );
  });

  test("has everything that was taken, and everything that was not, with its place", async () => {
    here.write("sdk.gen.ts", `${heyApi}export const delete_it = () => client.delete({ url: '/pets/{petId}' });\n`);
    const dry = await here.run("import-names", "--from", "hey-api", "sdk.gen.ts", "--dry-run");
    expect(dry.out).toBe(`Names that were taken over
  GET /pets  findPets is findPets, instead of petsControllerFindAll
  POST /pets  addPet is addPet, instead of petsControllerCreate
  GET /pets/{}  getPet is getPet, instead of petsControllerFindOne
  DELETE /pets/{}  delete_it is delete_it, instead of petsControllerRemove

Not matched: no operation has this method and path
  sdk.gen.ts:26:14 PATCH /petz  catch_; did you mean GET /pets?

Operations without a name there, which are called by twinspec's own rules
  GET /orders  ordersControllerFindAll
  PUT /pets/{}/photos/{}  photosControllerStore

`);
    expect(dry.err).toMatch(/: 4 names taken over, 1 not; twinspec.lock.yaml would be written\n$/);
    expect(here.files()).not.toContain("twinspec.lock.yaml");
    const strict = await here.run("import-names", "--from", "hey-api", "sdk.gen.ts", "--strict");
    expect(strict).toMatchObject({
      code: 1,
      err: expect.stringMatching(/: 4 names taken over, 1 not; nothing was written\n$/),
    });
    expect(here.files()).not.toContain("twinspec.lock.yaml");
    const first = await here.run("import-names", "--from", "hey-api", "sdk.gen.ts");
    expect(first.err).toMatch(/twinspec.lock.yaml is written: commit it, and run `twinspec generate`\n$/);
    const second = await here.run("import-names", "--from", "hey-api", "sdk.gen.ts");
    expect(second.err).toMatch(/: 4 names taken over, 1 not; twinspec.lock.yaml has them already\n$/);
  });

  test.each([
    [[], "what made the client is missing"],
    [["--from", "orval"], "the file or folder that has the names is missing"],
    [
      ["--from", "oval", "x"],
      '"--from" must be one of stainless, speakeasy, hey-api, orval, openapi-generator, not "oval"',
    ],
  ])("a command line that lacks something: %j", async (args, message) => {
    const { code, err } = await here.run("import-names", ...args);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(`error: ${message}\n`) });
  });
});
