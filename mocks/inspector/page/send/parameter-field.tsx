import type { JSX } from "preact";
import type { DescribedParameter } from "../../../../generated/twinspec-control/schemas/DescribedParameter.ts";
import { Field } from "../parts/field.tsx";

interface ParameterFieldProps {
  readonly parameter: DescribedParameter;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

/** A field for a parameter. Whatever is written into it is sent: the mock says what is wrong. */
export function ParameterField({ parameter, value, onValue }: ParameterFieldProps): JSX.Element {
  const { argument, in: place, isRequired, isDeprecated, type, values, limits, description, example } = parameter;
  const says = [
    place,
    type === "any" ? undefined : type,
    limits,
    isRequired && "required",
    isDeprecated && "deprecated",
    place === "cookie" && "browsers do not let a page send it",
  ];
  return (
    <Field
      label={<code>{argument}</code>}
      hint={
        <>
          {says.filter(Boolean).join(", ")}
          {description !== undefined && `. ${description}`}
        </>
      }
    >
      {(ids) =>
        values === undefined ? (
          <input
            {...ids}
            value={value}
            autocomplete="off"
            spellcheck={false}
            disabled={place === "cookie"}
            placeholder={example === undefined ? "" : textOf(example)}
            onInput={({ currentTarget }) => onValue(currentTarget.value)}
          />
        ) : (
          <select {...ids} value={value} onChange={({ currentTarget }) => onValue(currentTarget.value)}>
            <option value="">left out</option>
            {values.map((each) => (
              <option key={textOf(each)} value={textOf(each)}>
                {textOf(each)}
              </option>
            ))}
          </select>
        )
      }
    </Field>
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
