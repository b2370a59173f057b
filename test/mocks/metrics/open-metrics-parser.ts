/** A metric family as a collector reads it. */
export interface ParsedFamily {
  readonly type: string;
  readonly help: string | undefined;
  readonly unit: string | undefined;
  readonly samples: readonly {
    readonly name: string;
    readonly labels: Record<string, string>;
    readonly value: number;
  }[];
}

const name = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const label = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
const sampleLine = new RegExp(`^(${name})(?:\\{(${label}(?:,${label})*)?\\})? (\\S+)$`);
const metaLine = new RegExp(`^# (TYPE|UNIT|HELP) (${name}) (.*)$`);
const suffixes: Readonly<Record<string, readonly string[]>> = {
  counter: ["_total"],
  gauge: [""],
  info: ["_info"],
  histogram: ["_bucket", "_sum", "_count"],
};

/**
 * Reads the text format of OpenMetrics 1.0, as far as there are these types, and throws at whatever its grammar and its
 * rules do not allow: families that are not in one piece, names that do not end as their type or unit asks, labels that
 * are not escaped, buckets that do not add up, series that come twice, an end that is not there.
 */
export function parseOpenMetrics(text: string): Map<string, ParsedFamily> {
  if (!text.endsWith("# EOF\n")) throw new Error("the text does not end with # EOF");
  const families = new Map<string, ParsedFamily>();
  let current: (ParsedFamily & { readonly name: string }) | undefined;
  const series = new Set<string>();
  for (const line of text.slice(0, -"# EOF\n".length).split("\n").slice(0, -1)) {
    const [, kind, of = "", rest = ""] = metaLine.exec(line) ?? [];
    if (kind !== undefined) {
      if (current?.name !== of) {
        if (families.has(of)) throw new Error(`the family ${of} is not in one piece`);
        current = { name: of, type: "unknown", help: undefined, unit: undefined, samples: [] };
        families.set(of, current);
      }
      if (current.samples.length > 0) throw new Error(`"${line}" comes after samples`);
      if (kind === "TYPE" && suffixes[rest] === undefined) throw new Error(`there is no type ${rest}`);
      if (kind === "UNIT" && !of.endsWith(`_${rest}`)) throw new Error(`${of} does not end with its unit ${rest}`);
      if (kind === "HELP" && !/^(?:[^"\\]|\\["\\n])*$/.test(rest)) throw new Error(`"${line}" is not escaped`);
      Object.assign(current, { [kind.toLowerCase()]: kind === "HELP" ? unescaped(rest) : rest });
      continue;
    }
    const [, sample = "", labels = "", number = ""] = sampleLine.exec(line) ?? [];
    if (sample === "") throw new Error(`"${line}" is no line of OpenMetrics`);
    const family = current;
    if (family === undefined || !suffixes[family.type]?.some((suffix) => sample === family.name + suffix))
      throw new Error(`"${line}" belongs to no family, or not to ${family?.name}`);
    if (!/^[+-]?(?:\d+(?:\.\d*)?(?:e[+-]?\d+)?|Inf)$|^NaN$/i.test(number)) throw new Error(`"${number}" is no number`);
    const key = `${sample}{${labels}}`;
    if (series.has(key)) throw new Error(`${key} is there twice`);
    series.add(key);
    const read = Object.fromEntries(
      [...labels.matchAll(new RegExp(label, "g"))].map(([pair]) => {
        const at = pair.indexOf("=");
        return [pair.slice(0, at), unescaped(pair.slice(at + 2, -1))];
      }),
    );
    (family.samples as (typeof family.samples)[number][]).push({ name: sample, labels: read, value: Number(number) });
  }
  for (const [name, family] of families) if (family.type === "histogram") checkBuckets(name, family);
  return families;
}

function checkBuckets(name: string, { samples }: ParsedFamily): void {
  const groups = new Map<string, number[]>();
  for (const { name: sample, labels, value } of samples) {
    const { le, ...others } = labels;
    const key = JSON.stringify(others);
    const counts = groups.get(key) ?? [];
    groups.set(key, counts);
    if (sample === `${name}_bucket`) {
      if (le !== "+Inf" && !/^\d+\.\d+$/.test(le ?? "")) throw new Error(`${le} is no canonical bound`);
      if (value < (counts.at(-1) ?? 0)) throw new Error(`the buckets of ${name} do not add up`);
      counts.push(value);
    } else if (sample === `${name}_count` && value !== counts.at(-1)) throw new Error(`${name} counts otherwise`);
  }
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(["\\n])/g, (_, character: string) => (character === "n" ? "\n" : character));
}
