import type { Lock } from "./lock.ts";

/**
 * A lock for another version of its documents: where one of them has another path, its entries follow it, so that both
 * versions are read under one name. `from` and `to` have the paths of the documents as their keys.
 */
export function lockOfDocuments(
  lock: Lock,
  from: ReadonlyMap<string, unknown>,
  to: ReadonlyMap<string, unknown>,
): Lock {
  const [gone, ...others] = [...from.keys()].filter((path) => !to.has(path));
  const [come, ...more] = [...to.keys()].filter((path) => !from.has(path));
  if (gone === undefined || come === undefined || others.length + more.length > 0) return lock;
  const renamed = (text: string, old: string, now: string) =>
    text.startsWith(`${old}#`) ? `${now}${text.slice(old.length)}` : text;
  const registration = (text: string) => renamed(text, encoded(nameOf(gone)), encoded(nameOf(come)));
  return {
    ...lock,
    operations: new Map(
      [...lock.operations].map(([key, entry]) => [
        key,
        { ...entry, registrations: entry.registrations.map(registration) },
      ]),
    ),
    schemas: new Map([...lock.schemas].map(([source, entry]) => [renamed(source, gone, come), entry])),
  };
}

/** The name of a document, as registrations have it: without folder and extension. */
function nameOf(path: string): string {
  return (path.split("/").at(-1) ?? path).replace(/\.[^.]*$/, "");
}

function encoded(name: string): string {
  return name.replace(/[%#]/g, (character) => encodeURIComponent(character));
}
