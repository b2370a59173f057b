import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";

interface FieldProps {
  readonly label: ComponentChildren;
  /** What stands below: limits, a description. */
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
  readonly children: (ids: { readonly id: string; readonly "aria-describedby": string }) => JSX.Element;
}

/** A control with its label, and what is said of it. */
export function Field({ label, hint, error, children }: FieldProps): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, "aria-describedby": `${id}-hint` })}
      <p id={`${id}-hint`} class="hint">
        {error !== undefined && <span class="error-text">{error} </span>}
        {hint}
      </p>
    </div>
  );
}

/** What went wrong, told at once. */
export function Failure({ message }: { readonly message: string | undefined }): JSX.Element {
  return (
    <p class="error-text" role="alert">
      {message ?? ""}
    </p>
  );
}
