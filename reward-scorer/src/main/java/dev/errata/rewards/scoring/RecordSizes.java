package dev.errata.rewards.scoring;

import dev.errata.rewards.records.RecordLimit;
import dev.errata.rewards.records.TopicSerdes;
import dev.errata.rewards.rules.Pending;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.topics.Topics;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Measures what the topology would keep or send, before it does. Encoding twice costs less than a topology that cannot get
 * past a record.
 */
final class RecordSizes {

    private final RecordLimit limit;
    private final Serializer<Pending> pending;
    private final Serializer<ScoredRollout> scores;
    private final String scored;

    RecordSizes(Topics topics, TopicSerdes serdes, RecordLimit limit) {
        this.limit = limit;
        this.pending = new PendingSerde(topics, serdes).serializer();
        this.scores = serdes.of(topics.scoredRollouts()).serializer();
        this.scored = topics.scoredRollouts().name();
    }

    /** Whether what has arrived of a rollout can be kept until the rest arrives. */
    boolean fits(String rolloutId, Pending arrived) {
        return limit.fits(rolloutId, pending.serialize(JoinScores.STORE, arrived));
    }

    /** Whether a score can be sent, or be kept until its group leaves. */
    boolean fits(ScoredRollout score) {
        return limit.fits(score.getRollout().getRolloutId(), scores.serialize(scored, score));
    }

    /** What there is room for. */
    RecordLimit limit() {
        return limit;
    }
}
