package dev.errata.policy.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of an objective for a whole batch.
 *
 * @param loss its value
 * @param metrics its metrics by name
 */
public record ObjectiveValues(double loss, Map<String, Double> metrics) {

    /**
     * Combines an objective's values over micro-batches, as each metric declares.
     *
     * @param values loss and metrics of each micro-batch, [1 + metrics] each
     */
    public static ObjectiveValues combine(Objective objective, List<double[]> values) {
        List<Metric> returned = objective.formula().returned();
        double loss = 0;
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (double[] row : values) {
            loss += row[0];
            for (int i = 0; i < returned.size(); i++) {
                Metric metric = returned.get(i);
                metrics.merge(metric.name(), row[1 + i], metric.combination()::apply);
            }
        }
        return new ObjectiveValues(loss, metrics);
    }
}
