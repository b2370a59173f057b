import type { JSX } from "preact";
import type { DescribedPart } from "../../../../generated/twinspec-control/schemas/DescribedPart.ts";
import { CodeField, Field, TextField } from "../parts/field.tsx";
import type { PartDraft } from "./form-parts.ts";

interface PartFieldProps {
  readonly part: DescribedPart;
  readonly draft: PartDraft;
  readonly onDraft: (draft: PartDraft) => void;
}

/** A part of a form: a file or a text, and its media type. */
export function PartField({ part, draft, onDraft }: PartFieldProps): JSX.Element {
  const { name, isFile, isMany, isRequired, type, values, limits, mediaType, description } = part;
  const says = [
    isFile ? (isMany ? "files" : "file") : type === "any" ? undefined : type,
    isFile ? undefined : limits,
    values && `one of ${values.map(String).join(", ")}`,
    mediaType,
    isRequired && "required",
  ];
  const field = {
    label: <code>{name}</code>,
    hint: [says.filter(Boolean).join(", "), description].filter(Boolean).join(". "),
  };
  return (
    <fieldset class="part" aria-label={`Part ${name}`}>
      {isFile ? (
        <Field {...field}>
          {(ids) => (
            <input
              {...ids}
              type="file"
              multiple={isMany}
              onChange={({ currentTarget }) => onDraft({ ...draft, files: [...(currentTarget.files ?? [])] })}
            />
          )}
        </Field>
      ) : (
        <CodeField {...field} rows={[1, 8]} value={draft.text} onValue={(text) => onDraft({ ...draft, text })} />
      )}
      <TextField
        kind="code"
        label={`Media type of ${name}`}
        hint={isFile ? "empty: that of the file" : undefined}
        value={draft.mediaType}
        onValue={(chosen) => onDraft({ ...draft, mediaType: chosen.trim() })}
      />
    </fieldset>
  );
}
