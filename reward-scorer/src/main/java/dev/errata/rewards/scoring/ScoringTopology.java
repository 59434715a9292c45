package dev.errata.rewards.scoring;

import static dev.errata.rewards.scoring.TopologyNames.COUNT_ANSWERS;
import static dev.errata.rewards.scoring.TopologyNames.JOIN_SCORES;
import static dev.errata.rewards.scoring.TopologyNames.JUDGE_EVALUATIONS;

import dev.errata.rewards.records.TopicSerdes;
import dev.errata.rewards.rules.ScoringRules;
import dev.errata.schemas.topics.Topics;
import org.apache.kafka.streams.Topology;

/**
 * The scorer's flow: decode the records, join the parts of each rollout's score, publish the outcome, count the answers
 * to each question, and judge evaluation answers.
 *
 * <pre>
 *   rollouts ──────┐
 *   token-rewards ─┼─▶ decode ─▶ join-scores ─▶ scored-rollouts | rejected-rollouts, with the reason
 *   rewrites ──────┤        └──▶ dead-letters  └─▶ judged-answers
 *   verdicts ──────┘
 *
 *   judged-answers ─▶ decode ─▶ count-answers ─▶ question-accuracy
 *
 *   evaluation-rollouts ─▶ decode ─▶ judge-evaluations ─▶ evaluation-verdicts
 * </pre>
 *
 * @param serdes topics of the run and their serdes
 * @param rules turn the parts of a score into a score or a rejection
 * @param joining settings of the join of a score's parts
 * @param counters count outcomes
 */
public record ScoringTopology(TopicSerdes serdes, ScoringRules rules, JoinSettings joining, ScoringCounters counters) {

    /** Builds the topology. */
    public Topology build() {
        TopologyNodes nodes = new TopologyNodes(serdes, joining.limit(), rules.clock(), counters);
        joinScores(nodes);
        judgeEvaluations(nodes);
        if (joining.countsAnswers()) {
            countAnswers(nodes);
        }
        return nodes.topology();
    }

    private void joinScores(TopologyNodes nodes) {
        Topics topics = serdes.topics();
        nodes.process(
                JOIN_SCORES,
                () -> new JoinScores(rules, joining, counters, new RecordSizes(serdes, joining.limit())),
                topics.rollouts(),
                topics.tokenRewards(),
                topics.rewrites(),
                topics.verdicts());
        nodes.keepPendingRollouts(JOIN_SCORES);
        if (joining.groups().whole()) {
            nodes.keepPendingGroups(JOIN_SCORES);
        }
        nodes.write(topics.scoredRollouts(), JOIN_SCORES);
        nodes.write(topics.rejectedRollouts(), JOIN_SCORES);
    }

    /** The answers to a question lie in several partitions of rollouts, so they are gathered by question first. */
    private void countAnswers(TopologyNodes nodes) {
        Topics topics = serdes.topics();
        nodes.writeByKey(topics.judgedAnswers(), JOIN_SCORES);
        nodes.process(COUNT_ANSWERS, CountAnswers::new, topics.judgedAnswers());
        nodes.keepQuestionAccuracy(COUNT_ANSWERS);
        nodes.writeByKey(topics.questionAccuracy(), COUNT_ANSWERS);
    }

    private void judgeEvaluations(TopologyNodes nodes) {
        Topics topics = serdes.topics();
        nodes.process(
                JUDGE_EVALUATIONS,
                () -> new JudgeEvaluations(rules.admission(), rules.clock(), counters),
                topics.evaluationRollouts());
        nodes.write(topics.evaluationVerdicts(), JUDGE_EVALUATIONS);
    }
}
