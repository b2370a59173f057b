import { type Html, html } from "./html.ts";

/** A bar, or what stands beside it, and how long it is. */
export interface Bar {
  readonly label: string;
  readonly value: number;
}

const size = { width: 720, height: 240, left: 48, bottom: 28, top: 12 };

/** A chart of bars side by side (SVG), for values from 0 on. Colours are those of the page; every bar tells its value when it is pointed at. */
export function barChart(title: string, bars: readonly Bar[]): Html {
  const most = niceMaximum(Math.max(1, ...bars.map(({ value }) => value)));
  const [width, height] = [size.width - size.left, size.height - size.bottom - size.top];
  const step = width / Math.max(1, bars.length);
  const y = (value: number) => size.top + height - (value / most) * height;
  // As many labels as there is room for.
  const every = Math.ceil(72 / step);
  const lines = [0, most / 2, most].map(
    (
      value,
    ) => html`<line class="grid" x1="${size.left}" x2="${size.width}" y1="${round(y(value))}" y2="${round(y(value))}"/>
<text class="scale" x="${size.left - 6}" y="${round(y(value) + 4)}">${value}</text>`,
  );
  const drawn = bars.map(({ label, value }, index) => {
    const x = size.left + index * step;
    const name = html`<text class="label" x="${round(x + step / 2)}" y="${size.height - 8}">${label}</text>`;
    return html`<g><title>${label}: ${value}</title>
<rect x="${round(x + step * 0.1)}" y="${round(y(value))}" width="${round(step * 0.8)}" height="${round((value / most) * height)}"/>
</g>${index % every === 0 ? name : []}`;
  });
  return html`<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${title}">
${lines}
${drawn}
</svg>`;
}

/** The next of 2, 4, 10, 20, 40, 100, …: a scale whose half is a whole number. */
function niceMaximum(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return Math.max(2, [power, 2 * power, 4 * power, 10 * power].find((each) => each >= value) ?? value);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
