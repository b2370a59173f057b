import { bounds, type Histogram } from "./histogram.ts";

/** The media type of the format. */
export const openMetricsType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/** What tells one number of a family from another, in this order. */
export type Labels = Readonly<Record<string, string>>;

/** Numbers of one kind; the name of a family with a unit ends with it. */
export type MetricFamily = { readonly name: string; readonly help: string; readonly unit?: "bytes" | "seconds" } & (
  | { readonly type: "counter" | "gauge"; readonly samples: readonly (readonly [labels: Labels, value: number])[] }
  | { readonly type: "histogram"; readonly samples: readonly (readonly [labels: Labels, value: Histogram])[] }
  | { readonly type: "info"; readonly samples: readonly (readonly [labels: Labels])[] }
);

/** The text format of OpenMetrics 1.0. A family without samples is left out. */
export function writeOpenMetrics(families: readonly MetricFamily[]): string {
  const lines = families.filter(({ samples }) => samples.length > 0).flatMap(familyLines);
  return [...lines, "# EOF", ""].join("\n");
}

function familyLines(family: MetricFamily): string[] {
  const { name, type, help, unit } = family;
  return [
    `# TYPE ${name} ${type}`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${escaped(help)}`,
    ...sampleLines(family),
  ];
}

function sampleLines(family: MetricFamily): string[] {
  const { name } = family;
  switch (family.type) {
    case "counter":
      return family.samples.map(([labels, value]) => `${name}_total${labelled(labels)} ${value}`);
    case "gauge":
      return family.samples.map(([labels, value]) => `${name}${labelled(labels)} ${value}`);
    case "info":
      return family.samples.map(([labels]) => `${name}_info${labelled(labels)} 1`);
    case "histogram":
      return family.samples.flatMap(([labels, value]) => histogramLines(name, labels, value));
  }
}

/** Each bucket has those of all before it. */
function histogramLines(name: string, labels: Labels, { counts, count, sum }: Histogram): string[] {
  let total = 0;
  const buckets = counts.map((own, index) => {
    total += own;
    const bound = bounds[index];
    const le = bound === undefined ? "+Inf" : Number.isInteger(bound) ? `${bound}.0` : String(bound);
    return `${name}_bucket${labelled({ ...labels, le })} ${total}`;
  });
  return [...buckets, `${name}_sum${labelled(labels)} ${sum}`, `${name}_count${labelled(labels)} ${count}`];
}

function labelled(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", '"': '\\"', "\n": "\\n" };

function escaped(text: string): string {
  // Half of a pair of surrogates has no form in UTF-8.
  return text.replaceAll(/\p{Surrogate}/gu, "\ufffd").replaceAll(/[\\"\n]/g, (character) => escapes[character] ?? "");
}
