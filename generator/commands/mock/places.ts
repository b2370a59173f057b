import type { Arguments } from "../command.ts";

/** Where answers come from and where things are kept, in sentences, without the passwords of URLs. */
export function placesOf(args: Pick<Arguments, "is" | "text">): string[] {
  const [record, storage] = [args.text("record"), args.text("storage") ?? "memory"];
  const recording = withoutPassword(args.text("recording") ?? "recordings");
  return [
    ...(record === undefined ? [] : [`Requests go to ${withoutPassword(record)}, and are recorded in ${recording}.`]),
    ...(args.is("replay") ? [`Answers are those recorded in ${recording}.`] : []),
    ...(storage === "memory" ? [] : [`Tokens and state are kept in ${withoutPassword(storage)}.`]),
  ];
}

/** A folder as it is, a URL without what may be secret in it. */
function withoutPassword(place: string): string {
  if (!/^[a-z][a-z\d+.-]+:/i.test(place)) return place;
  if (!URL.canParse(place)) return "the place given";
  const { protocol, host, pathname } = new URL(place);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}
