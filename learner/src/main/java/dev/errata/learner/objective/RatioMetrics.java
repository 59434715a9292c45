package dev.errata.learner.objective;

import static dev.errata.learner.objective.LearningObjective.value;

import dev.errata.policy.training.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Declares the metrics of the importance ratio: the outputs of {@code terms.py}, and the metrics published from them.
 *
 * <p>Over the N_r tokens with r_t != 0. rho_t is the importance ratio to the behavior policy, x_t that to the proximal
 * one (the same unless decoupled), w_t that of the proximal to the behavior policy. eps_low is
 * {@code learner.clip-low}, eps_high {@code learner.clip-high}, c {@code learner.dual-clip}, tau
 * {@code learner.importance-cap}.
 *
 * <pre>
 *   ppo/clip_frac_high = #{ r_t &gt; 0, x_t &gt; 1+eps_high } / N_r
 *   ppo/clip_frac_low  = #{ r_t &lt; 0, x_t &lt; 1-eps_low } / N_r
 *   ppo/clip_frac      = ppo/clip_frac_high + ppo/clip_frac_low
 *   ppo/dual_clip_frac = #{ r_t &lt; 0, x_t &gt; c } / N_r
 *   ppo/approx_kl_k1   = mean(-log rho_t)                        nats
 *   ppo/approx_kl_k3   = mean(rho_t - 1 - log rho_t)             nats
 *   is/ratio_mean, is/ratio_max, is/ratio_min                    of rho_t
 *   is/ess             = (sum rho_t)^2 / (N_r sum rho_t^2)       in (0, 1]
 *   is/capped_frac     = #{ w_t &gt; tau } / N_r                    decoupled only
 * </pre>
 *
 * <p>A script returns sums (and two maxima), because those are what micro-batches can be combined by. The smallest
 * ratio is the inverse of the largest inverse ratio. With N_r = 0 the ratios have no value and are left out. Sources:
 * Schulman, "Approximating KL divergence", 2020 (k1, k3); Kong 1992 (effective sample size).
 */
final class RatioMetrics {

    /** The outputs of {@code terms.py} about the ratios: counts and sums over the tokens, and two maxima. */
    static final List<Metric> RETURNED = List.of(
            Metric.sum("clipped_high_tokens"),
            Metric.sum("clipped_low_tokens"),
            Metric.sum("dual_clipped_tokens"),
            Metric.sum("k1_sum"),
            Metric.sum("k3_sum"),
            Metric.sum("ratio_sum"),
            Metric.sum("squared_ratio_sum"),
            Metric.maximum("largest_ratio"),
            Metric.maximum("largest_inverse_ratio"));

    /** The additional outputs if there is a proximal policy. */
    static final Metric CAPPED = Metric.sum("capped_tokens");

    private RatioMetrics() {}

    /**
     * The published metrics.
     *
     * @param returned what the script returned for the whole batch
     * @param members N_r: number of tokens with r_t != 0
     */
    static Map<String, Double> of(Map<String, Double> returned, int members) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (members == 0) {
            return metrics;
        }
        double high = value(returned, "clipped_high_tokens") / members;
        double low = value(returned, "clipped_low_tokens") / members;
        double ratio = value(returned, "ratio_sum");
        metrics.put("ppo/clip_frac", high + low);
        metrics.put("ppo/clip_frac_high", high);
        metrics.put("ppo/clip_frac_low", low);
        metrics.put("ppo/dual_clip_frac", value(returned, "dual_clipped_tokens") / members);
        metrics.put("ppo/approx_kl_k1", value(returned, "k1_sum") / members);
        metrics.put("ppo/approx_kl_k3", value(returned, "k3_sum") / members);
        metrics.put("is/ratio_mean", ratio / members);
        metrics.put("is/ratio_max", value(returned, "largest_ratio"));
        metrics.put("is/ratio_min", 1 / value(returned, "largest_inverse_ratio"));
        if (returned.containsKey(CAPPED.name())) {
            metrics.put("is/capped_frac", value(returned, CAPPED.name()) / members);
        }
        metrics.put("is/ess", ratio * ratio / (members * value(returned, "squared_ratio_sum")));
        return metrics;
    }
}
