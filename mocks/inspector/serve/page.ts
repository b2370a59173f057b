import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ProblemJsonError, problem } from "../../http/problem.ts";
import type { MockResponse } from "../../http/response.ts";
import { pageFolder } from "./page-folder.ts";

/** A request as far as it tells whether it is for the page. */
interface PageRequest {
  readonly method?: string | undefined;
  /** The whole path, as it was sent. */
  readonly url?: string | undefined;
}

/** Where the files beside the page are, below it. */
const filesPath = "/page/";

/**
 * Nothing but the page's own files runs, is shown or is asked; nobody else shows it in a frame; no text becomes HTML.
 */
export const contentSecurityPolicy: string = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'"],
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"],
  "trusted-types 'none'",
].join("; ");

const types: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

const files = new Map<string, ReadonlyMap<string, MockResponse>>();

/** Whether a request below the control API's path is for the inspector: its page, or a file beside it. */
export function isForPage({ method }: PageRequest, target: string): boolean {
  const [path = ""] = target.split(/[?#]/, 1);
  return (method === "GET" || method === "HEAD") && (path === "/" || path.startsWith(filesPath));
}

/** The page, or a file beside it; the names of those say what is in them, so that they are kept for good. */
export function pageResponse({ url = "/" }: PageRequest, target: string): MockResponse {
  const [path = ""] = target.split(/[?#]/, 1);
  const [whole = ""] = url.split(/[?#]/, 1);
  // What the page refers to is below its own folder.
  if (path === "/" && !whole.endsWith("/"))
    return { status: 308, headers: [["location", `${whole.split("/").at(-1) ?? ""}/`]], body: undefined };
  const file = path === "/" ? "index.html" : path.slice(filesPath.length);
  return pageFiles(pageFolder()).get(file) ?? missing(file);
}

/** The files of a folder, read once. Nothing outside of it has a name here, whatever is requested. */
function pageFiles(folder: string): ReadonlyMap<string, MockResponse> {
  const known = files.get(folder);
  if (known !== undefined) return known;
  const read = new Map([
    ...namesIn(folder).map((name) => [name, responseOf(join(folder, name), name)] as const),
    ...namesIn(join(folder, "page")).map((name) => [name, responseOf(join(folder, "page", name), name)] as const),
  ]);
  if (read.has("index.html")) files.set(folder, read);
  return read;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => Object.hasOwn(types, endingOf(name)));
  } catch {
    return [];
  }
}

function responseOf(path: string, name: string): MockResponse {
  const isPage = name === "index.html";
  return {
    status: 200,
    headers: [
      ["content-type", types[endingOf(name)] ?? ""],
      ["cache-control", isPage ? "no-cache" : "public, max-age=31536000, immutable"],
      ["content-security-policy", contentSecurityPolicy],
      ["x-content-type-options", "nosniff"],
      ["x-frame-options", "DENY"],
      ["referrer-policy", "no-referrer"],
      ["cross-origin-opener-policy", "same-origin"],
      ["cross-origin-resource-policy", "same-origin"],
    ],
    body: readFileSync(path),
  };
}

function missing(file: string): MockResponse {
  const template = { type: "NOT_FOUND", title: "No such file of the inspector", status: 404 };
  const detail =
    file === "index.html"
      ? "The inspector is not built: `npm run build` in twinspec's own folder builds it."
      : "The inspector has no such file; reload the page.";
  return problem(new ProblemJsonError(template, detail));
}

function endingOf(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}
