import type { Group } from "./setting.ts";

/** The settings of how a server is tested. */
export const contractSettings: Group = {
  kind: "group",
  type: "ContractSettings",
  keys: {
    arguments: {
      kind: "map",
      of: { kind: "either", of: [{ kind: "string" }, { kind: "integer" }, { kind: "boolean" }] },
      default: {},
      about:
        "Arguments that every request has which takes them, by the name of the parameter, with its place before it " +
        "where that matters (`path.tenant`). `env:NAME` is a variable of the environment, for a secret.",
    },
  },
};
