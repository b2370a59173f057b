import { Workspace } from "../workspace.ts";

/** An API with alternatives, sets, scopes that include others, pages, and an operation that needs nothing. */
export const document = `openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: "https://pets.example" }]
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://pets.example/token
          scopes: { "pets:read": r, "pets:write": w, "pets:all": a, "toys:read": t, "toys:admin": t, admin: z }
paths:
  /pets:
    get:
      operationId: listPets
      security: [{ oauth: ["pets:read"] }, { oauth: ["pets:all"] }]
      parameters:
        - { name: offset, in: query, schema: { type: integer } }
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema: { type: array, items: { type: object, properties: { id: { type: string } } } }
  /pets/{petId}:
    parameters: [{ name: petId, in: path, required: true, schema: { type: string } }]
    get:
      operationId: getPet
      security: [{ oauth: ["pets:read"] }, { oauth: ["admin"] }]
      responses: { "200": { description: ok, content: { application/json: { schema: { type: object } } } } }
    delete:
      operationId: deletePet
      security: [{ oauth: ["pets:write", "admin"] }]
      responses: { "204": { description: ok } }
  /toys:
    get:
      operationId: listToys
      security: [{ oauth: ["toys:read"] }]
      responses: { "200": { description: ok, content: { application/json: { schema: { type: array, items: {} } } } } }
    post:
      operationId: addToy
      security: [{ oauth: ["toys:admin"] }]
      responses: { "204": { description: ok } }
  /status:
    get:
      operationId: status
      responses: { "200": { description: ok, content: { application/json: { schema: { type: object } } } } }
`;

const settings = `input: pets.yaml
output: src/client
target: source
outputs: [client, scopes, tools]
scopes: { implies: { "pets:all": ["pets:*"] } }
`;

const tsconfig = `{
  // as people write it
  "compilerOptions": {
    "strict": true, "noEmit": true, "target": "ES2022", "module": "ESNext", "moduleResolution": "Bundler",
    "lib": ["ES2023", "DOM"], "types": [], "skipLibCheck": true, "jsx": "preserve"
  },
  "include": ["src"],
  "exclude": ["src/**/*.test.ts"]
}
`;

/** A workspace with the client of the API as sources, and code that uses it. */
export async function codeWith(files: Readonly<Record<string, string>>): Promise<Workspace> {
  const made = new Workspace({ "pets.yaml": document, "twinspec.yaml": settings, "tsconfig.json": tsconfig, ...files });
  const { code, err } = await made.run("generate");
  if (code !== 0) throw new Error(err);
  return made;
}

/** One use of an operation, as `file:line operation`. */
export interface Found {
  readonly client: string;
  readonly scopes: readonly string[];
  readonly isExact: boolean;
  readonly operations: readonly { readonly name: string; readonly uses: readonly Place[] }[];
  readonly unknown: readonly (Place & { readonly message: string })[];
  readonly missing?: readonly string[];
  readonly lacking?: readonly string[];
  readonly unused?: readonly string[];
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What `twinspec scopes --project` finds, as programs get it. */
export async function foundIn(workspace: Workspace, ...args: string[]): Promise<readonly Found[]> {
  const { out, err, code } = await workspace.run("scopes", "--project", ".", "--format", "json", ...args);
  if (code === 2) throw new Error(err);
  return JSON.parse(out) as readonly Found[];
}

/** Every use that was found: `file:line operation`, and `file:line ?` where the operation is not known. */
export function usesOf({ operations, unknown }: Found): string[] {
  const known = operations.flatMap(({ name, uses }) => uses.map(({ file, line }) => `${file}:${line} ${name}`));
  return [...known, ...unknown.map(({ file, line }) => `${file}:${line} ?`)].sort();
}
