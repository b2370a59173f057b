import { describe, expect, test } from "vitest";
import { chooserOf } from "../../generator/choice/choice.ts";
import { type Choosable, selectorOf } from "../../generator/choice/selector.ts";

const operation = (name: string, request: string, more: Partial<Choosable> = {}): Choosable => {
  const [method = "", path = ""] = request.split(" ");
  return { method, path, names: [name], tags: [], isDeprecated: false, ...more };
};

const all = [
  operation("listPets", "GET /pets", { tags: ["pets"] }),
  operation("getPet", "GET /pets/{petId}", { tags: ["pets", "read one"], names: ["getPet", "pets/get"] }),
  operation("deletePet", "DELETE /pets/{petId}", { tags: ["pets", "admin"] }),
  operation("getOwner", "GET /pets/{petId}/owner", { tags: ["owners"], isDeprecated: true }),
  { method: "POST", names: ["petBorn"], tags: ["pets"], isDeprecated: false },
];

function namesOf(some: readonly Choosable[]): string[] {
  return some.map(({ names: [name = ""] }) => name);
}

describe("a text selects", () => {
  test.each<[string, string[]]>([
    ["tag:pets", ["listPets", "getPet", "deletePet", "petBorn"]],
    ["tag:read one", ["getPet"]],
    ["tag:*n*", ["getPet", "deletePet", "getOwner"]],
    ["/pets", ["listPets"]],
    ["/pets/{petId}", ["getPet", "deletePet"]],
    ["/pets/{}", ["getPet", "deletePet"]],
    ["/pets/*", ["getPet", "deletePet"]],
    ["/pets/**", ["getPet", "deletePet", "getOwner"]],
    ["GET /pets/*", ["getPet"]],
    ["get /pets/*", ["getPet"]],
    ["GET", ["listPets", "getPet", "getOwner"]],
    ["method:get", ["listPets", "getPet", "getOwner"]],
    ["path:/pets/*", ["getPet", "deletePet"]],
    ["deprecated", ["getOwner"]],
    ["operation:deprecated", []],
    ["listPets", ["listPets"]],
    ["pets/get", ["getPet"]],
    ["GETpet", []],
    ["get*", ["getPet", "getOwner"]],
    ["*Born", ["petBorn"]],
    ["/p.ts", []],
  ])("%s: %j", (text, want) => {
    expect(namesOf(all.filter(selectorOf(text).matches))).toEqual(want);
  });

  test.each<[string, string, string | undefined]>([
    ["tag:pet", 'there is no operation with the tag "pet"', 'did you mean "pets"?'],
    ["GET /pet", 'there is no operation with the path "GET /pet"', 'did you mean "/pets"?'],
    ["PATCH", "there is no operation with the method PATCH", undefined],
    ["listPet", 'there is no operation called "listPet"', 'did you mean "listPets"?'],
    ["put*", 'there is no operation with a name like "put*"', undefined],
  ])("%s: nothing, and says what is near", (text, message, help) => {
    expect(selectorOf(text).unmatched(all)).toEqual({ message, help });
  });
});

describe("lists choose", () => {
  test.each<[string, readonly string[], readonly string[], string[]]>([
    ["all where they are empty", [], [], ["listPets", "getPet", "deletePet", "getOwner", "petBorn"]],
    ["what is included", ["tag:owners", "/pets"], [], ["listPets", "getOwner"]],
    ["what is not excluded", [], ["tag:pets"], ["getOwner"]],
    ["nothing excluded, whatever is included", ["/pets/**"], ["DELETE"], ["getPet", "getOwner"]],
    ["what an entry before a `!` gave, without it", ["/pets/**", "!deprecated"], [], ["getPet", "deletePet"]],
    ["what an entry after a `!` gives back", ["GET", "!/pets/**", "getPet"], [], ["listPets", "getPet"]],
    ["everything but, where `!` comes first", ["!GET"], [], ["deletePet", "petBorn"]],
    ["but what is taken away from the exclusion", [], ["tag:pets", "!getPet"], ["getPet", "getOwner"]],
  ])("%s", (_, include, exclude, want) => {
    const entries = (texts: readonly string[]) => texts.map((text) => ({ text }));
    const { isChosen, faults } = chooserOf({ include: entries(include), exclude: entries(exclude) });
    expect(namesOf(all.filter(isChosen))).toEqual(want);
    expect(faults(all)).toEqual([]);
  });
});
