import { describe, expect, test } from "vitest";
import type { ParameterDescription } from "../../../generator/runtime/core/description.ts";
import { createTransport, prepare, type Transport } from "../../../generator/runtime/core/transport.ts";
import { type Operation, onOwnServer, operation } from "../../../generator/runtime/request/operation.ts";
import { fillArguments, sendHeaders } from "../../../generator/runtime/request/parameters.ts";
import { serveEcho } from "../echo-server.ts";

type Call = Operation<[args?: { orgId?: string | undefined }], unknown, unknown>;
const orgId = { name: "orgId", in: "query", client: "required" } as const;
const inQuery: Call = operation({ name: "inQuery", method: "GET", path: "/query", parameters: [orgId] });
const optional: Call = operation({
  name: "optional",
  method: "GET",
  path: "/query",
  parameters: [{ ...orgId, client: "optional" }],
});
const excluded: Operation<[], unknown, unknown> = operation({ name: "excluded", method: "GET", path: "/excluded" });

const echo = serveEcho();
const other = serveEcho();

/** As the emitted `createTransport` makes it. */
function transportWith(value: unknown, place: "query" | "header"): Transport {
  const parameter = { name: "orgId", option: "orgId", value };
  const middleware = place === "header" ? [sendHeaders([{ ...parameter, exclude: ["GET /excluded"] }])] : [];
  return {
    ...createTransport({ middleware }, echo.url),
    [prepare]: fillArguments([parameter]),
  };
}

function sent(from = echo): [url: string, header: string | undefined] {
  const { url, headers } = from.takeRequest();
  return [url, headers["orgid"] as string | undefined];
}

describe("a parameter of the client", () => {
  test("is filled in where an operation declares it, unless the call has its own", async () => {
    const transport = transportWith("7", "query");
    await inQuery(transport);
    expect(sent()).toEqual(["/query?orgId=7", undefined]);
    await inQuery(transport, { orgId: undefined });
    expect(sent()).toEqual(["/query?orgId=7", undefined]);
    await inQuery(transport, { orgId: "8" });
    expect(sent()).toEqual(["/query?orgId=8", undefined]);
    await excluded(transport);
    expect(sent()).toEqual(["/excluded", undefined]);
  });

  test("is sent as a header with every request, but for those that are excluded", async () => {
    const transport = transportWith("7", "header");
    await inQuery(transport);
    expect(sent()).toEqual(["/query?orgId=7", "7"]);
    await inQuery(transport, { orgId: "8" });
    expect(sent()).toEqual(["/query?orgId=8", "8"]);
    await transport.raw.GET("/raw");
    expect(sent()).toEqual(["/raw", "7"]);
    await excluded(transport);
    expect(sent()).toEqual(["/excluded", undefined]);
    await transport.raw.GET("/raw", { headers: { orgId: "9" } });
    expect(sent()).toEqual(["/raw", "9"]);
  });

  test("that is required and that nobody gives is named before anything is sent", async () => {
    const transport = transportWith(undefined, "header");
    await expect(inQuery(transport)).rejects.toThrow(TypeError);
    await expect(inQuery(transport)).rejects.toThrow('inQuery: the argument "orgId" is required');
    expect(echo.requests).toEqual([]);
    await optional(transport);
    expect(sent()).toEqual(["/query", undefined]);
    await transport.raw.GET("/raw");
    expect(sent()).toEqual(["/raw", undefined]);
  });

  test("never goes to another server than the API", async () => {
    const transport = transportWith("7", "header");
    const away = (name: string, parameter: ParameterDescription): Call =>
      onOwnServer(operation({ name, method: "GET", path: "/away", parameters: [parameter] }), other.url);
    const declares = away("declares", { ...orgId, client: "optional" });
    const needs = away("needs", orgId);
    await declares(transport);
    expect(sent(other)).toEqual(["/away", undefined]);
    await expect(needs(transport)).rejects.toThrow('needs: the argument "orgId" is required; give it to the call');
    await needs(transport, { orgId: "8" });
    expect(sent(other)).toEqual(["/away?orgId=8", undefined]);
  });

  test("does not stand in the way of arguments with the names of Object's members", async () => {
    const odd: Operation<[args: object], unknown, unknown> = operation({
      name: "odd",
      method: "GET",
      path: "/odd",
      parameters: [{ name: "__proto__", in: "query" }, { name: "constructor", in: "query" }, orgId],
    });
    await odd(transportWith("7", "query"), JSON.parse('{"__proto__":"x"}') as object);
    expect(sent()).toEqual(["/odd?__proto__=x&orgId=7", undefined]);
  });
});
