package dev.errata.learner.objective;

/**
 * RLMEC's loss as its authors published it: truncated-importance REINFORCE on token rewards, plus imitation.
 *
 * <pre>
 *   rho_t = exp( clamp( log pi_theta(y_t|q,y_&lt;t) - log mu(y_t|q,y_&lt;t), -20, 20 ) )
 *   c_t   = stop_gradient( min( rho_t r_t , clip(rho_t, 1-eps_low, 1+eps_high) r_t ) )
 *   L_RL  = - sum_t c_t log pi_theta(y_t|q,y_&lt;t) / #{ t : r_t != 0 }
 *   L     = L_RL + lambda L_im                        L_im as in {@link TokenObjective}
 * </pre>
 *
 * <p>c_t carries no gradient, so this is not PPO: the weight is r_t min(rho_t, 1+eps_high) for a positive reward and
 * r_t max(rho_t, 1-eps_low) for a negative one, and a token outside the clip range keeps its gradient. The negative
 * term is unbounded below. Shapes and units as in {@link TokenPpo}; the dual clip does not exist here.
 *
 * <p>Sources: RLMEC, arXiv:2401.06081, and its official code; departs from it only in the denominators, which are those
 * of the whole batch, and in that a batch without rewards gives 0, not NaN.
 *
 * @param chosen clip range and lambda; the dual clip must be off
 * @param script TorchScript text of the formula: the resource {@code rlmec-official.py} of this package
 */
public record RlmecOfficial(ObjectiveSettings chosen, String script) implements TokenObjective {

    /** Refuses a dual clip, which this objective does not have. */
    public RlmecOfficial {
        if (chosen.dualClip() != 0) {
            throw new IllegalArgumentException(
                    "learner.dual-clip belongs to objective ppo: leave it at 0 with rlmec-official.");
        }
    }
}
