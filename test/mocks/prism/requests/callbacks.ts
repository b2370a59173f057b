import { json, post, type Setup } from "./setup.ts";

/** What stands for the address of the receiver in a request. */
export const receiver = "RECEIVER";

/** Callbacks, each to a receiver on this machine. */
export const callbackSetups: readonly Setup[] = [
  {
    name: "callbacks",
    args: ["mock", "callbacks.yaml"],
    requests: [
      json("POST", "/subscriptions", { url: `${receiver}/notify`, token: "t1" }),
      json("POST", "/subscriptions", { url: `${receiver}/again` }),
      json("POST", "/subscriptions", { token: "t1" }),
      post("/subscriptions", "application/x-www-form-urlencoded", `url=${receiver}/form&token=t2`),
      { method: "POST", target: `/by-query?hook=${receiver}/q`, headers: { "x-id": "7" } },
      { method: "POST", target: `/by-response?port=${receiver}` },
    ],
  },
];
