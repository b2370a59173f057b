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

interface TextFieldProps extends Pick<FieldProps, "error" | "hint" | "label"> {
  readonly value: string;
  readonly onValue: (value: string) => void;
}

/** A field for one line: a number, or what a program reads. */
export function TextField({
  value,
  onValue,
  kind,
  ...field
}: TextFieldProps & { readonly kind: "code" | "number" }): JSX.Element {
  const look = kind === "number" ? ({ inputMode: "numeric" } as const) : { class: "mono", spellcheck: false };
  return (
    <Field {...field}>
      {(ids) => (
        <input {...ids} {...look} value={value} onInput={({ currentTarget }) => onValue(currentTarget.value)} />
      )}
    </Field>
  );
}

/** A field for what a program reads, as many lines high as it has, within limits. */
export function CodeField({
  value,
  onValue,
  rows: [least, most],
  ...field
}: TextFieldProps & { readonly rows: readonly [least: number, most: number] }): JSX.Element {
  return (
    <Field {...field}>
      {(ids) => (
        <textarea
          {...ids}
          rows={Math.min(most, Math.max(least, value.split("\n").length))}
          spellcheck={false}
          value={value}
          onInput={({ currentTarget }) => onValue(currentTarget.value)}
        />
      )}
    </Field>
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
