import type { Group, Setting } from "./setting.ts";

const percent: Setting = { kind: "integer", minimum: 0, maximum: 100 };

/** The settings of what tests must exercise of an API. */
export const coverageSettings: Group = {
  kind: "group",
  type: "CoverageSettings",
  keys: {
    thresholds: {
      kind: "group",
      type: "CoverageThresholds",
      about: "How much must be exercised, in percent, by what it is; a report that has less fails the run.",
      keys: {
        total: { ...percent, about: "Of everything together." },
        operations: { ...percent, about: "Operations that are called." },
        parameters: { ...percent, about: "Parameters, each given, and optional ones left out." },
        values: { ...percent, about: "Values of enums, in parameters and in the bodies of requests." },
        requestMembers: { ...percent, about: "Members of the bodies of requests." },
        responseMembers: { ...percent, about: "Members of the bodies of responses." },
        mediaTypes: { ...percent, about: "Media types of requests and responses." },
        statuses: { ...percent, about: "Statuses that are described." },
        errorCodes: { ...percent, about: "Error codes in the examples of responses, or in their schemas." },
        security: { ...percent, about: "Alternatives of what gives access." },
        scopes: { ...percent, about: "Scopes, for each operation that needs them." },
        pages: { ...percent, about: "Lists of which a further page is fetched." },
      },
    },
    baseline: {
      kind: "string",
      about:
        "A file to commit that lists what is exercised, relative to the settings: what it has and a run no longer " +
        "exercises fails the run. `twinspec coverage merge --update-baseline` writes it.",
    },
  },
};
