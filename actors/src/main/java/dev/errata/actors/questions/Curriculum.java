package dev.errata.actors.questions;

import dev.errata.schemas.SkipReason;
import dev.errata.schemas.SourceSettings;
import java.util.Optional;

/** Decides which questions are not worth asking in a pass. */
public interface Curriculum {

    /**
     * Why a question is skipped; empty where it is to be asked.
     *
     * @param settings settings of the question's source
     * @param questionId id of the question within its source
     * @param pass number of the ask, as Question.ask counts: the pass over the source
     */
    Optional<SkipReason> skip(SourceSettings settings, String questionId, long pass);
}
