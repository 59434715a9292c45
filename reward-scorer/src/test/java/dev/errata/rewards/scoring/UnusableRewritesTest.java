package dev.errata.rewards.scoring;

import static dev.errata.rewards.scoring.Fixtures.rewrite;
import static dev.errata.rewards.scoring.Fixtures.rollout;
import static dev.errata.rewards.scoring.Fixtures.tokenRewards;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.rewardmodel.alignment.EditWeights;
import dev.errata.rewardmodel.alignment.RewardRule;
import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewards.config.UnusableRewrites;
import dev.errata.rewards.rules.RewriteRule;
import dev.errata.rewards.rules.ScoringAdmission;
import dev.errata.rewards.rules.ScoringRules;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredRollout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keeps the token rewards of a wrong answer whose rewrite may not be imitated. */
class UnusableRewritesTest {

    private final HandTurnedClock clock = new HandTurnedClock();
    private final ScoringDriver scoring = new ScoringDriver(
            new ScoringRules(
                    new ScoringAdmission(Judge.strict(), true),
                    RewardRule.defaults(),
                    new RewriteRule(Judge.strict(), UnusableRewrites.KEEP_REWARDS),
                    new EditWeights(EditWeights.Style.CLEAN, 1, 0.5f),
                    clock),
            clock);

    @AfterEach
    void stop() {
        scoring.close();
    }

    @Test
    void aWrongAnswerWithAnUnusableRewriteIsScoredWithoutATarget() {
        Rollout wrong = rollout("q/0/1#0", "6*4=25;####25").build();
        scoring.write(wrong);
        scoring.write(tokenRewards(wrong, 0.45f).build());
        scoring.write(rewrite(wrong, "6*4=26;####26").build());
        ScoredRollout scored = scoring.read(scoring.topics.scoredRollouts()).get(0);
        assertThat(scored.getRewards()).allSatisfy(r -> assertThat(r).isCloseTo(-0.05f, within(1e-6f)));
        assertThat(scored.getTargetTokens()).isEmpty();
        assertThat(scored.getTargetWeights()).isEmpty();
        assertThat(scored.getEdits()).isEmpty();
        assertThat(scoring.read(scoring.topics.rejectedRollouts())).isEmpty();
    }
}
