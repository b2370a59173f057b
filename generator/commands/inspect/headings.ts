import type { NamingEvent } from "../../entry.ts";

/** What each kind of naming event is called, in the order in which they are shown. */
export const headings: Record<NamingEvent["kind"], string> = {
  twin: "Twins: registered several times with the same meaning, one function",
  "twins-differ": "Twins that differ: several registrations that are not equivalent, a function each",
  clash: "Clashes: several want one name, all of them are qualified",
  alias: "Aliases: further, deprecated names",
  "alias-dropped": "Names that could not become aliases",
  escaped: "Escaped: a reserved word",
  held: "Held: the lock keeps a name that the documents no longer want",
  moved: "Moved: is somewhere else now and keeps its name",
  override: "Overrides: the settings chose the name",
  "override-refused": "Overrides that were not followed: the name belongs to another",
  "override-unused": "Overrides that name nothing",
  removed: "Removed: gone, the names stay reserved",
  "arguments-gone": "Arguments that are gone",
  pruned: "Pruned: gone, the names are free again",
};
