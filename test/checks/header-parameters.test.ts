import { expect, test } from "vitest";
import { analyze, defaultSettings } from "../../generator/entry.ts";
import { documentWith } from "../emit/emitted.ts";

test("parameters that are none are said to be ignored, each with what describes the header", async () => {
  const header = (name: string) => ({ name, in: "header", schema: { type: "string" } });
  const parameters = ["accept", "Authorization", "Content-Type", "Content-Length", "X-Accept"].map(header);
  const query = { ...header("Accept"), in: "query" };
  const responses = { 200: { description: "" } };
  const paths = { "/x": { parameters: [...parameters, query], get: { responses } }, "/y": { get: { responses } } };
  const { diagnostics } = await analyze(defaultSettings(["-"], "client", import.meta.dirname), {
    standardInput: JSON.stringify(documentWith({ paths })),
  });
  const found = diagnostics.filter(({ code }) => code === "header-ignored");
  expect(found.map(({ severity, message, at }) => [severity, message, at?.line])).toEqual([
    ["info", "the header parameter accept of GET /x is ignored: the media types of the responses describe it", 1],
    ["info", "the header parameter Authorization of GET /x is ignored: security schemes describe it", 1],
    ["info", "the header parameter Content-Type of GET /x is ignored: the media types of the body describe it", 1],
  ]);
});
