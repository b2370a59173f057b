import type { DescribedPart } from "../../../../generated/twinspec-control/schemas/DescribedPart.ts";
import type { EncodingDescription } from "../../../../generator/runtime/core/description.ts";
import { argumentOf } from "./argument.ts";

/** What a person wrote for a part of a form; without text and files it is left out. */
export interface PartDraft {
  readonly text: string;
  readonly files: readonly File[];
  /** Empty: as the document or the file says. */
  readonly mediaType: string;
}

/** The drafts of parts by their names. */
export type PartDrafts = ReadonlyMap<string, PartDraft>;

/** A part of which nothing is written. */
export const emptyPart: PartDraft = { text: "", files: [], mediaType: "" };

/** The body that a program would give to the client: files, and texts as their types are. */
export function formValue(parts: readonly DescribedPart[], drafts: PartDrafts): object | undefined {
  const entries = parts.flatMap((part): (readonly [string, unknown])[] => {
    const { text, files, mediaType } = drafts.get(part.name) ?? emptyPart;
    if (!part.isFile) return text === "" ? [] : [[part.name, argumentOf({ type: part.type }, text)]];
    const typed = files.map((file) => (mediaType === "" ? file : new File([file], file.name, { type: mediaType })));
    return typed.length === 0 ? [] : [[part.name, part.isMany ? typed : typed[0]]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The media types of parts, where one is chosen or the document says one. */
export function encodingOf(
  parts: readonly DescribedPart[],
  drafts: PartDrafts,
): Readonly<Record<string, EncodingDescription>> {
  return Object.fromEntries(
    parts.flatMap(({ name, mediaType: said }) => {
      const chosen = drafts.get(name)?.mediaType || said;
      return chosen === undefined ? [] : [[name, { contentType: chosen }] as const];
    }),
  );
}

/** The parts as curl takes them: the value of an option `-F` each. */
export function curlParts(parts: readonly DescribedPart[], drafts: PartDrafts): string[] {
  const encoding = encodingOf(parts, drafts);
  return parts.flatMap(({ name, isFile }) => {
    const { text, files } = drafts.get(name) ?? emptyPart;
    const type = encoding[name]?.contentType ?? "";
    const ending = (own: string) => (own === "" || /[,*;]/.test(own) ? "" : `;type=${own}`);
    if (isFile)
      return files.map(
        (file) => `${name}=@${word(file.name)}${ending(drafts.get(name)?.mediaType || file.type || type)}`,
      );
    return text === "" ? [] : [`${name}=${word(text)}${ending(type)}`];
  });
}

/** A text as one word of curl, which takes quotes and semicolons, and an at sign at the beginning, for its own. */
function word(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
