package dev.errata.actors.questions;

import dev.errata.schemas.AskAccuracy;
import dev.errata.schemas.SkipReason;
import dev.errata.schemas.SourceSettings;
import java.util.List;
import java.util.Optional;

/**
 * The newest asks of a question as far as all answers to them were right, or all wrong.
 *
 * @param lastAsk number of the newest ask
 * @param asks length: above 0 where all answers were right, below 0 where all were wrong, 0 where the newest ask had
 *     both, or has answers that are not judged yet
 */
record Streak(long lastAsk, int asks) {

    /** The streak that ends a question's history; of no length for one that was never asked. */
    static Streak of(List<AskAccuracy> recent) {
        int asks = 0;
        for (AskAccuracy ask : recent) {
            int sign = sign(ask);
            asks = sign == Integer.signum(asks) ? asks + sign : sign;
        }
        return new Streak(recent.isEmpty() ? -1 : recent.get(recent.size() - 1).getAsk(), asks);
    }

    /** 1 where all answers of an ask were right, -1 where all were wrong, 0 where neither is certain. */
    private static int sign(AskAccuracy ask) {
        if (ask.getAnswers() == 0 || ask.getAnswers() < ask.getGroupSize()) {
            return 0;
        }
        return ask.getRight() == ask.getAnswers() ? 1 : ask.getRight() == 0 ? -1 : 0;
    }

    /**
     * Why the question is skipped: the streak is as long as the source's settings ask for, and fewer than
     * {@code recheck_every} passes lie between this one and the newest ask. A pass may also have a smaller number,
     * where a question was sent again as a new record.
     */
    Optional<SkipReason> skip(SourceSettings settings, long pass) {
        int needed = asks > 0 ? settings.getSkipAlwaysRight() : settings.getSkipNeverRight();
        boolean settled = needed > 0 && Math.abs(asks) >= needed;
        boolean due = settings.getRecheckEvery() > 0 && Math.abs(pass - lastAsk) >= settings.getRecheckEvery();
        if (!settled || due) {
            return Optional.empty();
        }
        return Optional.of(asks > 0 ? SkipReason.ALWAYS_RIGHT : SkipReason.NEVER_RIGHT);
    }
}
