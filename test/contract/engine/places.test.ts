import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ContractApi } from "../../../mocks/contract/options.ts";
import { readPartPlaces } from "../../../mocks/server/part-places.ts";
import { readSpec } from "../../../mocks/server/read-spec.ts";
import { runAgainst } from "./thing-server.ts";

const text = `openapi: 3.1.0
info: { title: Lamps, version: "1" }
security: [{ key: [] }]
paths:
  /lamps:
    parameters:
      - $ref: "#/components/parameters/Room"
    get:
      operationId: listLamps
      parameters:
        - name: watts
          in: query
          schema: { type: integer, minimum: 1 }
      responses:
        "200":
          description: Lamps
          headers:
            X-Count:
              required: true
              schema: { type: integer }
          content:
            application/json:
              schema:
                type: object
                required: [lamps]
                properties:
                  lamps:
                    type: array
                    items: { $ref: "#/components/schemas/Lamp" }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: x-key }
  parameters:
    Room:
      name: room
      in: query
      required: true
      schema: { type: string, enum: [hall, attic] }
  schemas:
    Lamp:
      allOf:
        - type: object
          properties:
            maker:
              type: object
              properties:
                country:
                  type: string
                  minLength: 2
`;

let folder: string;
let api: ContractApi;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lamps-"));
  const file = join(folder, "lamps.yaml");
  await writeFile(file, text);
  const [{ openapi, names }, placeOf] = await Promise.all([readSpec([file]), readPartPlaces([file])]);
  api = { openapi, names, placeOf };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The line that a finding leads to, without the space around it. */
const lines = text.split("\n").map((line) => line.trim());
const credentials = async (_: unknown, { kind }: { kind: string }) =>
  kind === "valid" ? { headers: [["x-key", "k"]] as const, secrets: new Map([["k", "LAMP_KEY"]]) } : undefined;

async function placesFound(body: unknown, headers: Record<string, string> = { "x-count": "1" }) {
  const options = { api, credentials };
  const { findings } = await runAgainst({}, () => ({ body, headers }), options);
  return findings.map(({ rule, place }) => `${rule}: ${lines[(place?.line ?? 0) - 1]}`);
}

test("what is invalid in a body leads to its schema, through references and compositions", async () => {
  const found = await placesFound({ lamps: [{ maker: { country: 5 } }] });
  expect(found).toContain("response-body: country:");
});

test("a header that is missing, and a media type, lead to what the response says of them", async () => {
  expect(await placesFound({ lamps: [] }, {})).toContain("response-header: X-Count:");
  const html = await placesFound("<p>", { "x-count": "1", "content-type": "text/html" });
  expect(html).toContain("response-media-type: content:");
});

test("what is taken although it is invalid leads to its parameter, also to one that is referred to", async () => {
  const found = await placesFound({ lamps: [] });
  expect(found).toContain("accepts-invalid: - name: watts");
  expect(found).toContain("accepts-invalid: Room:");
});

test("access without credentials leads to the operation where it has no security of its own", async () => {
  expect(await placesFound({ lamps: [] })).toContain("access-without-credentials: get:");
});
