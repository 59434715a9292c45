package dev.errata.ops.monitor.state;

import dev.errata.ops.monitor.state.Snapshot.AccuracyView;
import dev.errata.ops.monitor.state.Snapshot.PolicyView;
import dev.errata.ops.monitor.state.Snapshot.Totals;
import dev.errata.ops.monitor.state.TopicActivity.TopicView;
import dev.errata.ops.monitor.text.Vocabulary;
import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.Evaluation;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of a run as the page shows it. Written by the thread that reads the log, read by the threads that serve the
 * page.
 *
 * <p>Memory is bounded by {@link Limits} for any log. All times are those of the records, in milliseconds since the
 * epoch, so a past run is shown as it was. Thread-safe.
 */
public final class RunState {

    private static final int MAX_NOTES = 8;

    private final String run;
    private final Limits limits;
    private final TopicActivity activity = new TopicActivity();
    private final VerdictHistory verdicts;
    private final Training training;
    private final Accuracy accuracy;
    private final AnswerBoard answers;
    private final RefusedRecords refused;
    private final LetterTally letters;
    private final SourceBoard sources = new SourceBoard();
    private final Rate samples;
    private final Rate tokens;
    private final Map<String, Curve> queueCurves = new TreeMap<>();
    private final Map<String, Queue> queues = new LinkedHashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();
    private long startedAt = Long.MAX_VALUE;
    private Vocabulary vocabulary = Vocabulary.unknown();

    public RunState(String run, Limits limits) {
        this.run = run;
        this.limits = limits;
        this.verdicts = new VerdictHistory(limits.curvePoints());
        this.training = new Training(limits.curvePoints());
        this.accuracy = new Accuracy(limits.curvePoints());
        this.answers = new AnswerBoard(limits.answers());
        this.refused = new RefusedRecords(limits.answers());
        this.letters = new LetterTally(new Topics(run));
        this.samples = new Rate(limits.curvePoints());
        this.tokens = new Rate(limits.curvePoints());
    }

    /** Shows a topic before its first record. */
    public synchronized void expect(String topic) {
        activity.expect(topic);
    }

    /** Counts a record of any topic; the other methods take its content. */
    public synchronized void record(String topic, long at) {
        startedAt = Math.min(startedAt, at);
        activity.record(topic, at);
    }

    /** Counts a record that could not be read. */
    public synchronized void unreadable(String topic, long at, String why) {
        activity.unreadable(topic, at, why);
    }

    /** An answer was sampled. */
    public synchronized void rollout(long at, Rollout rollout) {
        sources.rollout(at, rollout);
        samples.add(at, 1);
        tokens.add(at, rollout.getAnswerTokens().size());
    }

    /** An answer was scored. The record is kept, shortened if it is too long to be shown. */
    public synchronized void scored(long at, ScoredRollout scored) {
        verdicts.scored(at, scored);
        sources.scored(scored);
        answers.add(scored);
    }

    /** An answer was rejected. */
    public synchronized void rejected(long at, RejectedRollout rejected) {
        verdicts.rejected(at, rejected);
        refused.rejected(rejected);
    }

    /** The learner made an update. */
    public synchronized void step(long at, LearnerStep step) {
        training.step(at, step);
    }

    /** A version was published. */
    public synchronized void published(PolicyUpdate update) {
        training.published(update);
    }

    /** A version was measured. */
    public synchronized void evaluated(long at, Evaluation evaluation) {
        accuracy.add(at, evaluation);
    }

    /** A record was set aside. */
    public synchronized void dead(DeadLetter letter) {
        refused.dead(letter);
        letters.add(letter);
    }

    /** A source has new settings. */
    public synchronized void settings(SourceSettings settings) {
        sources.settings(settings);
    }

    /** A source has no settings of its own any more. */
    public synchronized void defaults(String source) {
        sources.defaults(source);
    }

    /** An actor asked or skipped questions. */
    public synchronized void asked(AskedQuestions asked) {
        sources.asked(asked);
    }

    /** The records that the topics of all sources have, by source and partition. */
    public synchronized void questions(Map<String, Map<Integer, Long>> bySource) {
        sources.records(bySource);
    }

    /** The topics that look like those of sources, but have a name that none can have. */
    public synchronized void misnamed(Set<String> topics) {
        sources.misnamed(topics);
    }

    /** The dead letters so far. */
    public synchronized List<LetterCount> letterCounts() {
        return letters.counts();
    }

    /** The queues, measured at a time. */
    public synchronized void queues(long at, List<Queue> measured) {
        queues.clear();
        for (Queue queue : measured) {
            queues.put(queue.topic(), queue);
            queueCurves
                    .computeIfAbsent(queue.topic(), key -> new Curve(limits.curvePoints()))
                    .add(at, queue.records());
        }
    }

    /** The vocabulary from now on, also for answers already kept. */
    public synchronized void vocabulary(Vocabulary known) {
        vocabulary = known;
    }

    /** A note for the operator; a later note about the same thing replaces it. */
    public synchronized void note(String about, String sentence) {
        if (notes.containsKey(about) || notes.size() < MAX_NOTES) {
            notes.put(about, sentence);
        }
    }

    /** Whether the text of tokens is known. */
    public synchronized boolean knowsVocabulary() {
        return vocabulary.size() > 0;
    }

    /** The newest answers first; null for any source or either verdict. */
    public synchronized List<AnswerView> answers(@Nullable String source, @Nullable Boolean correct) {
        return answers.newest(source, correct, vocabulary);
    }

    /** Everything the page shows except the answers. */
    public synchronized Snapshot snapshot(long now, LogStatus connection) {
        List<TopicView> topics = activity.views(now);
        return new Snapshot(
                now,
                run,
                startedAt == Long.MAX_VALUE ? null : startedAt,
                connection,
                limits.stallAfter().toSeconds(),
                policy(now),
                new AccuracyView(accuracy.start(), accuracy.now(), accuracy.points()),
                training.staleness(limits.stalenessVersions()),
                totals(now, topics),
                new Stages(limits.stallAfter()).of(activity, queues, now),
                topics,
                List.copyOf(queues.values()),
                curves(now),
                verdicts.rejections(),
                verdicts.sources(),
                sources.view(letters.bySource(), now),
                letters.counts(),
                refused.rejected(),
                refused.dead(),
                warnings(topics));
    }

    private @Nullable PolicyView policy(long now) {
        PolicyUpdate newest = training.newest();
        if (newest == null) {
            return null;
        }
        return new PolicyView(
                newest.getVersion(),
                training.updates(),
                newest.getRolloutsTrained(),
                Math.max(0, now - newest.getPublishedAt()) / 1000.0);
    }

    private Totals totals(long now, List<TopicView> topics) {
        return new Totals(
                activity.records("rollouts"),
                verdicts.scored(),
                verdicts.rejected(),
                activity.records("dead-letters"),
                topics.stream().mapToLong(TopicView::unreadable).sum(),
                samples.total() == 0 ? null : Rounded.toSixDigits(tokens.total() / samples.total()),
                Rounded.toSixDigits(samples.now(now)),
                Rounded.toSixDigits(tokens.now(now)),
                Rounded.toSixDigits(training.rollouts().now(now)),
                Rounded.toSixDigits(training.tokens().now(now)));
    }

    private Map<String, CurveView> curves(long now) {
        long origin = startedAt == Long.MAX_VALUE ? now : startedAt;
        Map<String, CurveView> curves = new TreeMap<>();
        curves.putAll(verdicts.curves(origin));
        curves.putAll(training.curves(origin, now));
        curves.put("thr/actor_samples_s", new CurveView("rollouts/s", samples.points(origin, now)));
        curves.put("thr/actor_tok_s", new CurveView("tokens/s", tokens.points(origin, now)));
        queueCurves.forEach(
                (topic, curve) -> curves.put("queue/" + topic, new CurveView("records", curve.means(origin))));
        return curves;
    }

    private List<String> warnings(List<TopicView> topics) {
        List<String> warnings = new ArrayList<>(sources.warnings());
        warnings.addAll(notes.values());
        warnings.addAll(training.warnings());
        for (TopicView topic : topics) {
            if (topic.unreadable() > 0) {
                warnings.add("Unreadable records of " + topic.name() + ": " + topic.unreadable() + ". The newest: "
                        + topic.why());
            }
        }
        return warnings;
    }
}
