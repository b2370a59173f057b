import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { say } from "./announcements.tsx";
import { Code } from "./code.tsx";

/** A button that copies a text. */
export function Copy({ text, children }: { readonly text: string; readonly children: string }): JSX.Element {
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    say("Copied");
    setTimeout(() => setCopied(false), 1_500);
  };
  return (
    <button type="button" class="button button-quiet" onClick={() => void copy().catch(() => say("Not copied"))}>
      <span class="stable">
        <span class={isCopied ? "hidden" : ""}>{children}</span>
        <span class={isCopied ? "" : "hidden"} aria-hidden={!isCopied}>
          Copied
        </span>
      </span>
    </button>
  );
}

/** A line of the shell, with a button that copies it. */
export function ShellLine({ line, label }: { readonly line: string; readonly label: string }): JSX.Element {
  return (
    <div class="shell">
      <Code label={label}>
        <code>{line}</code>
      </Code>
      <Copy text={line}>Copy</Copy>
    </div>
  );
}
