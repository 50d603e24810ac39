// Lines of the last minutes. The page's colours are the stylesheet's.

import { html, useEffect, useRef } from './vendor/preact-htm.js';

const HEIGHT = 128;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * @param {{label: string, colour: string, values: number[]}[]} lines
 */
export function Chart({ words, title, times, lines, theme, bars }) {
  const place = useRef();
  const plot = useRef();
  // A bar of no height would be drawn as a line.
  const data = [times, ...lines.map((line) => (bars ? line.values.map((value) => value || null) : line.values))];
  const latest = useRef(data);
  latest.current = data;
  useEffect(() => {
    const axis = {
      stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false },
      font: '11px system-ui', size: 22,
    };
    plot.current = new uPlot({
      width: place.current.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, points: { size: 6 } },
      scales: { y: { range: (u, low, high) => [0, Math.max(1, high * 1.15)] } },
      axes: [
        { ...axis, values: (u, all) => all.map((second) => words.clock(second * 1000)), space: 90 },
        { ...axis, size: 46, space: 34, values: (u, all) => all.map((value) => words.number(value)) },
      ],
      series: [{}, ...lines.map((line) => ({
        label: line.label, stroke: colour(line.colour), width: 1.6, spanGaps: false,
        fill: bars ? colour(line.colour) : undefined, points: { show: false },
        paths: bars ? uPlot.paths.bars({ size: [0.7, 12] }) : undefined,
      }))],
    }, latest.current, place.current);
    const resized = new ResizeObserver(([entry]) =>
      plot.current?.setSize({ width: Math.max(120, entry.contentRect.width), height: HEIGHT }));
    resized.observe(place.current);
    return () => {
      resized.disconnect();
      plot.current.destroy();
      plot.current = undefined;
    };
  }, [theme, words]);
  useEffect(() => plot.current?.setData(data), [times]);
  const said = lines.map((line) => `${line.label} ${words.number(line.values.at(-1) ?? 0)}`).join(', ');
  return html`
    <figure class="card chart" aria-label=${`${title}: ${said}`}>
      <figcaption>
        <span>${title}</span>
        ${lines.map((line) => html`<span class="key" data-colour=${line.colour}>${line.label}
          <b>${words.number(line.values.at(-1) ?? 0)}</b></span>`)}
      </figcaption>
      <div ref=${place} aria-hidden="true"></div>
    </figure>`;
}
