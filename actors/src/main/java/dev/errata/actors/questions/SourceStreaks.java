package dev.errata.actors.questions;

import dev.errata.schemas.QuestionAccuracy;
import dev.errata.schemas.SkipReason;
import dev.errata.schemas.SourceSettings;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.SchemaNormalization;

/**
 * The streaks of one source's questions. A question without a streak is not kept, since it is asked anyway.
 *
 * <p>Each takes about 100 bytes of heap: the question's id is kept as a fingerprint of 64 bits, and the streak is
 * packed into one number. Two of 100,000 ids share a fingerprint with a probability of 3e-10.
 */
final class SourceStreaks {

    private static final int LENGTH_BITS = 8;

    private final int most;
    private final Map<Long, Long> packed = new HashMap<>();
    private boolean known;

    /**
     * No streaks.
     *
     * @param most questions kept; any more are asked in every pass
     */
    SourceStreaks(int most) {
        this.most = most;
    }

    /** Takes the newest accuracy of a question. */
    void update(QuestionAccuracy accuracy) {
        known = true;
        Streak streak = Streak.of(accuracy.getRecent());
        long question = fingerprint(accuracy.getQuestionId());
        if (streak.asks() == 0 || !fits(streak)) {
            packed.remove(question);
        } else if (packed.size() < most || packed.containsKey(question)) {
            packed.put(question, (streak.lastAsk() << LENGTH_BITS) | (streak.asks() & 0xFF));
        }
    }

    /** Why a question is skipped in a pass; empty where it has no streak, or one that does not suffice. */
    Optional<SkipReason> skip(SourceSettings settings, String questionId, long pass) {
        Long streak = packed.get(fingerprint(questionId));
        return streak == null
                ? Optional.empty()
                : new Streak(streak >> LENGTH_BITS, streak.byteValue()).skip(settings, pass);
    }

    /** Whether the accuracy of any question was taken, with or without a streak. */
    boolean known() {
        return known;
    }

    /** Number of questions that have a streak. */
    int size() {
        return packed.size();
    }

    private static boolean fits(Streak streak) {
        return streak.lastAsk() << LENGTH_BITS >> LENGTH_BITS == streak.lastAsk()
                && streak.asks() == (byte) streak.asks();
    }

    private static long fingerprint(String questionId) {
        return SchemaNormalization.fingerprint64(questionId.getBytes(StandardCharsets.UTF_8));
    }
}
