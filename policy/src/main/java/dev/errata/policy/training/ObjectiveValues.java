package dev.errata.policy.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an objective returned for a whole batch.
 *
 * @param loss its value
 * @param metrics its metrics by name
 */
public record ObjectiveValues(double loss, Map<String, Double> metrics) {

    /**
     * Combines what an objective returned for each micro-batch: sums, and maxima where the objective says so.
     *
     * @param values loss and metrics of each micro-batch, [1 + metrics] each
     */
    public static ObjectiveValues combine(Objective objective, List<double[]> values) {
        List<String> names = objective.metricNames();
        double loss = 0;
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (double[] row : values) {
            loss += row[0];
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                metrics.merge(name, row[1 + i], objective.maxima().contains(name) ? Math::max : Double::sum);
            }
        }
        return new ObjectiveValues(loss, metrics);
    }
}
