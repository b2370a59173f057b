/** How a media type is read and written: the rules of the runtime, for the types that are declared. */
export type MediaKind = "json" | "text" | "form" | "multipart" | "stream" | "binary";

/** The kind of a media type. */
export function mediaKind(mediaType: string): MediaKind {
  const type = mediaType.toLowerCase().split(";")[0]!.trim();
  if (/event-stream|jsonl|ndjson|json-seq/.test(type)) return "stream";
  if (/\bjson\b/.test(type)) return "json";
  if (type === "application/x-www-form-urlencoded") return "form";
  if (type === "multipart/form-data") return "multipart";
  if (/^text\/(?!\*)|^application\/.*(?:xml|yaml)/.test(type)) return "text";
  return "binary";
}
