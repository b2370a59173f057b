import { createStorage } from "unstorage";
import { expect, test } from "vitest";
import { storageStore } from "../../../generator/runtime/auth/provider.ts";
import { refreshToken } from "../../../generator/runtime/auth/token-grants.ts";
import { startOAuthServer } from "./oauth-server.ts";

const tokens = {
  accessToken: "12345678901234567890",
  refreshToken: "true",
  receivedAt: 1,
  expiresAt: 2,
  scopes: ["read"],
};

/** A storage that gives texts as they are, as a browser's does. */
function textStorage(): Pick<Storage, "getItem" | "setItem"> {
  const items = new Map<string, string>();
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) };
}

test.each([
  ["unstorage", createStorage()],
  ["a browser's storage", textStorage()],
])("%s gives tokens back as they were", async (_, storage) => {
  const store = storageStore(storage, { key: "desk:60001280952" });
  expect(await store.get()).toBeUndefined();
  await store.set(tokens);
  expect(await store.get()).toEqual(tokens);
  expect(await storageStore(storage, { key: "another" }).get()).toBeUndefined();
});

test("what is in a storage and is no tokens is none", async () => {
  const storage = createStorage();
  for (const value of ["{", '"text"', "[]", "null", '{"accessToken":1,"receivedAt":1}']) {
    await storage.setItem("tokens", value);
    expect(await storageStore(storage).get()).toBeUndefined();
  }
});

test("processes that share a storage share tokens, and a lock makes one of them renew", async () => {
  await using server = await startOAuthServer();
  const storage = createStorage();
  let last: Promise<unknown> = Promise.resolve();
  const lock = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };
  const processes = Array.from({ length: 5 }, () =>
    refreshToken(
      {},
      {
        clientId: "me",
        refreshToken: "r",
        tokenEndpoint: server.tokenEndpoint,
        store: storageStore(storage, { lock }),
      },
    ),
  );
  expect(await Promise.all(processes.map((auth) => auth()))).toEqual(Array(5).fill("access-1"));
  expect(server.asked).toHaveLength(1);
});
