package dev.errata.learner.objective;

/**
 * The clipped surrogate of PPO on token rewards, plus imitation.
 *
 * <pre>
 *   rho_t = exp( clamp( log pi_theta(y_t|q,y_&lt;t) - log mu(y_t|q,y_&lt;t), -20, 20 ) )
 *   l_t   = max( -r_t rho_t , -r_t clip(rho_t, 1-eps_low, 1+eps_high) )
 *   l_t   = min( l_t , -r_t c )                       where r_t &lt; 0, if the dual clip c is on
 *   L_RL  = sum_t l_t / #{ t : r_t != 0 }
 *   L     = L_RL + lambda L_im                        L_im as in {@link TokenObjective}
 * </pre>
 *
 * <p>r_t is the token's reward, taken as its advantage: no critic, no normalisation. mu is the policy that sampled the
 * token ("bypass" mode: the recorded log-probs stand in for the proximal policy, so a second forward pass is not
 * needed and no behaviour weight is multiplied in). All of log pi, log mu, r and w have shape [N], N the answer tokens
 * of the batch; log-probs are in nats. The gradient flows through log pi_theta only, and a token outside the clip range
 * on the side its reward pushes to has none.
 *
 * <p>Sources: Schulman et al. 2017, arXiv:1707.06347, eq. 7; dual clip: Ye et al. 2020, arXiv:1912.09729, eq. 5; token
 * rewards: RLMEC, arXiv:2401.06081.
 *
 * @param chosen clip range, dual clip and lambda
 * @param script TorchScript text of the formula: the resource {@code ppo.py} of this package
 */
public record TokenPpo(ObjectiveSettings chosen, String script) implements TokenObjective {}
