import { useEffect, useState } from "preact/hooks";

/** Where the reader is: `#/requests/12` is the section `requests` with the item `12`. */
export interface Location {
  readonly section: string;
  readonly item: string | undefined;
}

/** The hash that leads to a section, or to an item of one. */
export function hashOf(section: string, item?: string | number): string {
  return `#/${section}${item === undefined ? "" : `/${encodeURIComponent(item)}`}`;
}

/** Where the reader is, from now on. */
export function useLocation(): Location {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const read = (): void => setHash(location.hash);
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  return locationOf(hash);
}

function locationOf(hash: string): Location {
  const [, section = "", item = ""] = /^#\/([^/]*)(?:\/(.*))?$/.exec(hash) ?? [];
  return { section: section || "requests", item: item === "" ? undefined : decoded(item) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
