import { describe, expect, test } from "vitest";
import { createHistogram } from "../../../mocks/metrics/histogram.ts";
import { writeOpenMetrics } from "../../../mocks/metrics/open-metrics.ts";
import { parseOpenMetrics } from "./open-metrics-parser.ts";

describe("numbers in the text format of OpenMetrics", () => {
  test("have the lines that the format asks for", () => {
    const durations = createHistogram();
    for (const seconds of [0.0004, 0.001, 0.3, 60]) durations.add(seconds);
    const text = writeOpenMetrics([
      { name: "a", type: "counter", help: "A.", samples: [[{ to: "x" }, 3]] },
      { name: "none", type: "gauge", help: "None.", samples: [] },
      { name: "b_bytes", type: "gauge", unit: "bytes", help: "B.", samples: [[{}, 1.5]] },
      { name: "c_seconds", type: "histogram", unit: "seconds", help: "C.", samples: [[{ to: "y" }, durations]] },
    ]);
    const lines = text.split("\n");
    expect(lines.slice(0, 6)).toEqual([
      ...["# TYPE a counter", "# HELP a A.", 'a_total{to="x"} 3'],
      ...["# TYPE b_bytes gauge", "# UNIT b_bytes bytes", "# HELP b_bytes B."],
    ]);
    expect(lines).toContain("b_bytes 1.5");
    expect(lines).toContain('c_seconds_bucket{to="y",le="0.001"} 2');
    expect(lines).toContain('c_seconds_bucket{to="y",le="1.0"} 3');
    expect(lines).toContain('c_seconds_bucket{to="y",le="+Inf"} 4');
    expect(lines).toContain('c_seconds_count{to="y"} 4');
    expect(lines.slice(-2)).toEqual(["# EOF", ""]);
    expect([...parseOpenMetrics(text).keys()]).toEqual(["a", "b_bytes", "c_seconds"]);
  });

  test.each(['say "hi"', "back\\slash", "two\nlines", "\\n", "ä€😀", '"},x="', "a\\", "{le=}", ""])(
    "have %j as a label and in a help text, as it is",
    (hostile) => {
      const family = { name: "a", type: "gauge", help: hostile, samples: [[{ label: hostile }, 1]] } as const;
      const [read] = parseOpenMetrics(writeOpenMetrics([family])).values();
      expect([read?.help, read?.samples]).toEqual([hostile, [{ name: "a", labels: { label: hostile }, value: 1 }]]);
    },
  );

  test("have no half of a character", () => {
    const family = { name: "a", type: "gauge", help: "A.", samples: [[{ label: "a\ud800b" }, 1]] } as const;
    expect(writeOpenMetrics([family])).toContain('a{label="a\ufffdb"} 1');
  });
});

test("the parser refuses what is not the format", () => {
  const wrong = [
    "a 1\n# EOF\n",
    "# TYPE a gauge\na 1\n",
    "# TYPE a gauge\na one\n# EOF\n",
    "# TYPE a counter\na 1\n# EOF\n",
    '# TYPE a gauge\na{b="c"d"} 1\n# EOF\n',
    "# TYPE a gauge\na 1\na 1\n# EOF\n",
    "# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# TYPE a gauge\n# EOF\n",
    "# TYPE a gauge\n# UNIT a bytes\na 1\n# EOF\n",
    '# TYPE a histogram\na_bucket{le="1.0"} 2\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\n# EOF\n',
  ];
  for (const text of wrong) expect(() => parseOpenMetrics(text), text).toThrow();
});
