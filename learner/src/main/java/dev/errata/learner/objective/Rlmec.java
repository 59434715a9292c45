package dev.errata.learner.objective;

import dev.errata.policy.training.TrainingBatch;
import dev.errata.schemas.ScoredRollout;
import java.util.List;

/**
 * RLMEC with the loss of PPO, and the default: the clipped surrogate on token rewards, plus imitation of rewrites.
 *
 * <pre>
 *   rho_t = exp( clamp( log pi_theta(y_t|q,y_&lt;t) - log mu(y_t|q,y_&lt;t), -20, 20 ) )
 *   l_t   = max( -r_t rho_t , -r_t clip(rho_t, 1-eps_low, 1+eps_high) )
 *   l_t   = min( l_t , -r_t c )                       where r_t &lt; 0, if the dual clip c is on
 *   L_RL  = sum_t l_t / #{ t : r_t != 0 }
 *   L     = w_RL L_RL + lambda L_im + beta_KL L_KL    as in {@link PolicyGradient}
 *
 *   decoupled:  rho_t is taken against pi_prox instead of mu, and r_t becomes w_t r_t with
 *   w_t   = min( exp( clamp( log pi_prox(y_t|q,y_&lt;t) - log mu(y_t|q,y_&lt;t), -20, 20 ) ), tau )
 * </pre>
 *
 * <p>r_t is the token's reward, used as its advantage: no critic, no normalization. mu is the policy that sampled the
 * token. In "bypass" mode the recorded log-probs replace those of the proximal policy (decision 0010). In decoupled
 * mode pi_prox is the newest published version (decision 0022). All of log pi, log mu, r and w have shape [N], N the
 * answer tokens of the batch; log-probs are in nats. The gradient flows through log pi_theta only. A token outside the
 * clip range, on the side its reward pushes to, has no gradient.
 *
 * <p>Settings: eps_low is {@code learner.clip-low}, eps_high {@code learner.clip-high}, c {@code learner.dual-clip},
 * tau {@code learner.importance-cap}.
 *
 * <p>A wrong answer gives two sequences: itself with rewards, and its rewrite with target weights. No policy sampled
 * the rewrite, so it has neither reward nor behavior log-prob.
 *
 * <p>Sources: Schulman et al. 2017, arXiv:1707.06347, eq. 7; dual clip: Ye et al. 2020, arXiv:1912.09729, eq. 5;
 * decoupled: Hilton et al. 2021, arXiv:2110.00641, and AReaL, arXiv:2505.24298; truncated weights: Ionides 2008,
 * "Truncated importance sampling"; token rewards: RLMEC, arXiv:2401.06081. All formulas: docs/method.md, Objectives.
 */
public final class Rlmec extends PolicyGradient {

    Rlmec(SettingReader settings) {
        super(settings, Requirements.REWARD_MODEL, RlTerm.clippedSurrogate(settings), Channel.TARGET_WEIGHT);
    }

    @Override
    public String name() {
        return "rlmec";
    }

    @Override
    public TrainingBatch batch(List<ScoredRollout> rollouts, Policies policies) {
        return RewardsAndRewrites.batch(this, rollouts);
    }
}
