import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hostileDocument, hostileTexts } from "../browser/hostile-document.ts";
import { pets, Workspace } from "./workspace.ts";

let here: Workspace;
beforeEach(() => {
  here = new Workspace({ "pets.yaml": pets });
});
afterEach(() => here.dispose());

const twins = `openapi: 3.1.0
info: { title: Twins, version: "2" }
paths:
  /things/{id}:
    get: { operationId: getThing, summary: "A thing,\\nby its id", deprecated: true, responses: {} }
  /things/{key}:
    get: { operationId: readThing, responses: {} }
  /others: { get: { operationId: getThing, security: [{ oauth: [a.read, b.read] }, { oauth: [all] }], responses: {} } }
webhooks: { sold: { post: { responses: {} } } }
components: { securitySchemes: { oauth: { type: oauth2, flows: {} } } }
`;

/** What people read on a page, line by line. */
function textOf(page: string): string {
  const body = page.slice(page.indexOf("<main>"), page.indexOf("</main>"));
  const text = body.replace(/<br>|<\/(?:li|h2|p)>/g, "\n").replace(/<[^>]*>/g, "");
  return text.replace(/ +/g, " ").replace(/^ /gm, "").replace(/\n+/g, "\n");
}

test("the page has every name, twin, clash, scope and webhook, with places, and links between them", async () => {
  here.write("twins.yaml", twins);
  const { code, out } = await here.run("inspect", "twins.yaml", "--format", "html");
  expect(code).toBe(0);
  const text = textOf(out);
  expect(text).toContain("twins.yaml: version 2, 2 operations, 0 schemas");
  const operation = "thingsByIdGetThing readThing GET /things/{id} deprecated\nA thing, by its id\n";
  expect(text).toContain(`\n${operation}twins.yaml:5:5, twins.yaml:7:5\n`);
  expect(text).toContain("\ngetThing, othersGetThing, thingsByIdGetThing: GET /others, GET /things/{}\n");
  expect(text).toMatch(/\nTwins: registered several times with the same meaning, one function 1\n/);
  expect(text).toContain("needs all | a.read + b.read");
  expect(text).toMatch(/\nScopes 3\n/);
  expect(text).toContain("\nsold POST sold\n");
  const anchors = new Set([...out.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const links = [...out.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id!);
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((link) => !anchors.has(link))).toEqual([]);
});

test("a move and a name that is held are on it", async () => {
  here.write("twinspec.yaml", "input: pets.yaml\noutput: client\ntarget: source\n");
  await here.run("generate");
  here.write(
    "pets.yaml",
    pets.replace("/pets/{petId}", "/animals/{petId}").replace("operationId: getPet", "operationId: readPet"),
  );
  const moved = await here.run("inspect", "--format", "html");
  expect(textOf(moved.out)).toMatch(
    /Removed: gone, the names stay reserved|Moved: is somewhere else now and keeps its name/,
  );
});

test("it is written into a file, or printed; what is wrong with documents is told beside it", async () => {
  here.write("twins.yaml", twins);
  const written = await here.run("inspect", "twins.yaml", "--format", "html", "--output", "names.html");
  expect(written).toMatchObject({ code: 0, out: "", err: expect.stringMatching(/\nwrote names.html\n$/) });
  const printed = await here.run("inspect", "twins.yaml", "--format", "html", "-o", "client");
  expect(printed.out).toBe(here.read("names.html"));
  expect(printed.err).toContain("warning scope-undeclared");
  here.write("broken.yaml", "openapi: [\n");
  const broken = await here.run("inspect", "broken.yaml", "--format", "html", "--output", "broken.html");
  expect(broken).toMatchObject({ code: 1, out: "" });
  expect(here.files()).not.toContain("broken.html");
  const nowhere = await here.run("inspect", "pets.yaml", "--format", "html", "--output", "no/where.html");
  expect(nowhere).toMatchObject({
    code: 2,
    err: expect.stringContaining('there is no folder "no" for "no/where.html"'),
  });
});

test("several APIs are on one page", async () => {
  for (const each of ["a", "b"]) {
    here.write(`spec/${each}/api.yaml`, each === "a" ? pets : twins);
    here.write(`spec/${each}/twinspec.yaml`, "input: api.yaml\n");
  }
  const { out } = await here.run("inspect", "--format", "html");
  expect(textOf(out)).toContain("spec/a: version 1");
  expect(textOf(out)).toContain("spec/b: version 2");
  const ids = [...out.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("hostile text is text, and nothing runs but the script of the page", async () => {
  here.write("hostile.json", JSON.stringify(hostileDocument));
  const { out } = await here.run("inspect", "hostile.json", "--format", "html");
  for (const text of hostileTexts.filter((each) => /[<>]/.test(each))) expect(out).not.toContain(text);
  for (const sign of ["\u001b", "\u202e"]) expect(out).not.toContain(sign);
  expect([...out.matchAll(/<script/g)]).toHaveLength(1);
  const body = out.slice(out.indexOf("<body>"), out.indexOf("<script>")).replace(/"[^"]*"/g, '""');
  expect(body).not.toMatch(/<[^>]* (?:on\w+|style|src)=/i);
  const [, script = ""] = /<script>(.*)<\/script>/s.exec(out) ?? [];
  const digest = createHash("sha256").update(script).digest("base64");
  expect(out).toContain(`default-src 'none'; style-src 'sha256-`);
  expect(out).toContain(`script-src 'sha256-${digest}'; base-uri 'none'`);
});
