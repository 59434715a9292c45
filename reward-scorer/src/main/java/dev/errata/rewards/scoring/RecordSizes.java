package dev.errata.rewards.scoring;

import dev.errata.rewards.records.RecordLimit;
import dev.errata.rewards.records.TopicSerdes;
import dev.errata.rewards.rules.PendingRollout;
import dev.errata.schemas.ScoredRollout;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Measures what the topology is about to store or send. Encoding twice costs less than a topology that fails on
 * the same record after every restart.
 */
final class RecordSizes {

    private final RecordLimit limit;
    private final Serializer<PendingRollout> pending;
    private final Serializer<ScoredRollout> scores;
    private final String scoredTopic;

    RecordSizes(TopicSerdes serdes, RecordLimit limit) {
        this.limit = limit;
        this.pending = new PendingRolloutSerde(serdes).serializer();
        this.scores = serdes.of(serdes.topics().scoredRollouts()).serializer();
        this.scoredTopic = serdes.topics().scoredRollouts().name();
    }

    /** Whether the parts of a rollout that have arrived can be stored until the others arrive. */
    boolean fits(String rolloutId, PendingRollout parts) {
        return limit.fits(rolloutId, pending.serialize(TopologyNames.PENDING_ROLLOUTS, parts));
    }

    /** Whether a score can be sent, or stored until its group is published. */
    boolean fits(ScoredRollout score) {
        return limit.fits(score.getRollout().getRolloutId(), scores.serialize(scoredTopic, score));
    }
}
