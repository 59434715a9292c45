package dev.errata.learner.objective;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The metrics of an objective with an RL term: what its script returns, and what is published of it.
 *
 * <p>Over the N tokens with r_t != 0, with rho_t the importance ratio to the behavior policy, x_t that to the proximal one
 * (the same unless decoupled) and w_t that of the proximal to the behavior policy:
 *
 * <pre>
 *   ppo/clip_frac_high = #{ r_t &gt; 0, x_t &gt; 1+eps_high } / N        ppo/clip_frac_low = #{ r_t &lt; 0, x_t &lt; 1-eps_low } / N
 *   ppo/clip_frac      = their sum                              ppo/dual_clip_frac = #{ r_t &lt; 0, x_t &gt; c } / N
 *   ppo/approx_kl_k1   = mean(-log rho_t)                       ppo/approx_kl_k3 = mean(rho_t - 1 - log rho_t)
 *   is/ratio_mean, _max, _min of rho_t                          is/ess = (sum rho_t)^2 / (N sum rho_t^2), in (0, 1]
 *   is/capped_frac = #{ w_t &gt; tau } / N, decoupled only          train/kl_loss = L_KL, where it is on
 * </pre>
 *
 * <p>A script returns sums (and two maxima), because those are what micro-batches can be combined by. The smallest ratio
 * is the inverse of the largest inverse ratio. With N = 0 the ratios have no value and are left out.
 *
 * @param imitates whether there is an imitation term
 * @param decoupled whether there is a proximal policy
 * @param held whether there is a KL term
 */
record RatioMetrics(boolean imitates, boolean decoupled, boolean held) {

    /** What the scripts return after the loss, in this order. */
    static final List<String> SCRIPT_NAMES = List.of(
            "train/policy_loss",
            "train/imitation_loss",
            "train/kl_loss",
            "capped",
            "clipped_high",
            "clipped_low",
            "dual_clipped",
            "k1",
            "k3",
            "ratio",
            "ratio_squared",
            "largest_ratio",
            "largest_inverse_ratio");

    /** Those of them that micro-batches combine by maximum. */
    static final Set<String> MAXIMA = Set.of("largest_ratio", "largest_inverse_ratio");

    Map<String, Double> of(Map<String, Double> returned, int members) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("train/policy_loss", value(returned, "train/policy_loss"));
        if (imitates) {
            metrics.put("train/imitation_loss", value(returned, "train/imitation_loss"));
        }
        if (held) {
            metrics.put("train/kl_loss", value(returned, "train/kl_loss"));
        }
        if (members == 0) {
            return metrics;
        }
        double high = value(returned, "clipped_high") / members;
        double low = value(returned, "clipped_low") / members;
        double ratio = value(returned, "ratio");
        metrics.put("ppo/clip_frac", high + low);
        metrics.put("ppo/clip_frac_high", high);
        metrics.put("ppo/clip_frac_low", low);
        metrics.put("ppo/dual_clip_frac", value(returned, "dual_clipped") / members);
        metrics.put("ppo/approx_kl_k1", value(returned, "k1") / members);
        metrics.put("ppo/approx_kl_k3", value(returned, "k3") / members);
        metrics.put("is/ratio_mean", ratio / members);
        metrics.put("is/ratio_max", value(returned, "largest_ratio"));
        metrics.put("is/ratio_min", 1 / value(returned, "largest_inverse_ratio"));
        if (decoupled) {
            metrics.put("is/capped_frac", value(returned, "capped") / members);
        }
        metrics.put("is/ess", ratio * ratio / (members * value(returned, "ratio_squared")));
        return metrics;
    }

    /** What a script returned under a name. */
    static double value(Map<String, Double> returned, String name) {
        Double value = returned.get(name);
        if (value == null) {
            throw new IllegalStateException("The objective's script returned no '" + name + "', only "
                    + returned.keySet() + ": script and metric names must agree.");
        }
        return value + 0.0; // An empty sum may come as -0.
    }
}
