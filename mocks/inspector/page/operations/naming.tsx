import type { JSX } from "preact";
import type { NamingNote } from "../../../../generated/twinspec-control/schemas/NamingNote.ts";
import type { Place } from "../../../../generated/twinspec-control/schemas/Place.ts";

/** A place, for people. */
export function placeText({ file, line, column }: Place): string {
  return [file, line, column].filter((part) => part !== undefined).join(":");
}

/** What a note says; the names come from documents and are text like any other. */
function sentenceOf({ kind, names, detail }: NamingNote): string {
  const [first = "", ...others] = names;
  const end = detail === undefined ? "" : ` ${detail}.`;
  switch (kind) {
    case "twin":
      return `Several equivalent registrations are one operation: ${names.join(", ")}.`;
    case "twins-differ":
      return `Registrations of one method and path are not equivalent: ${names.join(", ")}.${end}`;
    case "clash":
      return `Several operations want the name "${first}"; they are ${others.join(", ")}.`;
    case "alias":
      return `Further names: ${others.join(", ")}.`;
    case "alias-dropped":
      return `The name "${first}" could not become an alias of ${others.join(", ")}: others have or want it.`;
    case "escaped":
      return `"${first}" is a reserved word; the name is ${others.join(", ")}.`;
    case "held":
      return `The lock keeps the name "${first}", although the documents want "${others.join(", ")}".`;
    case "moved":
      return `It stood elsewhere when the lock was written, and keeps its name.${end}`;
    case "override":
      return `The settings chose "${first}"; it would be "${others.join(", ")}".`;
    default:
      return `${kind}: ${names.join(", ")}.${end}`;
  }
}

/** How an operation came to its names. */
export function Naming({ notes }: { readonly notes: readonly NamingNote[] }): JSX.Element | null {
  if (notes.length === 0) return null;
  return (
    <ul class="notes">
      {notes.map((note) => (
        <li key={`${note.kind} ${note.names.join(" ")}`}>
          <p>{sentenceOf(note)}</p>
          <p class="quiet">{note.places.map(placeText).join(" · ")}</p>
        </li>
      ))}
    </ul>
  );
}
