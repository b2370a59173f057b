import { isObject } from "../../../generator/document/json.ts";
import type { Model } from "../../../generator/model/model.ts";
import type { MockApi } from "../../../mocks/control-api/mock-api.ts";
import { listOperations } from "../../../mocks/document/operations.ts";
import type { RequestLogEntry } from "../../../mocks/pipeline/request-log.ts";
import { createApi } from "../../../mocks/server/create-api.ts";
import { readSpec } from "../../../mocks/server/read-spec.ts";
import { serve } from "../../../mocks/server/start-server.ts";
import { createMemoryStore } from "../../../mocks/storage/memory-store.ts";

/** A document behind two mocks on one port: as it is, and without its examples. */
export interface Served {
  readonly url: string;
  /** The same API, with every body made up from its schema. */
  readonly urlWithoutExamples: string;
  readonly api: MockApi;
  /** The statuses that an operation describes, by method and path. */
  statusesOf(operation: { readonly method: string; readonly path: string }): readonly string[];
  /** What the mock knows of the latest request. */
  latest(): RequestLogEntry | undefined;
  close(): Promise<void>;
}

const bare = "/without-examples";

/** Serves a document on this machine. Rejects when it cannot be read. */
export async function serveDocument(file: string): Promise<Served> {
  const { openapi, names, options } = await readSpec([file]);
  let latest: RequestLogEntry | undefined;
  const log = (entry: RequestLogEntry) => {
    // the mock's own callbacks are no requests of the client
    if (entry.callback === undefined) latest = entry;
  };
  // one store, so that a token is good at both
  const store = createMemoryStore();
  const api = (ignoreExamples: boolean, prefix: string) =>
    createApi(openapi, { ...options, names, prefix, log, ignoreExamples, store });
  const [whole, made] = [api(false, ""), api(true, bare)];
  const listening = await serve(
    new Map([
      ["", whole.handle],
      [bare, made.handle],
    ]),
  );
  const operations = new Map(listOperations(openapi, names).map((each) => [`${each.method} ${each.path}`, each]));
  return {
    url: listening.url,
    urlWithoutExamples: `${listening.url}${bare}`,
    api: whole.api,
    statusesOf({ method, path }) {
      const responses = operations.get(`${method} ${path}`)?.description["responses"];
      return isObject(responses) ? Object.keys(responses).filter((status) => !status.startsWith("x-")) : [];
    },
    latest: () => latest,
    close: () => listening.close(),
  };
}

/** Credentials for each security scheme of a client, good at the mock. */
export async function credentialsFor(model: Model, api: MockApi): Promise<Record<string, unknown>> {
  const { accessToken } = await api.issueToken({ scopes: api.scopes().names, expiresIn: 86_400 });
  return Object.fromEntries(
    model.securitySchemes.map(({ name, kind }) => {
      if (kind === "basic") return [name, { username: "user", password: "password" }];
      return [name, kind === "token" ? accessToken : "key"];
    }),
  );
}
