package dev.errata.ops.bench.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The readings of a soak, and whether memory stayed flat.
 *
 * @param plan the plan
 * @param readings of the memory, in the order in which they were taken
 */
public record SoakResult(SoakPlan plan, List<MemoryReading> readings) {

    /** Share by which memory may grow and still counts as flat. */
    public static final double TOLERANCE = 0.05;

    private static final int ROW_EVERY = 500;

    /** Whether all steps and samples were made. */
    public boolean isComplete() {
        return readings.stream().anyMatch(reading -> plan.isDone(reading.steps(), reading.samples()));
    }

    /** The first reading after the warm-up, with which later ones are compared. */
    public Optional<MemoryReading> baseline() {
        return readings.stream()
                .filter(reading -> reading.turns() >= plan.warmUp())
                .findFirst();
    }

    /** The reading after the warm-up with the most memory. */
    public Optional<MemoryReading> highest() {
        return readings.stream()
                .filter(reading -> reading.turns() >= plan.warmUp())
                .max(Comparator.comparingDouble(MemoryReading::resident));
    }

    /** Highest memory after the warm-up divided by the baseline, minus 1; NaN where unknown. */
    public double growth() {
        double before = baseline().map(MemoryReading::resident).orElse(Double.NaN);
        double most = highest().map(MemoryReading::resident).orElse(Double.NaN);
        return most / before - 1;
    }

    /** As {@link #growth}, for the used part of the Java heap; NaN where unknown. */
    public double liveGrowth() {
        double[] live = readings.stream()
                .filter(reading -> reading.turns() >= plan.warmUp() && !Double.isNaN(reading.live()))
                .mapToDouble(MemoryReading::live)
                .toArray();
        return live.length == 0 ? Double.NaN : Arrays.stream(live).max().orElse(Double.NaN) / live[0] - 1;
    }

    /** Whether memory stayed within the tolerance; false where unknown. */
    public boolean isFlat() {
        return growth() <= TOLERANCE && !(liveGrowth() > TOLERANCE);
    }

    /** The baseline, the first reading after each 500 turns, and the last reading if it has more turns. */
    public List<MemoryReading> milestones() {
        List<MemoryReading> rows = new ArrayList<>();
        int next = plan.warmUp();
        for (MemoryReading reading : readings) {
            if (reading.turns() >= next) {
                rows.add(reading);
                next = (reading.turns() / ROW_EVERY + 1) * ROW_EVERY;
            }
        }
        MemoryReading last = readings.get(readings.size() - 1);
        if (rows.isEmpty() || rows.get(rows.size() - 1).turns() < last.turns()) {
            rows.add(last);
        }
        return rows;
    }
}
