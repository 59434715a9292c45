// Numbers and elements. Text from the log reaches the page through textContent only.

const MINUS = '\u2212';
const THIN = '\u202f';

/** A number with at most four significant digits; an en dash if there is none. */
export function number(value, digits = 3) {
  if (typeof value !== 'number' || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  let text;
  if (size >= 1e6) text = trim((size / 1e6).toPrecision(3)) + THIN + 'M';
  else if (size >= 1e4) text = trim((size / 1e3).toPrecision(3)) + THIN + 'k';
  else if (size >= 999.5 || Number.isInteger(value)) text = Math.round(size).toLocaleString('en-US').replace(/,/g, THIN);
  else if (size !== 0 && size < 1e-3) text = size.toExponential(1).replace('-', MINUS);
  else text = trim(size.toPrecision(digits));
  return (value < 0 && Number(size) !== 0 ? MINUS : '') + text;
}

function trim(text) {
  return text.includes('.') && !text.includes('e') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
}

/** A number with its sign and a fixed number of decimals. */
export function signed(value, decimals) {
  if (typeof value !== 'number') return '–';
  return (value < 0 ? MINUS : '+') + Math.abs(value).toFixed(decimals);
}

/** A share in percent with one decimal. */
export function percent(share) {
  return typeof share === 'number' && Number.isFinite(share) ? (share * 100).toFixed(1) : '–';
}

/** A duration, given in seconds, as text. */
export function duration(seconds) {
  if (typeof seconds !== 'number') return '–';
  const s = Math.max(0, Math.round(seconds));
  if (s < 120) return s + ' s';
  if (s < 7200) return Math.floor(s / 60) + ' min ' + (s % 60) + ' s';
  return Math.floor(s / 3600) + ' h ' + Math.floor((s % 3600) / 60) + ' min';
}

/** An element with classes and children; strings become text. */
export function el(tag, classes, ...children) {
  const element = document.createElement(tag);
  if (classes) element.className = classes;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** An SVG element with attributes. */
export function svg(tag, attributes, text) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

const tip = () => document.getElementById('tip');

/** Shows the tooltip beside a point of the window. */
export function showTip(text, x, y) {
  const box = tip();
  box.textContent = text;
  box.hidden = false;
  const { width, height } = box.getBoundingClientRect();
  box.style.left = Math.max(6, Math.min(x + 12, innerWidth - width - 6)) + 'px';
  box.style.top = (y + 18 + height > innerHeight ? y - height - 10 : y + 18) + 'px';
}

export function hideTip() {
  tip().hidden = true;
}
