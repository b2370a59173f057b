import {
  argumentsOf,
  callOf,
  type ExampleSource,
  entryOf,
  exampleOf,
  fileMediaOf,
  importOf,
  moduleOf,
} from "../../emit/examples/example-calls.ts";
import { code, count, listOf, type Paragraphs } from "../../emit/examples/markdown.ts";
import { codeSpan, literal } from "../../emit/text.ts";
import { hasScopes } from "../../model/features.ts";
import { isStream } from "../../model/media-type.ts";
import type { Operation } from "../../model/model.ts";

/** What a call gives, and how it fails. */
export function resultSection(source: ExampleSource): Paragraphs {
  const { model } = source;
  const operation = exampleOf(model.operations);
  const unsent = [
    ...(hasScopes(model) ? ["`MissingScopeError`: the scopes that are known are not enough"] : []),
    ...(model.oauth ? ["`AuthError`: there is no token"] : []),
  ];
  const failures = [
    "`ApiError`: the response is not a 2xx one. It has `status`, `body`, `operation`, `requestId`, `retryAfter`, " +
      "`request` and `response`; what is logged of it holds nothing that looks like a secret and, with " +
      "`createClient`, nothing secret that the request carried.",
    "`NetworkError`, `TimeoutError` (one attempt), `DeadlineError` (the whole call): there is no response. With " +
      "`createTransport` alone it is what `fetch` throws.",
    "`ContentError`: the response is a 2xx one, but not the JSON that is declared, such as a proxy's sign-in page.",
    ...(unsent.length > 0 ? [`${unsent.join("; ")}. Nothing was sent.`] : []),
    "The reason of your own `signal`, and what a middleware throws, as they are; a `TypeError` for an argument " +
      "that cannot be sent.",
  ];
  return [
    "A call gives `{ data, error, response, status }`: `data` of a 2xx response, `error` of any other, the " +
      "response itself where that has no body. After `if (error) throw error` TypeScript knows that there is data; " +
      "`status` tells apart what comes with each. A response to HEAD, one with status 204, and an empty one where " +
      "JSON is declared have `data: undefined`, whatever the documents say.",
    "`unwrap(call)` gives the data, or throws an `ApiError`; with `createClient({ throwOnError: ApiError })` every " +
      "call throws it. All else that goes wrong is always thrown:",
    ...(operation ? [code(handling(operation, source))] : []),
    failures.map((text) => `- ${text}`).join("\n"),
  ];
}

function handling(operation: Operation, source: ExampleSource): string {
  const { name, imported } = importOf(operation);
  return `import { ${["isApiError", "unwrap", imported].sort().join(", ")} } from ${moduleOf(source)};

try {
  console.log(await unwrap(${callOf(operation, source)}));
} catch (error) {
  if (!isApiError(error, ${name})) throw error;
  console.error(error.status, error.body, error.requestId);
}`;
}

/** How long a call may take, and when it is sent again. */
export function limitSection(source: ExampleSource): Paragraphs {
  const { concurrency } = source.settings;
  const atOnce =
    concurrency === undefined ? "" : ` It has at most ${count(concurrency, "request")} on the way at one time.`;
  return [
    `${repetition(source)}${atOnce} Times are in milliseconds; unless they are set, a call may take any time:`,
    code(
      `import { createFetch } from "${entryOf(source, "fetch")}";\n\n` +
        "createClient({ timeout: 10_000, retry: { attempts: 5 } });\n" +
        "createClient({ fetch: createFetch({ deadline: 60_000, concurrency: 10, onRetry: console.warn }) });",
    ),
    "`timeout` is for one attempt. A single call takes it, `retry` and `signal` too. `createFetch` has more, which " +
      "few programs need: a `deadline` for the whole call, which a call takes then, `concurrency` and `onRetry`; " +
      "it takes `timeout` and `retry` beside these. `createTransport` alone has no limits and sends nothing again; " +
      "`createTransport({ fetch: createFetch() })` does.",
  ];
}

/** When a request is sent again, as far as the settings change the runtime's defaults. */
function repetition({ settings: { retry } }: ExampleSource): string {
  const { attempts = 3, methods, statuses, respectRetryAfter, stop = [] } = retry;
  if (attempts === 1) return "A client sends no request again unless `retry` says so.";
  const spans = (list: unknown) => (Array.isArray(list) ? list.map((each) => codeSpan(String(each))) : undefined);
  const which = spans(methods) ? `a request of method ${listOf(spans(methods)!)}` : "an idempotent request";
  const passing = spans(statuses) ? `the statuses ${listOf(spans(statuses)!)}` : "the statuses of passing faults";
  const wait = respectRetryAfter === false ? "" : " and as `Retry-After` says";
  const codes = spans(stop) ?? [];
  const final = codes.length === 0 ? "" : ` A response with the code ${codes.join(" or ")} is final.`;
  const causes = `network errors, timeouts and ${passing}`;
  return `A client sends ${which} up to ${String(attempts)} times, after ${causes}, with back-off${wait}.${final}`;
}

/** What gives its items page by page. */
export function pageSection(source: ExampleSource): Paragraphs {
  const paged = source.model.operations.filter(({ pages }) => pages !== undefined);
  const operation = exampleOf(paged);
  if (!operation) return undefined;
  const hasArguments = operation.parameters.length > 0 || operation.body !== undefined;
  const size = operation.pages?.description.limit ? ", pageSize: 50" : "";
  const given = argumentsOf(operation, source) ?? "{}";
  const resumes = paged.some(({ pages }) => pages?.description.style !== "link")
    ? " `next` of a page has the arguments that go on after it, to keep and to pass again."
    : "";
  const options = `${hasArguments ? `${given}, ` : ""}{ maximum: 200${size} }`;
  return [
    `${namesOf(paged)} ${paged.length === 1 ? "gives its" : "give their"} items page by page. Requests are sent as ` +
      `the loop goes on; one that fails is thrown, and leaving the loop ends them.${resumes} For single operations ` +
      `\`${entryOf(source, "pages")}\` has \`items(operation, transport, …)\` and ` +
      "`pages(operation, transport, …)`.",
    code(
      `for await (const item of ${callOf(operation, source, `client.${operation.name}.items`)}) console.log(item);\n` +
        `for await (const { items, response } of client.${operation.name}.pages(${options})) ` +
        "console.log(items.length, response.url);",
    ),
  ];
}

/** What responds with a stream. */
export function streamSection(source: ExampleSource): Paragraphs {
  const successes = ({ responses }: Operation) => responses.filter(({ status }) => status.startsWith("2"));
  const media = (operation: Operation) => successes(operation).flatMap(({ content }) => content);
  const streaming = source.model.operations.filter((operation) => media(operation).some(isStream));
  if (streaming.length === 0) return undefined;
  const alwaysStreams = (each: Operation) => successes(each).every(({ content }) => content.length > 0);
  const operation = exampleOf(streaming.filter((each) => alwaysStreams(each) && media(each).every(isStream)));
  const isEvents = operation !== undefined && media(operation).every(({ type }) => /event-stream/i.test(type));
  const [each, shown] = isEvents ? ["{ event, data }", "event, data"] : ["value", "value"];
  return [
    `${namesOf(streaming)} ${streaming.length === 1 ? "responds" : "respond"} with a stream: \`data\` gives its ` +
      "values or events as they arrive, and leaving the loop cancels it.",
    ...(operation
      ? [
          code(`import { unwrap } from ${moduleOf(source)};

for await (const ${each} of await unwrap(${callOf(operation, source)})) console.log(${shown});`),
        ]
      : []),
    `For a body that comes by another way, \`${entryOf(source, "streams")}\` has \`jsonLines\`, ` +
      "`jsonSequence` and `serverSentEvents`.",
  ];
}

/** What sends files. */
export function fileSection(source: ExampleSource): Paragraphs {
  const uploading = source.model.operations.filter((each) => fileMediaOf(each, source) !== undefined);
  const operation = exampleOf(uploading);
  if (!operation) return undefined;
  const media = fileMediaOf(operation, source);
  // a body of another type than the first goes out as that where the call says so
  const isChosen = media !== undefined && media !== operation.body?.content[0] && !media.type.includes("*");
  const options = isChosen ? `, { contentType: ${literal(media.type)} }` : "";
  return [
    `${namesOf(uploading)} ${uploading.length === 1 ? "takes" : "take"} files: a \`Blob\`, or a \`File\` where its ` +
      "name is to be sent. Node's `openAsBlob` reads one from disk while it is sent:",
    code(`import { openAsBlob } from "node:fs";
const file = new File([await openAsBlob("report.pdf")], "report.pdf");
await client.${operation.name}(${argumentsOf(operation, source, "file")}${options});`),
  ];
}

/** How to get between, below and around the operations. */
export function middlewareSection({ model }: ExampleSource): Paragraphs {
  const onOwnServer = model.operations.filter(({ server }) => server !== undefined);
  const own = model.parameters.map(({ option }) => ` and ${codeSpan(option)}`).join("");
  const [goes, them] = onOwnServer.length === 1 ? ["goes to the server", "it"] : ["go to the servers", "them"];
  const others =
    onOwnServer.length === 0
      ? []
      : [
          `${namesOf(onOwnServer)} ${goes} that the documents name for ${them}, unless \`baseUrl\` is given: without ` +
            `the token${own}, but with \`headers\` and through middleware.`,
        ];
  return [
    "Middleware is that of openapi-fetch: `middleware` of a client or of a call, `client.use(…)` and " +
      "`client.eject(…)`. It runs once for a call, however often the request is sent. `client.raw` is the " +
      "openapi-fetch client, for what is not an operation: `client.raw.GET(path, …)`, with the same token, limits " +
      "and middleware; its data is `unknown`.",
    code('client.use({ onRequest: ({ request }) => request.headers.set("X-Request-Id", crypto.randomUUID()) });'),
    ...others,
  ];
}

function namesOf(operations: readonly Operation[]): string {
  return listOf(operations.map(({ name }) => codeSpan(name)));
}
