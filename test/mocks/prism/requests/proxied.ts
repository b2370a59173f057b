import { get, json, type Setup } from "./setup.ts";

/** What stands for the address of the API behind a proxy. */
export const upstream = "UPSTREAM";

const requests = [
  get("/things"),
  get("/things?limit=2"),
  get("/things?limit=x"),
  json("POST", "/things", { id: 1 }),
  json("POST", "/things", { id: "x" }),
  json("POST", "/things", "not JSON"),
  { method: "POST", target: "/things" },
  get("/wrong-body"),
  get("/wrong-status"),
  get("/wrong-type"),
  get("/missing-header"),
  get("/not-implemented"),
  get("/not-implemented", { prefer: "code=200" }),
  json("POST", "/not-implemented", { id: 1 }),
  json("POST", "/not-implemented", {}),
  get("/secured"),
  get("/secured", { authorization: "Bearer anything" }),
  get("/text"),
  { method: "DELETE", target: "/empty" },
  get("/failing"),
  { target: "/deprecated", compares: ["deprecation"] },
  get("/redirect"),
  json("POST", "/echo", { a: [1, 2] }),
  get("/undescribed"),
  { method: "PUT", target: "/things" },
  get("/things", { origin: "https://app.example" }),
  get("/things", { prefer: "code=404" }),
];

/** An API behind a proxy, and what its violations come to. */
export const proxySetups: readonly Setup[] = [
  { name: "proxy", args: ["proxy", "proxied.yaml", upstream], requests },
  { name: "proxy --errors", args: ["proxy", "proxied.yaml", upstream, "--errors"], requests },
  {
    name: "proxy --errors --validate-request=false",
    args: ["proxy", "--errors", "--validate-request=false", "proxied.yaml", upstream],
    requests: requests.slice(0, 18),
  },
  {
    name: "proxy --cors=false",
    args: ["proxy", "--cors=false", "proxied.yaml", upstream],
    requests: [get("/things", { origin: "https://app.example" })],
  },
];
