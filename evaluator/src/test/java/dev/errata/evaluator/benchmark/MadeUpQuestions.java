package dev.errata.evaluator.benchmark;

import dev.errata.schemas.Question;
import java.util.List;
import java.util.stream.IntStream;

/** Questions of tests: q0, q1, ... */
final class MadeUpQuestions {

    private MadeUpQuestions() {}

    static List<Question> of(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> of("q" + i, "How much is " + i + " + 1?", i + 1))
                .toList();
    }

    static Question of(String id, String text, int gold) {
        return Question.newBuilder()
                .setId(id)
                .setSource("made-up")
                .setText(text)
                .setGold(Integer.toString(gold))
                .build();
    }
}
