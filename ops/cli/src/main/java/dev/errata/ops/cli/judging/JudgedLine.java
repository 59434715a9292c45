package dev.errata.ops.cli.judging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.rewardmodel.judge.Judgment;

/**
 * One judged line of a file of answers.
 *
 * @param fields the fields of the line
 * @param judgment the judge's judgment
 */
record JudgedLine(ObjectNode fields, Judgment judgment) {

    String id() {
        return fields.path("id").asText("");
    }

    String verdict() {
        return judgment.correct() ? "right" : "wrong";
    }

    /** Whether the line says what the verdict should be. */
    boolean hasExpected() {
        return fields.hasNonNull("expected");
    }

    boolean disagrees() {
        return hasExpected() && !fields.get("expected").asText().equals(verdict());
    }

    /** As people read it: verdict, id, what was extracted and by which mark. */
    String text() {
        String extracted = judgment.extracted();
        String found = extracted == null
                ? "no answer found"
                : "'" + extracted.replaceAll("\\s+", " ") + "' by " + judgment.mark();
        return verdict() + "  " + id() + "  " + found;
    }

    /** The fields of the line with {@code verdict}, {@code extracted} and {@code mark}. */
    String json() {
        return fields.deepCopy()
                .put("verdict", verdict())
                .put("extracted", judgment.extracted())
                .put("mark", judgment.mark())
                .toString();
    }
}
