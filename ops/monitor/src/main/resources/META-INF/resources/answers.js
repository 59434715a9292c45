// The newest answers: tokens colored by reward, tokens of wrong answers underlined where the reward model's
// probability is below its threshold, and the edits from a wrong answer to its rewrite.
import { el, number, signed, duration, showTip, hideTip } from './format.js';

// The default clips of the token rewards (beta, -alpha); larger rewards stretch the scale.
const LEAST_POSITIVE = 0.5, LEAST_NEGATIVE = 0.1;
// The threshold of the token rewards: tokens of a wrong answer below it are underlined, with any reward.
const DOUBT = 0.5;

let held = false;
let paused = false;
let shown = '';

const box = () => document.getElementById('answers');

/** Wires the controls; `refresh` is called when a filter changes. */
export function start(refresh) {
  const pause = document.getElementById('pause');
  pause.addEventListener('click', () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', String(paused));
    pause.textContent = paused ? 'Resume' : 'Pause';
  });
  for (const id of ['source', 'verdict']) document.getElementById(id).addEventListener('change', () => { shown = ''; refresh(true); });
  // The list does not change while the pointer is on it.
  box().addEventListener('pointerenter', () => { held = true; });
  box().addEventListener('pointerleave', () => { held = false; hideTip(); });
  box().addEventListener('pointerover', (event) => about(event.target, event.clientX, event.clientY));
  box().addEventListener('click', (event) => about(event.target, event.clientX, event.clientY));
}

function about(target, x, y) {
  if (target.about) showTip(target.about, x, y);
  else hideTip();
}

export function isHeld() {
  return held || paused;
}

/** The address of the answers that the filters select. */
export function address() {
  const query = new URLSearchParams();
  const source = document.getElementById('source').value;
  const verdict = document.querySelector('input[name=verdict]:checked').value;
  if (source) query.set('source', source);
  if (verdict) query.set('correct', verdict);
  return 'api/answers?' + query;
}

/** Adds the sources to the filter. */
export function offer(sources) {
  const select = document.getElementById('source');
  const known = [...select.options].map((option) => option.value);
  for (const source of sources.filter((name) => !known.includes(name))) {
    const option = el('option', '', source);
    option.value = source;
    select.append(option);
  }
}

export function show(answers, now) {
  const stamp = JSON.stringify(answers.map((answer) => answer.id + answer.at));
  if (stamp === shown && shown !== '') {
    for (const ago of box().querySelectorAll('.ago')) ago.textContent = duration((now - ago.at) / 1000) + ' ago';
    return;
  }
  shown = stamp;
  if (answers.length === 0) {
    box().replaceChildren(el('p', 'nothing', 'No scored answers yet: waiting for records of scored-rollouts, which the scoring topology writes.'));
    return;
  }
  const rewards = answers.flatMap((answer) => answer.tokens.map((token) => token.reward ?? 0));
  const scale = { positive: Math.max(LEAST_POSITIVE, ...rewards), negative: Math.max(LEAST_NEGATIVE, ...rewards.map((r) => -r)) };
  document.getElementById('rampmin').textContent = signed(-scale.negative, 1);
  document.getElementById('rampmax').textContent = signed(scale.positive, 1);
  box().replaceChildren(...answers.map((answer) => card(answer, scale, now)));
}

function card(answer, scale, now) {
  const ago = el('span', 'ago', duration((now - answer.at) / 1000) + ' ago');
  ago.at = answer.at;
  const read = answer.extracted === null ? 'no final answer found' : 'read as ' + answer.extracted;
  const meta = el('div', 'meta',
    el('span', 'verdict', answer.correct ? '✓ right' : '✗ wrong'),
    el('span', '', read),
    el('span', '', 'source ' + answer.source),
    el('span', '', 'policy version ' + answer.version),
    el('span', '', 'mean reward ' + signed(answer.meanReward, 3) + ' per token'),
    answer.finish === 'LENGTH' ? el('span', 'down', 'cut at the length limit') : null,
    ago);
  const question = el('div', 'question', answer.question + ' ', el('span', 'gold', '→ ' + answer.gold));
  const tokens = el('div', 'tokens', ...answer.tokens.map((token, i) => tokenSpan(token, i, scale, !answer.correct)));
  const rows = [el('div', 'row', el('span', 'label', 'answer'), tokens)];
  if (answer.rewrite.length > 0) {
    rows.push(el('div', 'row', el('span', 'label', 'rewrite'), el('div', 'tokens', ...answer.rewrite.map(piece))));
  }
  return el('article', 'answer ' + (answer.correct ? 'right' : 'wrong'), meta, question, ...rows);
}

function visible(text) {
  return text.replace(/\n/g, '⏎\n').replace(/\t/g, '⇥');
}

const isSpecial = (text) => /^<[|/a-zA-Z_]+>$/.test(text);

function tokenSpan(token, index, scale, wrong) {
  const reward = token.reward ?? 0;
  const sign = reward > 0 ? 'pos' : reward < 0 ? 'neg' : '';
  const doubted = wrong && token.probability !== null && token.probability < DOUBT ? 'doubted' : '';
  const span = el('span', ['t', sign, doubted, isSpecial(token.text) ? 'special' : ''].join(' '), visible(token.text));
  if (reward !== 0) {
    const size = reward > 0 ? reward / scale.positive : -reward / scale.negative;
    span.style.setProperty('--a', (0.06 + 0.69 * Math.min(1, size)).toFixed(3));
  }
  span.about = [
    `token ${index + 1}: ${JSON.stringify(token.text)}`,
    `p of the reward model: ${probability(token.probability)}`,
    `reward: ${token.reward === null ? 'unknown' : signed(token.reward, 3)}`,
    `log-prob when sampled: ${token.logProb === null ? 'unknown' : number(token.logProb) + ' nats'}`,
    `sampled by version ${token.version}`,
  ].join('\n');
  return span;
}

function probability(p) {
  return p === null ? 'unknown' : p.toFixed(3) + ' (0 to 1)';
}

function piece(one) {
  const tag = { DELETE: 'del', INSERT: 'ins' }[one.kind] ?? 'span';
  const element = el(tag, one.kind === 'KEEP' ? 'keep' : '', visible(one.text));
  element.about = one.kind === 'DELETE' ? 'deleted from the answer' : `${one.kind === 'INSERT' ? 'inserted by the rewrite' : 'kept'}, imitation weight ${number(one.weight)}`;
  return element;
}
