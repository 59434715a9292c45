package dev.errata.actors.questions;

import dev.errata.schemas.SkipReason;
import dev.errata.schemas.SourceSettings;
import java.util.Optional;

/** Decides which questions a source skips in a pass, such as those that are always answered right. */
@FunctionalInterface
public interface Curriculum extends AutoCloseable {

    /** Skips nothing. */
    Curriculum NONE = (settings, questionId, ask) -> Optional.empty();

    /**
     * Why a question is skipped; empty if it is asked.
     *
     * @param settings those of its source
     * @param ask number of the ask, 0 the first
     */
    Optional<SkipReason> skip(SourceSettings settings, String questionId, long ask);

    /** Ends what it reads. */
    @Override
    default void close() {}
}
