package dev.errata.rewards.scoring;

import dev.errata.rewards.accuracy.JudgedAnswers;
import dev.errata.rewards.groups.WholeGroups;
import dev.errata.rewards.rules.PendingRollout;
import dev.errata.rewards.rules.ScoringRules;
import dev.errata.schemas.JudgedAnswer;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.Rewrite;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.TokenRewards;
import dev.errata.schemas.Verdict;
import dev.errata.schemas.topics.RolloutIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Joins the rollout, the token rewards, the rewrite and the verdict of one id, in any order of arrival. The store holds
 * incomplete rollouts. A rollout that is complete, refused or timed out leaves the store and is published to
 * scored-rollouts or rejected-rollouts, together with its group where {@link JoinSettings#groups} asks for it. Its
 * verdict is published to judged-answers at once.
 *
 * <p>A part or score that does not fit into one Kafka record is neither stored nor sent: the rollout is rejected as too
 * long.
 *
 * <p>A part that arrives after its rollout was published starts an entry without a rollout, which times out like any
 * other and is counted. Time in which this process did not run does not count as waiting, and neither does the time
 * before the verdict of an HTTP verifier: a verifier that is down delays rollouts, and their groups, but rejects none.
 */
final class JoinScores extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {

    private static final int CHECKS_PER_TIMEOUT = 8;
    private static final Duration LONGEST_CHECK_INTERVAL = Duration.ofSeconds(10);

    private final ScoringRules rules;
    private final JoinSettings settings;
    private final ScoringCounters counters;
    private final RecordSizes sizes;
    private @Nullable KeyValueStore<String, PendingRollout> store;
    private @Nullable WholeGroups groups;
    private long startedAt;
    private long waiting;

    JoinScores(ScoringRules rules, JoinSettings settings, ScoringCounters counters, RecordSizes sizes) {
        this.rules = rules;
        this.settings = settings;
        this.counters = counters;
        this.sizes = sizes;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        store = context.getStateStore(TopologyNames.PENDING_ROLLOUTS);
        if (settings.groups().whole()) {
            groups = new WholeGroups(
                    context.getStateStore(TopologyNames.PENDING_GROUPS),
                    context.getStateStore(TopologyNames.HELD_SCORES),
                    settings.groups());
        }
        startedAt = rules.clock().millis();
        Duration fraction = settings.timeout().dividedBy(CHECKS_PER_TIMEOUT);
        Duration interval = fraction.compareTo(LONGEST_CHECK_INTERVAL) < 0 ? fraction : LONGEST_CHECK_INTERVAL;
        context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, this::expire);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        SpecificRecord part = record.value();
        if (part instanceof Rollout rollout) {
            int partition = context().recordMetadata().orElseThrow().partition();
            settings.groups().checkPartition(rollout, partition);
            join(rollout.getRolloutId(), record.timestamp(), pending -> pending.with(rollout));
        } else if (part instanceof TokenRewards tokenRewards) {
            join(tokenRewards.getRolloutId(), record.timestamp(), pending -> pending.with(tokenRewards));
        } else if (part instanceof Rewrite rewrite) {
            join(rewrite.getRolloutId(), record.timestamp(), pending -> pending.with(rewrite));
        } else if (part instanceof Verdict verdict) {
            long now = rules.clock().millis();
            join(verdict.getRolloutId(), record.timestamp(), pending -> pending.with(verdict, now));
        } else {
            throw new IllegalStateException(
                    "A " + part.getSchema().getName() + " is not a part of a score; the topology is wired wrongly.");
        }
    }

    private void join(String rolloutId, long timestamp, UnaryOperator<PendingRollout> arrival) {
        PendingRollout stored = store().get(rolloutId);
        PendingRollout pending = arrival.apply(
                stored == null ? PendingRollout.empty(rules.clock().millis()) : stored);
        Optional<SpecificRecord> outcome = rules.outcome(pending);
        Rollout rollout = pending.rollout();
        if (outcome.isEmpty() && sizes.fits(rolloutId, pending)) {
            store().put(rolloutId, pending);
        } else if (rollout == null) {
            // Too large to store without its rollout. If that arrives, it times out and the missing part is the reason.
            counters.dropped();
        } else {
            if (stored != null) {
                store().delete(rolloutId);
            }
            decide(pending, rollout, timestamp, outcome.isPresent() ? outcome.get() : tooLarge(rollout, pending));
        }
    }

    private void decide(PendingRollout pending, Rollout rollout, long timestamp, SpecificRecord decided) {
        SpecificRecord outcome =
                decided instanceof ScoredRollout score && !sizes.fits(score) ? tooLarge(rollout, pending) : decided;
        if (settings.countsAnswers()) {
            JudgedAnswers.of(rollout, outcome).ifPresent(answer -> count(answer, timestamp));
        }
        List<? extends SpecificRecord> released = groups == null
                ? List.of(outcome)
                : groups.add(rollout, outcome, rules.clock().millis());
        released.forEach(one -> publish(timestamp, one));
    }

    private void count(JudgedAnswer answer, long timestamp) {
        JudgedAnswers.key(answer).ifPresent(question -> context()
                .forward(new Record<>(question, answer, timestamp), TopologyNames.WRITE_JUDGED_ANSWERS));
    }

    private RejectedRollout tooLarge(Rollout rollout, PendingRollout pending) {
        return rules.tooLarge(rollout, pending, settings.limit());
    }

    private void publish(long timestamp, SpecificRecord outcome) {
        counters.outcome(outcome);
        if (outcome instanceof RejectedRollout rejected) {
            String rolloutId = rejected.getRolloutId();
            context().forward(new Record<>(rolloutId, outcome, timestamp), TopologyNames.WRITE_REJECTED_ROLLOUTS);
        } else {
            String rolloutId = ((ScoredRollout) outcome).getRollout().getRolloutId();
            context().forward(new Record<>(rolloutId, outcome, timestamp), TopologyNames.WRITE_SCORED_ROLLOUTS);
        }
    }

    private void expire(long timestamp) {
        long oldest = rules.clock().millis() - settings.timeout().toMillis();
        List<KeyValue<String, PendingRollout>> overdue = new ArrayList<>();
        Set<String> awaitingVerdicts = new HashSet<>();
        long stillWaiting = 0;
        try (KeyValueIterator<String, PendingRollout> all = store().all()) {
            while (all.hasNext()) {
                KeyValue<String, PendingRollout> entry = all.next();
                if (rules.awaitsVerdict(entry.value)) {
                    awaitingVerdicts.add(RolloutIds.asked(entry.key));
                    stillWaiting++;
                } else if (Math.max(entry.value.since(), startedAt) <= oldest) {
                    overdue.add(entry);
                } else if (entry.value.rollout() != null) {
                    stillWaiting++;
                }
            }
        }
        countWaiting(stillWaiting);
        for (KeyValue<String, PendingRollout> entry : overdue) {
            store().delete(entry.key);
            Rollout rollout = entry.value.rollout();
            if (rollout == null) {
                counters.dropped();
            } else {
                decide(entry.value, rollout, timestamp, rules.timedOut(rollout, entry.value, settings.timeout()));
            }
        }
        if (groups != null) {
            // After the overdue rollouts, which may complete their groups.
            releaseOverdue(groups, awaitingVerdicts, oldest, timestamp);
        }
    }

    private void releaseOverdue(WholeGroups held, Set<String> awaitingVerdicts, long oldest, long timestamp) {
        List<String> overdue = new ArrayList<>(held.overdue(oldest, startedAt));
        overdue.removeAll(awaitingVerdicts);
        for (String asked : overdue) {
            counters.incompleteGroup();
            held.release(asked).forEach(score -> publish(timestamp, score));
        }
    }

    private void countWaiting(long rollouts) {
        counters.pending(waiting, rollouts);
        waiting = rollouts;
    }

    @Override
    public void close() {
        countWaiting(0);
    }

    private KeyValueStore<String, PendingRollout> store() {
        return Objects.requireNonNull(store, "init comes first");
    }
}
