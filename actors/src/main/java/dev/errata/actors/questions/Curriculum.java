package dev.errata.actors.questions;

import dev.errata.schemas.SkipReason;
import dev.errata.schemas.SourceSettings;
import java.util.Optional;

/** Decides which questions a source skips in a pass, such as those that are always answered right. */
@FunctionalInterface
public interface Curriculum {

    /** Skips nothing. */
    Curriculum NONE = (settings, questionId, pass) -> Optional.empty();

    /**
     * Why a question is skipped; empty if it is asked.
     *
     * @param settings those of its source
     * @param pass number of the pass, 0 the first
     */
    Optional<SkipReason> skip(SourceSettings settings, String questionId, long pass);
}
