package dev.errata.rewards.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.rewards.groups.GroupRule;
import org.junit.jupiter.api.Test;

/**
 * Names that outlive a release. A renamed store reads another changelog topic, so what the old one holds is lost: the
 * rollouts that wait, and the counts of each question.
 */
class PersistedNamesTest {

    private static final String TOPOLOGY =
            """
            Topologies:
               Sub-topology: 0
                Source: read-rewrites (topics: [test.rewrites])
                  --> decode-rewrites
                Source: read-rollouts (topics: [test.rollouts])
                  --> decode-rollouts
                Source: read-token-rewards (topics: [test.token-rewards])
                  --> decode-token-rewards
                Source: read-verdicts (topics: [test.verdicts])
                  --> decode-verdicts
                Processor: decode-rewrites (stores: [])
                  --> join-scores, set-aside-rewrites
                  <-- read-rewrites
                Processor: decode-rollouts (stores: [])
                  --> join-scores, set-aside-rollouts
                  <-- read-rollouts
                Processor: decode-token-rewards (stores: [])
                  --> join-scores, set-aside-token-rewards
                  <-- read-token-rewards
                Processor: decode-verdicts (stores: [])
                  --> join-scores, set-aside-verdicts
                  <-- read-verdicts
                Processor: join-scores (stores: [pending-groups, pending-rollouts, held-scores])
                  --> write-judged-answers, write-rejected-rollouts, write-scored-rollouts
                  <-- decode-rollouts, decode-token-rewards, decode-rewrites, decode-verdicts
                Sink: set-aside-rewrites (topic: test.dead-letters)
                  <-- decode-rewrites
                Sink: set-aside-rollouts (topic: test.dead-letters)
                  <-- decode-rollouts
                Sink: set-aside-token-rewards (topic: test.dead-letters)
                  <-- decode-token-rewards
                Sink: set-aside-verdicts (topic: test.dead-letters)
                  <-- decode-verdicts
                Sink: write-judged-answers (topic: test.judged-answers)
                  <-- join-scores
                Sink: write-rejected-rollouts (topic: test.rejected-rollouts)
                  <-- join-scores
                Sink: write-scored-rollouts (topic: test.scored-rollouts)
                  <-- join-scores

              Sub-topology: 1
                Source: read-evaluation-rollouts (topics: [test.evaluation-rollouts])
                  --> decode-evaluation-rollouts
                Processor: decode-evaluation-rollouts (stores: [])
                  --> judge-evaluations, set-aside-evaluation-rollouts
                  <-- read-evaluation-rollouts
                Processor: judge-evaluations (stores: [])
                  --> write-evaluation-verdicts
                  <-- decode-evaluation-rollouts
                Sink: set-aside-evaluation-rollouts (topic: test.dead-letters)
                  <-- decode-evaluation-rollouts
                Sink: write-evaluation-verdicts (topic: test.evaluation-verdicts)
                  <-- judge-evaluations

              Sub-topology: 2
                Source: read-judged-answers (topics: [test.judged-answers])
                  --> decode-judged-answers
                Processor: decode-judged-answers (stores: [])
                  --> count-answers, set-aside-judged-answers
                  <-- read-judged-answers
                Processor: count-answers (stores: [question-accuracy])
                  --> write-question-accuracy
                  <-- decode-judged-answers
                Sink: set-aside-judged-answers (topic: test.dead-letters)
                  <-- decode-judged-answers
                Sink: write-question-accuracy (topic: test.question-accuracy)
                  <-- count-answers

            """;

    private final HandTurnedClock clock = new HandTurnedClock();

    private ScoringDriver scoring(GroupRule groups) {
        return new ScoringDriver(Fixtures.rules(clock), groups, clock);
    }

    @Test
    void theTopologyWithGroupsKeepsItsNodesStoresAndTopics() {
        try (ScoringDriver scoring = scoring(new GroupRule(true, false, 1))) {
            assertThat(scoring.description()).isEqualTo(TOPOLOGY);
            assertThat(scoring.stores())
                    .containsExactlyInAnyOrder(
                            "pending-rollouts", "pending-groups", "held-scores", "question-accuracy");
        }
    }

    @Test
    void theTopologyWithoutGroupsHasNoStoresOfGroups() {
        try (ScoringDriver scoring = scoring(GroupRule.none())) {
            assertThat(scoring.description())
                    .isEqualTo(
                            TOPOLOGY.replace("[pending-groups, pending-rollouts, held-scores]", "[pending-rollouts]"));
            assertThat(scoring.stores()).containsExactlyInAnyOrder("pending-rollouts", "question-accuracy");
        }
    }

    @Test
    void aWaitingRolloutIsWrittenToTheChangelogOfItsStore() {
        try (ScoringDriver scoring = scoring(GroupRule.none())) {
            scoring.write(Fixtures.rollout("r1", Fixtures.RIGHT).build());
            assertThat(scoring.written()).containsExactly("test.scoring-pending-rollouts-changelog");
        }
    }
}
