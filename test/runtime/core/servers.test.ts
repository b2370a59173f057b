import { describe, expect, test } from "vitest";
import { type ServerOptions, serverUrl } from "../../../generator/runtime/core/transport.ts";

const servers = {
  main: { url: "https://api.example.com" },
  regional: {
    url: "https://{region}.example.com:{port}/{base}",
    variables: { region: { default: "us", enum: ["us", "eu"] }, port: {}, base: { default: "api/v1" } },
  },
  constructor: { url: "https://own.example.com/{toString}", variables: { toString: { default: "x" } } },
};

describe("the address of a server", () => {
  test.each<[string, ServerOptions, string]>([
    ["is that of the first without a name", {}, "https://api.example.com"],
    [
      "is that of the name",
      { server: "regional", serverVariables: { port: "8443" } },
      "https://us.example.com:8443/api/v1",
    ],
    [
      "has the values that are given",
      { server: "regional", serverVariables: { region: "eu", port: "1", base: "v2" } },
      "https://eu.example.com:1/v2",
    ],
    [
      "has defaults for undefined",
      { server: "regional", serverVariables: { region: undefined, port: "1" } },
      "https://us.example.com:1/api/v1",
    ],
    [
      "takes the document's own value, whatever it holds",
      { server: "regional", serverVariables: { port: "1", base: "api/v1" } },
      "https://us.example.com:1/api/v1",
    ],
    ["may have the names of Object's members", { server: "constructor" }, "https://own.example.com/x"],
  ])("%s", (_, options, want) => {
    expect(serverUrl(servers, options)).toBe(want);
  });

  test.each<[string, ServerOptions, RegExp]>([
    [
      "a server that is not there",
      { server: "toString" },
      /no server is called "toString": main, regional, constructor/,
    ],
    [
      "a variable that is not there",
      { serverVariables: { region: "eu" } },
      /"main" has no variable "region": there are none/,
    ],
    ["a variable of Object", { serverVariables: { valueOf: "eu" } }, /"main" has no variable "valueOf"/],
    [
      "a value outside of the enum",
      { server: "regional", serverVariables: { region: "asia" } },
      /\{region\}.* must be one of us, eu/,
    ],
    ["a value that is needed", { server: "regional" }, /\{port\} of the server "regional" is needed/],
  ])("%s is refused", (_, options, want) => {
    expect(() => serverUrl(servers, options)).toThrow(TypeError);
    expect(() => serverUrl(servers, options)).toThrow(want);
  });

  test.each(["a/b", "evil.com#", "a@b", "a?b", "a\\b", "a b", "a\nb", "%2f", "..", ".", ""])(
    "a value that would change the host or the path, %j, is refused",
    (port) => {
      const options = { server: "regional", serverVariables: { port, base: "v2" } };
      expect(() => serverUrl(servers, options)).toThrow(/\{port\}/);
    },
  );
});
