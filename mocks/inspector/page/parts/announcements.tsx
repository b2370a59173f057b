import type { JSX } from "preact";
import { createObservable, useObservable } from "./observable.ts";

const said = createObservable("");
let clearing: ReturnType<typeof setTimeout> | undefined;

/** Tells readers of the screen something that others see. */
export function say(text: string): void {
  said.set(text);
  clearTimeout(clearing);
  // The same words a second time are said a second time.
  clearing = setTimeout(() => said.set(""), 3_000);
}

/** Where it is told. */
export function Announcements(): JSX.Element {
  return (
    <p class="unseen" role="status" aria-live="polite">
      {useObservable(said)}
    </p>
  );
}
