import type { JSX } from "preact";

const knownMethods = new Set(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "QUERY", "TRACE"]);

/** A method in its colour. */
export function Method({ method }: { readonly method: string }): JSX.Element {
  const kind = knownMethods.has(method) ? method.toLowerCase() : "other";
  return <span class={`method method-${kind}`}>{method}</span>;
}

/** A status in the colour of its class; 0 is a connection that was reset. */
export function Status({ status }: { readonly status: number }): JSX.Element {
  return (
    <span class={`status status-${Math.floor(status / 100)}`}>
      {status === 0 ? <abbr title="The connection was reset">RST</abbr> : status}
    </span>
  );
}

/** A scope. */
export function Scope({ scope, state }: { readonly scope: string; readonly state?: "given" | "missing" }): JSX.Element {
  const mark = state === "given" ? "✓ " : state === "missing" ? "✗ " : "";
  const told = state === undefined ? undefined : `${scope}, ${state}`;
  return (
    <code class={`scope${state === undefined ? "" : ` scope-${state}`}`} {...(told && { title: told })}>
      {mark}
      {scope}
    </code>
  );
}
