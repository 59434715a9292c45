package dev.errata.evaluator.benchmark;

import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.schemas.EvaluationMode;

/**
 * The sampling mode of a measurement.
 *
 * @param mode greedy, or sampled at temperature 1
 * @param k answers to each question
 * @param maxNewTokens most tokens of an answer
 */
public record Drawing(EvaluationMode mode, int k, int maxNewTokens) {

    /** One greedy answer to each question. */
    public static Drawing greedy(int maxNewTokens) {
        return new Drawing(EvaluationMode.GREEDY, 1, maxNewTokens);
    }

    /** k answers to each question, sampled at temperature 1 from the whole distribution. */
    public static Drawing sampled(int k, int maxNewTokens) {
        return new Drawing(EvaluationMode.SAMPLED, k, maxNewTokens);
    }

    SamplingSettings settings() {
        return mode == EvaluationMode.GREEDY
                ? SamplingSettings.greedy(maxNewTokens)
                : new SamplingSettings(1, 1, 0, maxNewTokens);
    }
}
