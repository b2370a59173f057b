import type { ComponentChildren, JSX } from "preact";

interface CodeProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

/** Text as it is, which scrolls where it is long. */
export function Code({ label, children }: CodeProps): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="code" aria-label={label} tabIndex={0}>
      <pre>{children}</pre>
    </section>
  );
}
