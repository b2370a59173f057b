import { describe, expect, test } from "vitest";
import { name, register, shown } from "./naming.ts";

/** An operation with the arguments that it takes, by their names on the wire. */
function at(path: string, id: string, query: readonly string[] = [], method = "GET") {
  const parameters = query.map((each) => ({ name: each, in: "query" }));
  return register(method, path, { id, arguments: { parameters, hasBody: false } });
}

/** The names after a step, and what is said of them. */
function step(before: ReturnType<typeof at>[], after: ReturnType<typeof at>[]) {
  const named = name(after, name(before).lock);
  const warnings = named.diagnostics.flatMap(({ severity, code, message }) =>
    severity === "warning" ? [`${code}: ${message}`] : [],
  );
  return { named, names: shown(named), warnings };
}

describe("operations that move and swap their operationIds in one step", () => {
  const before = [at("/cats", "listCats"), at("/dogs", "listDogs")];

  test("keep their names by their paths, with a warning for each that names it", () => {
    const after = [at("/v2/cats", "listDogs"), at("/v2/dogs", "listCats")];
    const { named, names, warnings } = step(before, after);
    expect(names).toEqual(["GET /v2/cats: listCats", "GET /v2/dogs: listDogs"]);
    expect(warnings).toEqual([
      "name-moved: GET /cats is now GET /v2/cats and keeps the name listCats, but its operationId is that of GET /v2/dogs now",
      "name-moved: GET /dogs is now GET /v2/dogs and keeps the name listDogs, but its operationId is that of GET /v2/cats now",
    ]);
    const again = name(after, named.lock);
    expect(shown(again)).toEqual(names);
    expect(again.diagnostics.filter(({ severity }) => severity === "warning")).toEqual([]);
  });

  test("so do three in a circle", () => {
    const { names } = step(
      [...before, at("/owls", "listOwls")],
      [at("/v2/cats", "listDogs"), at("/v2/dogs", "listOwls"), at("/v2/owls", "listCats")],
    );
    expect(names).toEqual(["GET /v2/cats: listCats", "GET /v2/dogs: listDogs", "GET /v2/owls: listOwls"]);
  });

  test("and where one of them stays in its place", () => {
    const { names, warnings } = step(before, [at("/cats", "listDogs"), at("/v2/dogs", "listCats")]);
    expect(names).toEqual(["GET /cats: listCats", "GET /v2/dogs: listDogs"]);
    expect(warnings).toEqual([
      "name-moved: GET /dogs is now GET /v2/dogs and keeps the name listDogs, but its operationId is that of GET /cats now",
    ]);
  });

  test("but not onto what is called otherwise, which may be another one", () => {
    const { names, warnings } = step(
      [at("/cats", "listCats"), at("/dogs", "listDogs", ["x"])],
      [at("/cats", "listDogs"), at("/v2/dogs", "listCats", ["y"])],
    );
    expect(names).toEqual(["GET /cats: listCats | listDogs", "GET /v2/dogs: dogsListCats"]);
    expect(warnings).toContainEqual(expect.stringContaining("GET /v2/dogs is dogsListCats"));
  });

  test("by what they take, where paths say nothing", () => {
    const { names, warnings } = step(
      [at("/a", "getA", ["x"]), at("/b", "getB", ["y"])],
      [at("/p", "getB", ["x"]), at("/q", "getA", ["y"])],
    );
    expect(names).toEqual(["GET /p: getA", "GET /q: getB"]);
    expect(warnings).toHaveLength(2);
  });

  test("by their operationIds where what they take contradicts their paths, with a warning", () => {
    const { names, warnings } = step(
      [at("/cats", "listCats", ["x"]), at("/dogs", "listDogs", ["y"])],
      [at("/v2/cats", "listDogs", ["y"]), at("/v2/dogs", "listCats", ["x"])],
    );
    expect(names).toEqual(["GET /v2/cats: listDogs", "GET /v2/dogs: listCats"]);
    expect(warnings).toEqual([
      "name-moved: GET /cats is now GET /v2/dogs and keeps the name listCats by its operationId, but GET /v2/cats is at its path",
      "name-moved: GET /dogs is now GET /v2/cats and keeps the name listDogs by its operationId, but GET /v2/dogs is at its path",
    ]);
  });

  test("by their operationIds where only one path is told, with a warning", () => {
    const { names, warnings } = step(before, [at("/v2/cats", "listDogs"), at("/pets", "listCats")]);
    expect(names).toEqual(["GET /pets: listCats", "GET /v2/cats: listDogs"]);
    expect(warnings).toEqual([
      "name-moved: GET /cats is now GET /pets and keeps the name listCats by its operationId, but GET /v2/cats is at its path",
    ]);
  });

  test("but nothing is said where they only move", () => {
    const { names, warnings } = step(before, [at("/v2/cats", "listCats"), at("/v2/dogs", "listDogs")]);
    expect([names, warnings]).toEqual([["GET /v2/cats: listCats", "GET /v2/dogs: listDogs"], []]);
    const renamed = step(before, [at("/x", "listCats"), at("/y", "listDogs")]);
    expect([renamed.names, renamed.warnings]).toEqual([["GET /x: listCats", "GET /y: listDogs"], []]);
  });

  test("nor where methods differ", () => {
    const { names, warnings } = step(
      [at("/cats", "listCats"), at("/dogs", "addDog", [], "POST")],
      [at("/v2/dogs", "listCats"), at("/v2/cats", "addDog", [], "POST")],
    );
    expect([names, warnings]).toEqual([["GET /v2/dogs: listCats", "POST /v2/cats: addDog"], []]);
  });
});
