package dev.errata.rewards.scoring;

import dev.errata.rewards.records.RecordLimit;
import dev.errata.rewards.records.TopicSerdes;
import dev.errata.rewards.rules.ScoringRules;
import dev.errata.schemas.topics.Topics;
import java.time.Duration;
import org.apache.kafka.streams.Topology;

/**
 * The flow of the scorer.
 *
 * <pre>
 *   rollouts ──────┐
 *   token-rewards ─┼─▶ decode ─▶ join-scores ─▶ scored-rollouts | rejected-rollouts, with the reason
 *   rewrites ──────┘        └──▶ dead-letters
 *
 *   evaluation-rollouts ─▶ decode ─▶ judge-evaluations ─▶ evaluation-verdicts
 * </pre>
 *
 * @param topics topics of the run
 * @param serdes where their serdes come from
 * @param rules what makes a score
 * @param timeout how long a rollout waits for its token rewards and its rewrite
 * @param limit how large a record may be
 * @param counters counts what became of rollouts
 */
public record ScoringTopology(
        Topics topics,
        TopicSerdes serdes,
        ScoringRules rules,
        Duration timeout,
        RecordLimit limit,
        ScoringCounters counters) {

    /** The topology, ready to run. */
    public Topology build() {
        Topology topology = new Topology();
        TopologyNodes nodes = new TopologyNodes(topology, this);

        nodes.read(topics.rollouts(), "join-scores");
        nodes.read(topics.tokenRewards(), "join-scores");
        nodes.read(topics.rewrites(), "join-scores");
        topology.addProcessor(
                "join-scores",
                () -> new JoinScores(rules, timeout, counters, new RecordSizes(topics, serdes, limit)),
                "decode-rollouts",
                "decode-token-rewards",
                "decode-rewrites");
        nodes.keepPendingRollouts("join-scores");
        if (rules.groups().whole()) {
            nodes.keepPendingGroups("join-scores");
        }
        nodes.write(topics.scoredRollouts(), "join-scores");
        nodes.write(topics.rejectedRollouts(), "join-scores");

        nodes.read(topics.evaluationRollouts(), "judge-evaluations");
        topology.addProcessor(
                "judge-evaluations",
                () -> new JudgeEvaluations(rules.admission().judge(), rules.clock(), counters),
                "decode-evaluation-rollouts");
        nodes.write(topics.evaluationVerdicts(), "judge-evaluations");
        return topology;
    }
}
