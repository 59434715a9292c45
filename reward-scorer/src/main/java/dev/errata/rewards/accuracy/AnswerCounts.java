package dev.errata.rewards.accuracy;

import dev.errata.schemas.AskAccuracy;
import dev.errata.schemas.JudgedAnswer;
import dev.errata.schemas.QuestionAccuracy;
import dev.errata.schemas.sources.Sources;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the judged answers to one question. The counts do not depend on the order of the answers, as long as no more
 * than {@link Sources#RECENT_ASKS} asks are under way at a time.
 */
public final class AnswerCounts {

    private AnswerCounts() {}

    /** The accuracy of a question without judged answers. */
    public static QuestionAccuracy none(String source, String questionId) {
        return new QuestionAccuracy(source, questionId, 0L, 0L, List.of());
    }

    /**
     * An accuracy with one more answer counted. An answer to an ask older than all that are kept is part of the totals
     * alone.
     */
    public static QuestionAccuracy add(QuestionAccuracy before, JudgedAnswer answer) {
        return QuestionAccuracy.newBuilder(before)
                .setAnswers(before.getAnswers() + 1)
                .setRight(before.getRight() + (answer.getCorrect() ? 1 : 0))
                .setRecent(add(before.getRecent(), answer))
                .build();
    }

    private static List<AskAccuracy> add(List<AskAccuracy> before, JudgedAnswer answer) {
        List<AskAccuracy> asks = new ArrayList<>(before);
        int place = asks.size();
        while (place > 0 && asks.get(place - 1).getAsk() > answer.getAsk()) {
            place--;
        }
        if (place > 0 && asks.get(place - 1).getAsk() == answer.getAsk()) {
            asks.set(place - 1, add(asks.get(place - 1), answer));
        } else {
            AskAccuracy first = new AskAccuracy(answer.getAsk(), answer.getPolicyVersion(), 0, 0, 0);
            asks.add(place, add(first, answer));
        }
        return asks.size() <= Sources.RECENT_ASKS ? asks : asks.subList(1, asks.size());
    }

    private static AskAccuracy add(AskAccuracy before, JudgedAnswer answer) {
        return new AskAccuracy(
                before.getAsk(),
                Math.min(before.getPolicyVersion(), answer.getPolicyVersion()),
                before.getAnswers() + 1,
                before.getRight() + (answer.getCorrect() ? 1 : 0),
                Math.max(before.getGroupSize(), answer.getGroupSize()));
    }
}
