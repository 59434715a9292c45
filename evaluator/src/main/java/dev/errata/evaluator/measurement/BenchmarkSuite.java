package dev.errata.evaluator.measurement;

import dev.errata.schemas.Evaluation;
import java.util.ArrayList;
import java.util.List;

/**
 * All measurements of one version: every benchmark with every way of drawing answers.
 *
 * @param parts one for each benchmark, that of the held-out set first
 */
public record BenchmarkSuite(List<Part> parts) {

    /** One benchmark and its ways of drawing answers. */
    public record Part(Measurement measurement, List<Drawing> drawings) {

        /** Copies the list. */
        public Part {
            drawings = List.copyOf(drawings);
        }
    }

    /** Copies the list. */
    public BenchmarkSuite {
        parts = List.copyOf(parts);
    }

    /** One result for each benchmark and each drawing. */
    public List<Evaluation> measure(MeasuredVersion version) {
        List<Evaluation> evaluations = new ArrayList<>();
        for (Part part : parts) {
            for (Drawing drawing : part.drawings()) {
                evaluations.add(part.measurement().of(version, drawing));
            }
        }
        return evaluations;
    }
}
