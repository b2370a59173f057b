/**
 * The path and query of a path template, such as `/tickets/{ticketId}`, with its variables replaced by what `expand`
 * gives for them; undefined leaves a variable as it is. A fragment (`/x#2` tells twins apart in documents) is not sent.
 *
 * Throws a TypeError when an argument would make a segment empty, `.` or `..`: URL parsing would drop the segment, or
 * the one before it, and the request would reach another operation. Percent-encoding does not prevent that
 * (URL Standard, "double-dot URL path segment": `%2e%2e` counts too).
 */
export function expandPath(
  operation: string,
  template: string,
  expand: (variable: string) => string | undefined,
): readonly [path: string, query: string] {
  const expanded = template.replace(/(?:\{[^{}]*\}|[^/?#])+/g, (segment) => {
    const text = segment.replace(/\{([^{}]*)\}/g, (variable, name: string) => expand(name) ?? variable);
    if (text !== segment && /^(\.|%2e){0,2}$/i.test(text)) {
      throw new TypeError(`${operation}: ${segment} of ${template} must not become "${text}"`);
    }
    return text;
  });
  const [, path = "", query = ""] = /^([^?#]*)\??([^#]*)/.exec(expanded) ?? [];
  return [path, query];
}
