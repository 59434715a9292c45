package dev.errata.learner.objective;

import dev.errata.policy.training.TrainingBatch;
import dev.errata.schemas.ScoredRollout;
import java.util.List;

/**
 * RLMEC's loss as its authors published it: REINFORCE with truncated importance weights on token rewards, plus
 * imitation.
 *
 * <pre>
 *   rho_t = exp( clamp( log pi_theta(y_t|q,y_&lt;t) - log mu(y_t|q,y_&lt;t), -20, 20 ) )
 *   c_t   = stop_gradient( min( rho_t r_t , clip(rho_t, 1-eps_low, 1+eps_high) r_t ) )
 *   L_RL  = - sum_t c_t log pi_theta(y_t|q,y_&lt;t) / #{ t : r_t != 0 }
 *   L     = w_RL L_RL + lambda L_im + beta_KL L_KL    as in {@link PolicyGradient}
 * </pre>
 *
 * <p>c_t carries no gradient, so this is not PPO: the weight is r_t min(rho_t, 1+eps_high) for a positive reward and
 * r_t max(rho_t, 1-eps_low) for a negative one. A token outside the clip range keeps its gradient, and the negative
 * term is not bounded below. Shapes, units, settings and sequences as in {@link Rlmec}. There is no dual clip and no
 * decoupled mode.
 *
 * <p>Source: RLMEC, arXiv:2401.06081, and its official code. Departures from the code: the denominators are those of
 * the whole batch, and a batch without rewards gives 0, not NaN.
 */
public final class RlmecOfficial extends PolicyGradient {

    RlmecOfficial(SettingReader settings) {
        super(settings, Requirements.REWARD_MODEL, RlTerm.official(), Channel.TARGET_WEIGHT);
    }

    @Override
    public String name() {
        return "rlmec-official";
    }

    @Override
    public TrainingBatch batch(List<ScoredRollout> rollouts, Policies policies) {
        return RewardsAndRewrites.batch(this, rollouts);
    }
}
