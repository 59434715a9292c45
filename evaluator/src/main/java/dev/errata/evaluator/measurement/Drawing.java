package dev.errata.evaluator.measurement;

import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.schemas.EvaluationMode;
import java.util.List;

/**
 * One way of drawing answers.
 *
 * @param k answers to each question
 * @param settings the distribution they are drawn from; at temperature 0 they are greedy
 * @param passAt numbers of answers for which pass@k is estimated, each from 1 to {@code k}
 * @param seed seed of the sampling, beside question and version; 0 for the usual answers
 */
public record Drawing(int k, SamplingSettings settings, List<Integer> passAt, long seed) {

    /** Checks the numbers of answers, and copies the list. */
    public Drawing {
        passAt = passAt.stream().distinct().sorted().toList();
        if (k < 1) {
            throw new IllegalArgumentException("There are " + k + " answers to each question: give 1 or more.");
        }
        for (int some : passAt) {
            if (some < 1 || some > k) {
                throw new IllegalArgumentException("pass@" + some + " cannot be estimated from " + k
                        + " answers to each question: give 1 to " + k + ", or more samples.");
            }
        }
    }

    /** One greedy answer to each question. */
    public static Drawing greedy(int maxNewTokens) {
        return new Drawing(1, SamplingSettings.greedy(maxNewTokens), List.of(), 0);
    }

    /** k answers to each question, sampled at temperature 1 from the whole distribution. */
    public static Drawing sampled(int k, int maxNewTokens) {
        return new Drawing(k, new SamplingSettings(1, 1, 0, maxNewTokens), List.of(), 0);
    }

    /** Greedy at temperature 0, else sampled. */
    public EvaluationMode mode() {
        return settings.temperature() == 0 ? EvaluationMode.GREEDY : EvaluationMode.SAMPLED;
    }
}
