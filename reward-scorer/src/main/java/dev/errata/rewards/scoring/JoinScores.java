package dev.errata.rewards.scoring;

import dev.errata.rewards.groups.GroupRule;
import dev.errata.rewards.groups.WholeGroups;
import dev.errata.rewards.rules.Pending;
import dev.errata.rewards.rules.ScoringRules;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.Rewrite;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.TokenRewards;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
 * Where rollouts, token rewards and rewrites of one id meet, in any order. The store holds what waits for its other parts;
 * a rollout that is complete, refused or out of time leaves it for scored-rollouts or rejected-rollouts, with the rest of its
 * group where {@link GroupRule} says so.
 *
 * <p>What does not fit into one record of Kafka's is neither kept nor sent: it is rejected as too long.
 *
 * <p>A part that comes after its rollout has left starts an entry without a rollout, which expires like any other and is
 * counted. Time in which this process did not run does not count as waiting.
 */
final class JoinScores extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {

    static final String STORE = "pending-rollouts";
    static final String GROUPS = "pending-groups";
    static final String HELD = "held-scores";
    static final String SCORED = "write-scored-rollouts";
    static final String REJECTED = "write-rejected-rollouts";

    private static final int LOOKS_PER_TIMEOUT = 8;
    private static final Duration LONGEST_BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final ScoringRules rules;
    private final Duration timeout;
    private final ScoringCounters counters;
    private final RecordSizes sizes;
    private @Nullable KeyValueStore<String, Pending> store;
    private @Nullable WholeGroups groups;
    private long startedAt;
    private long waiting;

    JoinScores(ScoringRules rules, Duration timeout, ScoringCounters counters, RecordSizes sizes) {
        this.rules = rules;
        this.timeout = timeout;
        this.counters = counters;
        this.sizes = sizes;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        store = context.getStateStore(STORE);
        if (rules.groups().whole()) {
            groups = new WholeGroups(context.getStateStore(GROUPS), context.getStateStore(HELD), rules.groups());
        }
        startedAt = rules.clock().millis();
        Duration fraction = timeout.dividedBy(LOOKS_PER_TIMEOUT);
        Duration between = fraction.compareTo(LONGEST_BETWEEN_LOOKS) < 0 ? fraction : LONGEST_BETWEEN_LOOKS;
        context.schedule(between, PunctuationType.WALL_CLOCK_TIME, this::expire);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        SpecificRecord part = record.value();
        if (part instanceof Rollout rollout) {
            int partition = context().recordMetadata().orElseThrow().partition();
            rules.groups().checkPlace(rollout, partition);
            join(rollout.getRolloutId(), record.timestamp(), pending -> pending.with(rollout));
        } else if (part instanceof TokenRewards tokenRewards) {
            join(tokenRewards.getRolloutId(), record.timestamp(), pending -> pending.with(tokenRewards));
        } else if (part instanceof Rewrite rewrite) {
            join(rewrite.getRolloutId(), record.timestamp(), pending -> pending.with(rewrite));
        } else {
            throw new IllegalStateException("No " + part.getSchema().getName() + " is joined here.");
        }
    }

    private void join(String rolloutId, long timestamp, UnaryOperator<Pending> arrival) {
        Pending known = store().get(rolloutId);
        Pending pending =
                arrival.apply(known == null ? Pending.empty(rules.clock().millis()) : known);
        Optional<SpecificRecord> outcome = rules.outcome(pending);
        Rollout rollout = pending.rollout();
        if (outcome.isEmpty() && sizes.fits(rolloutId, pending)) {
            store().put(rolloutId, pending);
        } else if (rollout == null) {
            // Too large without its rollout, which times out if it comes: what is missing is then a reason of its own.
            counters.dropped();
        } else {
            if (known != null) {
                store().delete(rolloutId);
            }
            decide(rollout, timestamp, outcome.isPresent() ? outcome.get() : rules.tooLarge(rollout, sizes.limit()));
        }
    }

    private void decide(Rollout rollout, long timestamp, SpecificRecord decided) {
        SpecificRecord outcome = decided instanceof ScoredRollout score && !sizes.fits(score)
                ? rules.tooLarge(rollout, sizes.limit())
                : decided;
        List<? extends SpecificRecord> leaving = groups == null
                ? List.of(outcome)
                : groups.add(rollout, outcome, rules.clock().millis());
        leaving.forEach(one -> send(timestamp, one));
    }

    private void send(long timestamp, SpecificRecord outcome) {
        counters.outcome(outcome);
        if (outcome instanceof RejectedRollout rejected) {
            context().forward(new Record<>(rejected.getRolloutId(), outcome, timestamp), REJECTED);
        } else {
            String rolloutId = ((ScoredRollout) outcome).getRollout().getRolloutId();
            context().forward(new Record<>(rolloutId, outcome, timestamp), SCORED);
        }
    }

    private void expire(long timestamp) {
        long oldest = rules.clock().millis() - timeout.toMillis();
        List<KeyValue<String, Pending>> overdue = new ArrayList<>();
        long staying = 0;
        try (KeyValueIterator<String, Pending> all = store().all()) {
            while (all.hasNext()) {
                KeyValue<String, Pending> entry = all.next();
                if (Math.max(entry.value.since(), startedAt) <= oldest) {
                    overdue.add(entry);
                } else if (entry.value.rollout() != null) {
                    staying++;
                }
            }
        }
        nowWaiting(staying);
        for (KeyValue<String, Pending> entry : overdue) {
            store().delete(entry.key);
            Rollout rollout = entry.value.rollout();
            if (rollout == null) {
                counters.dropped();
            } else {
                decide(rollout, timestamp, rules.expire(rollout, entry.value, timeout));
            }
        }
        if (groups != null) {
            releaseOverdue(groups, oldest, timestamp);
        }
    }

    private void nowWaiting(long rollouts) {
        counters.pending(waiting, rollouts);
        waiting = rollouts;
    }

    @Override
    public void close() {
        nowWaiting(0);
    }

    /** After the overdue rollouts themselves, which may complete their groups. */
    private void releaseOverdue(WholeGroups held, long oldest, long timestamp) {
        for (String asked : held.overdue(oldest, startedAt)) {
            counters.incompleteGroup();
            held.release(asked).forEach(score -> send(timestamp, score));
        }
    }

    private KeyValueStore<String, Pending> store() {
        return Objects.requireNonNull(store, "init comes first");
    }
}
