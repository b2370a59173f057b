import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { NamingEvent } from "./event.ts";

/** The diagnostics for naming events; most events have none. */
export function diagnose(events: readonly NamingEvent[]): Diagnostic[] {
  return events.flatMap((event) => {
    const found = diagnosis(event);
    const [at, ...related] = event.places;
    return found ? [{ ...found, ...(at ? { at } : {}), ...(related.length > 0 ? { related } : {}) }] : [];
  });
}

function diagnosis({
  kind,
  subject,
  names,
  keys,
  detail,
  isNew,
}: NamingEvent): Pick<Diagnostic, "code" | "severity" | "message" | "help"> | undefined {
  const [first = "", second = ""] = names;
  switch (kind) {
    case "twins-differ":
      return {
        code: "twins-differ",
        severity: "warning",
        message:
          `${keys[0]} has ${names.length} registrations that are not ` +
          `equivalent${detail ? ` (${detail})` : ""}: ${names.join(", ")}`,
        help: `all of them are callable; the mock responds as ${first}`,
      };
    case "clash": {
      const given = keys.map((key, index) => `${key} is ${names[index + 1]}`).join(", ");
      const message = `${keys.length} ${subject}s want the name ${first}: ${given}`;
      if (subject !== "operation" || !isNew) return { code: "name-clash", severity: "info", message };
      const help = "these names are kept from now on; choose others by `names` in the settings before they are used";
      return { code: "name-clash", severity: "warning", message, help };
    }
    case "escaped":
      return {
        code: "name-escaped",
        severity: "info",
        message: `${first} is a reserved word; the ${subject} is named ${second}`,
      };
    case "held":
      if (!isNew) return undefined;
      return {
        code: "name-held",
        severity: "info",
        message: `${keys[0]} would be named ${second} now and keeps the name ${first}`,
        help: `for the new name, set \`names: { "${keys[0]}": ${second} }\`; ${first} then stays as an alias`,
      };
    case "moved":
      if (!isNew) return undefined;
      return {
        code: "name-moved",
        severity: detail === undefined ? "info" : "warning",
        message: `${keys[0]} is now ${keys[1]} and keeps the name ${first}${detail ?? ""}`,
      };
    case "removed":
      if (!isNew) return undefined;
      return {
        code: "name-removed",
        severity: "warning",
        message:
          `${subject === "operation" ? "" : `${subject} `}${keys[0]} was removed; ` +
          `${names.length === 1 ? "its name" : "its names"} ${names.join(", ")} ` +
          `${names.length === 1 ? "stays" : "stay"} reserved until --prune`,
        ...(subject === "schema" && {
          help:
            `if it was renamed, write \`"aliases": ${JSON.stringify(names)}\` on the line of its new name in ` +
            "the lock: the old one stays, as deprecated",
        }),
      };
    case "arguments-gone": {
      const [called, is, its] =
        names.length > 2 ? ["arguments", "are", "their parameters"] : ["argument", "is", "its parameter"];
      const message = `the ${called} ${names.slice(1).join(", ")} of ${first} (${keys[0]}) ${is} gone, as ${its} ${is}`;
      return { code: "name-removed", severity: "warning", message };
    }
    case "alias-dropped":
      return {
        code: "alias-dropped",
        severity: "info",
        message: `${first} cannot be an alias of ${second}: another operation has or wants the name`,
      };
    case "override-refused":
      return {
        code: "override-refused",
        severity: "error",
        message: `${keys[0]} cannot be named ${first}: the name belongs to another operation`,
        help: "choose another name, or override both operations",
      };
    case "override-unused":
      return { code: "override-unused", severity: "warning", message: `there is no operation ${keys[0]}` };
    default:
      return undefined;
  }
}
