package dev.errata.policy.training;

import java.util.Map;

/**
 * The result of one optimizer step.
 *
 * @param loss the objective before the step
 * @param gradientNorm global gradient norm before clipping
 * @param metrics the objective's metrics by name
 */
public record StepResult(double loss, double gradientNorm, Map<String, Double> metrics) {}
