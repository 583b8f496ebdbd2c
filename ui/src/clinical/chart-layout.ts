// Where things are on the observation chart, in pixels. Values, bands and times come from Rust; only paper and ink here.
import type { BandView, ChartView, PointView, SetView, StripChartView } from "../ipc/bindings";

/** One strip on the page. */
export interface StripBox {
  strip: StripChartView;
  top: number;
  height: number;
  ink: string;
}

/** The whole page. */
export interface ChartBox {
  left: number;
  right: number;
  /** Foot of the last row. */
  foot: number;
  height: number;
  strips: StripBox[];
  rows: { air: number; consciousness: number; total: number };
}

const LEFT = 214;
const RIGHT_MARGIN = 26;
const HEADER = 24;
const GAP = 5;
const ROW = 22;
const TOTAL_ROW = 30;
const AXIS = 42;
/** Heights at the smallest window; taller windows stretch all strips alike. */
const HEIGHTS: Record<string, number> = { "blood-pressure": 88, temperature: 70 };
const HEIGHT = 66;
const INK: Record<string, string> = {
  respirations: "#003087",
  saturation: "#00573a",
  "blood-pressure": "#6a1b6f",
  pulse: "#a11a3c",
  temperature: "#8a4b00",
};

/** RCP bands, pale, behind the data. */
export const BAND_FILL = ["#ffffff", "#fff6cf", "#ffe4c6", "#fbdcd8"] as const;

/** Lays the page out for a width and the height there is. */
export function layOut(chart: ChartView, width: number, room: number): ChartBox {
  const own = chart.strips.map((strip) => HEIGHTS[strip.sign] ?? HEIGHT);
  const fixed = HEADER + chart.strips.length * GAP + ROW * 2 + GAP + TOTAL_ROW + 3 + AXIS;
  const stretch = Math.min(2, Math.max(0.84, (room - fixed) / Math.max(1, sum(own))));
  let top = HEADER;
  const strips = chart.strips.map((strip, at) => {
    const height = Math.round((own[at] ?? HEIGHT) * stretch);
    const box = { strip, top, height, ink: INK[strip.sign] ?? "#212b32" };
    top += height + GAP;
    return box;
  });
  const rows = { air: top, consciousness: top + ROW + 3, total: top + ROW * 2 + 6 };
  const foot = rows.total + TOTAL_ROW;
  return { left: LEFT, right: width - RIGHT_MARGIN, foot, height: foot + AXIS, strips, rows };
}

/** A share of the window, from 0 to 1, as a place. */
export function across(box: ChartBox, x: number | null): number {
  return box.left + (x ?? 0) * (box.right - box.left);
}

/** A value of a strip as a place; beyond the range it stays at the edge. */
export function up(box: StripBox, value: number | null): number {
  const [min, max] = [box.strip.min ?? 0, box.strip.max ?? 1];
  const inside = Math.min(max, Math.max(min, value ?? min));
  return box.top + box.height - ((inside - min) / (max - min)) * box.height;
}

/** A band as a rectangle. */
export function bandBox(box: StripBox, band: BandView): { y: number; height: number } {
  const top = up(box, band.to);
  return { y: top, height: Math.max(0, up(box, band.from) - top) };
}

/** The bands' figures at the right, moved apart just enough to be read. */
export function bandFigures(box: StripBox): { y: number; high: number; points: number }[] {
  const seen = box.strip.bands
    .map((band) => ({ ...bandBox(box, band), points: band.points }))
    .filter((band) => band.height > 0)
    .map((band) => ({ y: band.y + band.height / 2, points: band.points }))
    .sort((a, b) => a.y - b.y);
  const apart = Math.min(12, box.height / Math.max(1, seen.length));
  seen.reduce((above, one) => (one.y = Math.max(one.y, above + apart)), box.top - apart / 2);
  seen.reduceRight((below, one) => (one.y = Math.min(one.y, below - apart)), box.top + box.height + apart / 2);
  return seen.map((one) => ({ ...one, high: Math.min(11, apart - 0.8) }));
}

/** The joins of a strip: only where Rust says that two points belong together. */
export function joins(chart: ChartBox, box: StripBox): string[] {
  const lines: string[][] = [];
  box.strip.points.forEach((point, at) => {
    const place = `${across(chart, point.x).toFixed(1)},${up(box, point.value).toFixed(1)}`;
    if (at > 0 && point.join) lines[lines.length - 1]?.push(place);
    else lines.push([place]);
  });
  return lines.filter((line) => line.length > 1).map((line) => line.join(" "));
}

/** A point's own shape, one for each sign, centred on its value. */
export function shape(sign: string, x: number, y: number): string {
  switch (sign) {
    case "saturation":
      return `M${x} ${y - 6.5}l6 6.5-6 6.5-6-6.5z`;
    case "pulse":
      return `M${x - 4.5} ${y - 4.5}h9v9h-9z`;
    case "temperature":
      return `M${x} ${y - 6}l6 10.5h-12z`;
    default:
      return `M${x - 5} ${y}a5 5 0 1 0 10 0a5 5 0 1 0-10 0z`;
  }
}

/** A pressure: one bar with a cap at each end. */
export function capped(box: StripBox, point: PointView, x: number): string {
  const [high, low] = [up(box, point.value), up(box, point.low ?? point.value)];
  return `M${x - 7} ${high}h14M${x - 7} ${low}h14M${x} ${high}V${low}`;
}

/** Whether both halves of the header have room for their words; otherwise they stand in a legend above. */
export function headerFits(chart: ChartView, box: ChartBox): boolean {
  if (chart.historicalUntil === null) return true;
  const begun = across(box, chart.historicalUntil) - box.left;
  const rest = box.right - box.left - begun;
  return (begun <= 0 || begun > wide(chart.historicalWords) + 16) && (rest <= 0 || rest > wide(chart.recordedWords) + 16);
}

/** Where words of a width stand, kept inside the plot. */
export function inside(box: ChartBox, x: number | null, width: number): number {
  return Math.max(box.left + width / 2 + 3, Math.min(box.right - width / 2 - 3, across(box, x)));
}

/** Which sets have room to be printed, newest first; the others are left to the time line and the table. */
export function printable(chart: ChartBox, sets: SetView[], width: (set: SetView) => number): Set<SetView> {
  const kept = new Set<SetView>();
  let edge = Infinity;
  for (const set of [...sets].reverse()) {
    const [x, half] = [inside(chart, set.x, width(set)), width(set) / 2];
    if (x + half > edge) continue;
    kept.add(set);
    edge = x - half - 4;
  }
  return kept;
}

/** About how wide words are at 13 px. */
export function wide(words: string | null): number {
  return (words ?? "").length * 6.6;
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
