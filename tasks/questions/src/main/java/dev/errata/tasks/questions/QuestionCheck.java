package dev.errata.tasks.questions;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.schemas.Question;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Refuses questions that could not be asked, or whose answers could not be judged right. */
public final class QuestionCheck {

    /** What bytes that are no characters were decoded to. */
    private static final char REPLACEMENT = '\uFFFD';

    private final Judge judge;

    /** A check by the rules of a judge. */
    public QuestionCheck(Judge judge) {
        this.judge = judge;
    }

    /** Why a question is refused, as one sentence that says what to change; empty where it is not. */
    public Optional<String> refuse(Question question) {
        String reference = question.getReference();
        if (question.getText().isBlank()) {
            return Optional.of("The question has no text.");
        }
        if (isBroken(question.getText())
                || isBroken(question.getGold())
                || (reference != null && isBroken(reference))) {
            return Optional.of("The record has characters that cannot be decoded: save the file as UTF-8.");
        }
        return judge.refuse(question);
    }

    private static boolean isBroken(String text) {
        return text.indexOf(REPLACEMENT) >= 0
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
