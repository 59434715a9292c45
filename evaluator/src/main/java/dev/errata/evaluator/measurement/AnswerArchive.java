package dev.errata.evaluator.measurement;

import dev.errata.schemas.EvaluationMode;
import java.util.List;

/** Keeps answers with their verdicts, so that an interrupted measurement continues where it stopped. */
public interface AnswerArchive {

    /** The answers of one mode that were kept before. */
    List<EvaluatedAnswer> earlier(EvaluationMode mode);

    /** Keeps answers; they are safe when this returns. */
    void keep(List<EvaluatedAnswer> answers);

    /** Keeps nothing: the answers are on the log, or nobody wants them. */
    static AnswerArchive none() {
        return new AnswerArchive() {
            @Override
            public List<EvaluatedAnswer> earlier(EvaluationMode mode) {
                return List.of();
            }

            @Override
            public void keep(List<EvaluatedAnswer> answers) {}
        };
    }
}
