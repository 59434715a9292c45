// Line charts in SVG: a few series, a grid, an optional band and limit, and the values under the pointer.
import { el, svg, number, duration, showTip, hideTip } from './format.js';

const LEFT = 38, RIGHT = 8, TOP = 8, BOTTOM = 18;

/** About `count` round steps that cover [low, high]. */
export function ticks(low, high, count) {
  const span = high - low || Math.abs(high) || 1;
  const raw = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw) ?? 10 * power;
  const all = [];
  for (let i = Math.floor(low / step + 1e-9); i <= Math.ceil(high / step - 1e-9); i++) all.push(Number((i * step).toPrecision(12)));
  return all;
}

/** Round steps of time in seconds. */
function timeTicks(high, count) {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400, 604800];
  const step = steps.find((s) => high / s <= count) ?? 2592000;
  const all = [];
  for (let t = 0; t <= high; t += step) all.push(t);
  return all;
}

function timeLabel(seconds, high) {
  if (high < 120) return seconds + ' s';
  if (high < 7200) return seconds / 60 + ' min';
  return Number((seconds / 3600).toFixed(1)) + ' h';
}

/**
 * A chart with the heading `title` and `unit`. `waits` is shown while there are no data; the y axis always includes
 * `floor` and `ceiling`, where given.
 */
export class Chart {
  constructor({ title, unit, waits, floor, ceiling, button }) {
    Object.assign(this, { title, unit, waits, floor, ceiling });
    this.keys = el('div', 'keys');
    this.body = el('div', 'body');
    this.unitLabel = el('span', 'unit', unit);
    const head = el('div', 'head', el('span', 'title', title), this.unitLabel);
    this.button = button;
    head.firstChild.title = title;
    this.element = el('div', 'chart', head, this.keys, this.body);
    new ResizeObserver(() => this.data && this.draw()).observe(this.element);
    this.body.addEventListener('pointermove', (event) => this.point(event));
    this.body.addEventListener('pointerleave', () => { this.cross?.setAttribute('visibility', 'hidden'); hideTip(); });
  }

  /**
   * Shows data: series [{name, points: [[x, y], ...], band: [[x, low, high], ...]}], limit {value, name} or null,
   * x 'time' (seconds) or 'version'.
   */
  show({ series, limit = null, x = 'time', end = 0 }) {
    const drawn = series.filter((one) => one.points.length > 0).slice(0, 8);
    const stamp = JSON.stringify([drawn, limit, x, Math.round(end)]);
    if (stamp === this.stamp) return;
    this.stamp = stamp;
    this.data = { series: drawn, limit, x, end };
    this.draw();
  }

  draw() {
    const { series, limit, x, end } = this.data;
    this.keys.replaceChildren(...series.map((one, i) => this.key(one, i)), ...(this.button && series.length > 0 ? [this.button] : []));
    if (series.length === 0) {
      this.body.replaceChildren(el('div', 'empty', this.waits));
      return;
    }
    const width = Math.max(160, this.body.clientWidth || 300);
    const height = Math.max(84, this.body.clientHeight);
    const frame = this.frame(series, limit, x, end, width, height);
    const root = svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': `${this.title}, ${this.unit}` });
    this.grid(root, frame);
    series.forEach((one, i) => this.line(root, frame, one, i));
    if (limit) {
      const y = frame.y(limit.value);
      root.append(svg('line', { class: 'limit', x1: LEFT, x2: width - RIGHT, y1: y, y2: y }));
      root.append(svg('text', { class: 'limitname', x: width - RIGHT, y: y - 3, 'text-anchor': 'end' }, limit.name));
    }
    this.cross = svg('line', { class: 'cross', y1: TOP, y2: height - BOTTOM, visibility: 'hidden' });
    root.append(this.cross);
    this.drawn = frame;
    this.body.replaceChildren(root);
  }

  key(one, i) {
    const last = one.points[one.points.length - 1][1];
    return el('span', '', el('i', `swatch k${i + 1}`), one.name ? one.name + ' ' : '', el('b', '', number(last)));
  }

  frame(series, limit, x, end, width, height) {
    const xs = series.flatMap((one) => one.points.map((p) => p[0]));
    const ys = series.flatMap((one) => [...one.points.map((p) => p[1]), ...(one.band ?? []).flatMap((p) => [p[1], p[2]])]);
    if (limit) ys.push(limit.value);
    if (this.floor !== undefined) ys.push(this.floor);
    if (this.ceiling !== undefined) ys.push(this.ceiling);
    const high = Math.max(end, ...xs) || 1;
    const count = height > 100 ? 4 : 2;
    let low = Math.min(...ys), top = Math.max(...ys);
    if (low === top) { low -= Math.abs(low) * 0.1 || 0.5; top += Math.abs(top) * 0.1 || 0.5; if (this.floor === 0) low = Math.max(0, low); }
    const yTicks = ticks(low, top, count);
    const y0 = yTicks[0], y1 = yTicks[yTicks.length - 1];
    return {
      width, height, x, xHigh: high, yTicks,
      xTicks: x === 'time' ? timeTicks(high, Math.max(2, width / 75)) : ticks(0, high, Math.max(2, width / 75)).filter((v) => v <= high && Number.isInteger(v)),
      xOf: (v) => LEFT + (v / high) * (width - LEFT - RIGHT),
      y: (v) => height - BOTTOM - ((v - y0) / (y1 - y0 || 1)) * (height - TOP - BOTTOM),
    };
  }

  grid(root, frame) {
    for (const value of frame.yTicks) {
      const y = frame.y(value);
      root.append(svg('line', { class: 'grid', x1: LEFT, x2: frame.width - RIGHT, y1: y, y2: y }));
      root.append(svg('text', { x: LEFT - 5, y: y + 3, 'text-anchor': 'end' }, number(value)));
    }
    for (const value of frame.xTicks) {
      const label = frame.x === 'time' ? timeLabel(value, frame.xHigh) : 'v' + value;
      const x = frame.xOf(value);
      root.append(svg('text', { x, y: frame.height - 4, 'text-anchor': x > frame.width - 30 ? 'end' : value === 0 ? 'start' : 'middle' }, label));
    }
  }

  line(root, frame, one, i) {
    const place = (p) => `${frame.xOf(p[0]).toFixed(1)},${frame.y(p[1]).toFixed(1)}`;
    if (one.band?.length > 1) {
      const upper = one.band.map((p) => place([p[0], p[2]]));
      const lower = one.band.map((p) => place([p[0], p[1]])).reverse();
      root.append(svg('polygon', { class: `band k${i + 1}`, points: [...upper, ...lower].join(' ') }));
    }
    const line = svg('polyline', { class: `line k${i + 1}`, points: one.points.map(place).join(' ') });
    line.style.fill = 'none';
    root.append(line);
    if (one.dots || one.points.length === 1) {
      for (const p of one.points) root.append(svg('circle', { class: `k${i + 1}`, cx: frame.xOf(p[0]), cy: frame.y(p[1]), r: 2.1 }));
    }
  }

  point(event) {
    if (!this.drawn || !this.data?.series.length) return;
    const box = this.body.getBoundingClientRect();
    const wanted = ((event.clientX - box.left - LEFT) / (box.width - LEFT - RIGHT)) * this.drawn.xHigh;
    const nearest = (points) => points.reduce((a, b) => (Math.abs(b[0] - wanted) < Math.abs(a[0] - wanted) ? b : a));
    const at = nearest(this.data.series.flatMap((one) => one.points))[0];
    this.cross.setAttribute('visibility', 'visible');
    this.cross.setAttribute('x1', this.drawn.xOf(at));
    this.cross.setAttribute('x2', this.drawn.xOf(at));
    const lines = this.data.series.map((one) => {
      const p = nearest(one.points);
      const band = one.band?.find((b) => b[0] === p[0]);
      return `${one.name ? one.name + ': ' : ''}${number(p[1])} ${this.unit}` + (band ? ` (95 %: ${number(band[1])} to ${number(band[2])})` : '');
    });
    const head = this.data.x === 'time' ? duration(at) + ' after the start' : 'version ' + at;
    showTip([head, ...lines].join('\n'), event.clientX, event.clientY);
  }
}
