// Polls the state once a second and shows it.
import { el, number, percent, signed, duration } from './format.js';
import { Chart } from './chart.js';
import * as answers from './answers.js';
import * as sources from './sources.js';

const PERIOD_MS = 1000;
const byId = (id) => document.getElementById(id);

let byVersion = false;
let latest = null;
let lastHeardAt = null;

const axis = el('button', '', 'by version');
axis.type = 'button';
axis.addEventListener('click', () => {
  byVersion = !byVersion;
  axis.textContent = byVersion ? 'by time' : 'by version';
  if (latest) draw(latest);
});

/** A chart of curves: [name in the key, name of the curve]. */
function curves(options, ...names) {
  const chart = new Chart(options);
  const scale = options.scale ?? 1;
  const series = (state, name, curve) => ({ name, points: (state.curves[curve]?.points ?? []).map(([x, y]) => [x, y * scale]) });
  return { chart, update: (state) => chart.show({
    end: elapsed(state),
    limit: options.limit?.(state) ?? null,
    series: [
      ...names.map(([name, curve]) => series(state, name, curve)),
      ...(options.perSource && state.sources.length > 1 ? state.sources.map((source) => series(state, source, options.perSource + '/' + source)) : []),
    ],
  }) };
}

const CHARTS = [
  { chart: new Chart({ title: 'Accuracy', unit: '% of held-out questions', waits: 'Waiting for the evaluator, which measures version 0 first.', button: axis }), update: accuracy },
  curves({ title: 'Reward', unit: 'reward per token, mean', waits: 'Waiting for the first scored answer.', perSource: 'reward/mean' }, ['all', 'reward/mean']),
  curves({ title: 'Right answers', unit: '% of scored', scale: 100, floor: 0, waits: 'Waiting for the first scored answer.', perSource: 'reward/correct' }, ['all', 'reward/correct']),
  curves({ title: 'Staleness', unit: 'versions', floor: 0, waits: 'Waiting for the learner’s first update.',
    limit: (state) => (state.staleness.limit === null ? null : { value: state.staleness.limit, name: 'limit ' + state.staleness.limit }) },
    ['mean', 'staleness/mean'], ['max', 'staleness/max']),
  curves({ title: 'Rollouts', unit: 'rollouts/s', floor: 0, waits: 'Waiting for the actors’ first rollout.' }, ['sampled', 'thr/actor_samples_s'], ['trained on', 'thr/learner_samples_s']),
  curves({ title: 'Tokens', unit: 'tokens/s', floor: 0, waits: 'Waiting for the actors’ first rollout.' }, ['sampled', 'thr/actor_tok_s'], ['trained on', 'thr/learner_tok_s']),
  curves({ title: 'Loss', unit: 'nats per token', waits: 'Waiting for the learner’s first update.' }, ['total', 'metric/train/loss'], ['policy', 'metric/train/policy_loss'], ['imitation', 'metric/train/imitation_loss']),
  curves({ title: 'Clip fraction', unit: '% of reward tokens', scale: 100, floor: 0, waits: 'Waiting for the learner’s first update.' }, ['all', 'metric/ppo/clip_frac'], ['high', 'metric/ppo/clip_frac_high'], ['low', 'metric/ppo/clip_frac_low']),
  curves({ title: 'Rejected', unit: '% of verdicts', scale: 100, floor: 0, waits: 'Waiting for the first verdict.' }, ['', 'rejected/share']),
  curves({ title: 'Queues', unit: 'records waiting', floor: 0, waits: 'Waiting for the first topic.' }, ['rollouts', 'queue/rollouts'], ['token-rewards', 'queue/token-rewards'], ['scored-rollouts', 'queue/scored-rollouts']),
];

const metricCharts = new Map();

function elapsed(state) {
  return state.startedAt === null ? 0 : (state.now - state.startedAt) / 1000;
}

function accuracy(state) {
  const groups = new Map();
  for (const point of state.accuracy.points) {
    const name = (point.benchmark === state.accuracy.start?.benchmark ? '' : point.benchmark + ' ') + point.mode.toLowerCase();
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(point);
  }
  const x = (point) => (byVersion ? point.version : Math.max(0, (point.at - state.startedAt) / 1000));
  const series = [...groups].map(([name, points]) => {
    const ordered = [...points].sort((a, b) => x(a) - x(b));
    return {
      name,
      dots: ordered.length < 60,
      points: ordered.map((p) => [x(p), p.accuracy.value * 100]),
      band: ordered.map((p) => [x(p), p.accuracy.low * 100, p.accuracy.high * 100]),
    };
  });
  this.chart.show({ series, x: byVersion ? 'version' : 'time', end: byVersion ? 0 : elapsed(state) });
}

function tile(name, value, unit, note, delta) {
  return el('div', 'tile', el('div', 'name', name), el('div', 'value', value, el('small', '', unit), delta ?? null), el('div', 'note', note));
}

function accuracyTile(state) {
  const { start, now } = state.accuracy;
  if (!now) return tile('Held-out accuracy', '–', '%', 'waiting for the first evaluation');
  const gain = (now.accuracy.value - start.accuracy.value) * 100;
  const delta = now.version === start.version ? null : el('span', 'delta ' + (gain >= 0 ? 'up' : 'down'), signed(gain, 1) + ' points');
  const from = now.version === start.version ? '' : `from ${percent(start.accuracy.value)} % · `;
  return tile('Held-out accuracy, ' + now.mode.toLowerCase(), percent(now.accuracy.value), '%', `${from}version ${now.version} · ${number(now.questions)} questions of ${now.benchmark}`, delta);
}

function tiles(state) {
  const { totals: t, policy: p, staleness: s } = state;
  const pending = Math.max(0, t.rollouts - t.scored - t.rejected);
  byId('tiles').replaceChildren(
    accuracyTile(state),
    p ? tile('Policy version', number(p.version), '', `${number(p.updates)} updates · published ${duration(p.ageSeconds)} ago`) : tile('Policy version', '–', '', 'waiting for version 0'),
    tile('Sampling', number(t.actorSamples), 'rollouts/s', `${number(t.actorTokens)} tokens/s, last 30 s`),
    tile('Training', number(t.learnerSamples), 'rollouts/s', `${number(t.learnerTokens)} tokens/s, last 30 s`),
    tile('Staleness', number(s.mean), 'versions, mean', `worst ${number(s.worst)}` + (s.limit === null ? ' versions' : ` of ${s.limit} allowed`)),
    tile('Rollouts', number(t.rollouts), 'seen', `${number(t.scored)} scored · ${number(t.rejected)} rejected · ${number(pending)} pending`));
}

function queueBetween(state, topic) {
  const queue = state.queues.find((one) => one.topic === topic);
  const tokens = queue && state.totals.tokensPerRollout && topic !== 'questions' ? `≈ ${number(Math.round(queue.records * state.totals.tokensPerRollout))} tokens` : '';
  const box = el('div', 'queue', el('b', '', queue ? number(queue.records) : '–'), el('span', '', topic), el('span', '', tokens));
  box.title = 'records of ' + topic + ' that wait to be read';
  return box;
}

function flow(state) {
  const between = ['questions', 'rollouts', 'token-rewards', 'scored-rollouts'];
  byId('flow').replaceChildren(...state.stages.flatMap((stage, i) => [
    queueBetween(state, between[i]),
    el('div', 'stage ' + stage.status, el('span', 'name', stage.name), el('span', 'status', stage.status.toLowerCase()), el('div', 'reason', stage.reason)),
  ]));
}

function lists(state) {
  byId('warnings').hidden = state.warnings.length === 0;
  byId('warnings').replaceChildren(...state.warnings.map((text) => el('li', '', text)));
  byId('reasons').replaceChildren(...(state.rejections.length === 0 ? [el('p', 'nothing', 'No rollout was rejected so far.')] : state.rejections.map(reason)));
  const aside = [...state.rejected.slice(0, 25), ...state.deadLetters.slice(0, 25).map((one) => ({ ...one, dead: true }))].sort((a, b) => b.at - a.at);
  byId('setbacks').replaceChildren(...(aside.length === 0 ? [el('p', 'nothing', 'No rejected rollout and no dead letter so far.')] : aside.map((one) => setback(one, state.now))));
  byId('topics').tBodies[0].replaceChildren(...state.topics.map((topic) => {
    const age = el('td', topic.ageSeconds !== null && topic.ageSeconds > state.stallAfterSeconds ? 'old' : '', topic.ageSeconds === null ? 'none yet' : number(Math.round(topic.ageSeconds)));
    return el('tr', '', el('td', '', topic.name), el('td', '', number(topic.records)), age);
  }));
}

function reason(one) {
  const meter = el('div', 'meter', el('i', ''));
  meter.firstChild.style.setProperty('--w', (one.share * 100).toFixed(1) + '%');
  const name = one.reason.toLowerCase().replace(/_/g, ' ');
  return el('div', 'reason', el('span', '', name), el('span', '', `${number(one.rollouts)} rollouts · ${percent(one.share)} %`), meter);
}

function setback(one, now) {
  return el('div', 'setback',
    el('b', '', (one.dead ? 'dead letter: ' : '') + one.reason.toLowerCase().replace(/_/g, ' ')), ' ',
    el('span', 'ago', `${duration((now - one.at) / 1000)} ago, by the ${one.stage}`),
    one.detail ? el('div', '', one.detail) : null,
    el('div', 'where', one.record),
    one.content ? el('code', '', one.content) : null);
}

function metrics(state) {
  const names = Object.keys(state.curves).filter((name) => name.startsWith('metric/'));
  byId('more').hidden = names.length === 0;
  if (!byId('more').open) return;
  for (const name of names) {
    if (!metricCharts.has(name)) {
      const chart = new Chart({ title: name.slice('metric/'.length), unit: unitOf(name), waits: 'Waiting for a finite value.' });
      metricCharts.set(name, chart);
      byId('metrics').append(chart.element);
    }
    metricCharts.get(name).show({ series: [{ name: '', points: state.curves[name].points }], end: elapsed(state) });
  }
}

/** The unit of a metric by its name; all others are dimensionless. */
function unitOf(name) {
  if (/tok_s$/.test(name)) return 'tokens/s';
  if (/samples_s$/.test(name)) return 'rollouts/s';
  if (/_s$|^metric\/time\//.test(name)) return 'seconds';
  if (/frac|rate|share/.test(name)) return 'share, 0 to 1';
  if (/ratio|weight|ess$/.test(name)) return 'ratio';
  if (/loss|kl|entropy|logp/.test(name)) return 'nats per token';
  if (/tokens|^metric\/len\//.test(name)) return 'tokens';
  if (/version|lag|stale/.test(name)) return 'versions';
  if (/reward/.test(name)) return 'reward per token';
  return 'dimensionless';
}

function header(state) {
  byId('run').textContent = state.run ? 'run ' + state.run : '';
  byId('clock').textContent = state.startedAt === null ? '' : duration(elapsed(state)) + ' since the first record';
  const { connection, stages } = state;
  const stalled = stages.filter((stage) => stage.status === 'STALLED');
  const pill = byId('pill'), banner = byId('banner');
  if (connection.waiting) {
    pill.className = 'pill ' + (connection.overdue ? 'bad' : 'warn');
    pill.textContent = 'waiting for ' + duration((state.now - connection.since) / 1000);
    banner.textContent = connection.what.replace(/[.\s]*$/, '.') + ' Trying for ' + duration((state.now - connection.since) / 1000) + '.';
  } else if (stalled.length > 0) {
    pill.className = 'pill bad';
    pill.textContent = stalled.map((stage) => stage.name).join(', ') + ' stalled';
    banner.textContent = stalled.map((stage) => `The ${stage.name} ${stage.reason}.`).join(' ');
  } else {
    const working = stages.some((stage) => stage.status === 'WORKING');
    pill.className = 'pill ' + (working ? 'good' : 'warn');
    pill.textContent = working ? 'live' : 'quiet';
    banner.textContent = '';
  }
  banner.className = 'banner' + (pill.classList.contains('bad') ? ' bad' : '');
  banner.hidden = banner.textContent === '';
  document.title = state.accuracy.now ? `${percent(state.accuracy.now.accuracy.value)} % · Errata` : 'Errata';
}

function draw(state) {
  header(state);
  tiles(state);
  flow(state);
  lists(state);
  CHARTS.forEach((one) => one.update(state));
  metrics(state);
  sources.show(state.questionSources);
  answers.offer(state.sources);
}

async function get(address) {
  const response = await fetch(address, { signal: AbortSignal.timeout(10000) });
  if (!response.ok) throw new Error('HTTP ' + response.status);
  return response.json();
}

async function refreshAnswers(always) {
  if (latest && (always || !answers.isHeld())) answers.show(await get(answers.address()), latest.now);
}

/** Polls again a second after the last answer, so that a slow monitor never gets two requests at once. */
async function tick() {
  try {
    latest = await get('api/state');
    lastHeardAt = performance.now();
    draw(latest);
    await refreshAnswers(false);
  } catch (failure) {
    const silent = lastHeardAt === null ? '' : ' for ' + duration((performance.now() - lastHeardAt) / 1000);
    byId('pill').className = 'pill bad';
    byId('pill').textContent = 'no answer';
    byId('banner').className = 'banner bad';
    byId('banner').hidden = false;
    byId('banner').textContent = `The monitor has not answered${silent} (${failure.message}). Is its process running? The page shows its last answer.`;
  }
  setTimeout(tick, PERIOD_MS);
}

byId('charts').append(...CHARTS.map((one) => one.chart.element));
byId('more').addEventListener('toggle', () => latest && metrics(latest));
// A failure here shows up at the next tick, which polls the same server.
answers.start((always) => refreshAnswers(always).catch(() => {}));
tick();
