// The table of the sources of questions.
import { el, number, percent } from './format.js';

const HEADS = ['source', 'status', 'weight', 'priority', 'share of rollouts', 'rollouts/s', 'passes', 'in this pass', 'right', 'skipped', 'dead letters'];

const NOTES = {
  ASKED: 'Its questions were answered in the last minute.',
  WAITING: 'It has questions to be asked, but none was answered in the last minute.',
  DONE: 'Every question was asked as often as its settings say.',
  PAUSED: 'Its settings pause it.',
  EMPTY: 'Its topic does not exist, or has no record.',
};

/** Shows the sources; text from the log reaches the page as text only. */
export function show({ shown, others }) {
  const box = document.getElementById('sources');
  if (shown.length === 0) {
    box.replaceChildren(el('p', 'nothing', 'No source of questions so far. Send questions to a topic questions.<source>, or import a file of them.'));
    return;
  }
  const body = el('tbody', '', ...shown.map(row));
  if (others) body.append(rest(others));
  box.replaceChildren(el('table', '', el('thead', '', el('tr', '', ...HEADS.map((head) => el('th', '', head)))), body));
}

function row(one) {
  const { settings, rollouts, passes } = one;
  const status = el('td', 'status ' + one.status, one.status.toLowerCase());
  status.title = NOTES[one.status];
  return el('tr', '',
    el('td', '', one.source),
    status,
    el('td', '', number(settings.weight)),
    el('td', '', number(settings.priority)),
    share(rollouts),
    el('td', '', number(rollouts.perSecond)),
    el('td', '', number(passes.done), el('small', '', settings.passes === 0 ? ' for ever' : ' of ' + number(settings.passes))),
    decided(one),
    el('td', '', one.right === null ? '–' : percent(one.right) + ' %'),
    list(one.skipped, (value) => percent(value) + ' %'),
    list(one.deadLetters, number));
}

/** The records asked or skipped in the pass that is not complete. */
function decided({ status, passes }) {
  const cell = el('td', '', status === 'DONE' ? 'all' : number(passes.asked), el('small', '', ' of ' + number(passes.questions)));
  cell.title = 'Questions asked or skipped in the pass that is not complete, of all in the topic.';
  return cell;
}

/** The sources that are not shown, in one row. */
function rest(others) {
  const empty = () => el('td', '', '');
  return el('tr', 'rest',
    el('td', '', 'and ' + number(others.sources) + ' more'), empty(), empty(), empty(),
    share(others.rollouts),
    el('td', '', number(others.rollouts.perSecond)),
    empty(),
    el('td', '', el('small', '', number(others.questions) + ' questions')),
    empty(), empty(),
    el('td', '', others.deadLetters === 0 ? '–' : number(others.deadLetters)));
}

/** The share of the rollouts, and a bar with a mark where weights and priorities want it. */
function share({ share: taken, due }) {
  if (!taken && due === 0) return el('td', 'share', '–');
  const bar = el('div', 'meter', el('i', ''), el('u', ''));
  bar.firstChild.style.setProperty('--w', ((taken ?? 0) * 100).toFixed(1) + '%');
  bar.lastChild.style.setProperty('--x', (due * 100).toFixed(1) + '%');
  bar.lastChild.hidden = due === 0;
  const cell = el('td', 'share', taken === null ? '–' : percent(taken) + ' %', el('small', '', due === 0 ? '' : ' due ' + percent(due) + ' %'), bar);
  cell.title = 'The mark is the share that weights and priorities give it while all sources have questions.';
  return cell;
}

function list(values, text) {
  const entries = Object.entries(values);
  if (entries.length === 0) return el('td', '', '–');
  return el('td', 'list', ...entries.map(([reason, value]) => el('div', '', reason.toLowerCase().replace(/_/g, ' ') + ' ', el('b', '', text(value)))));
}
