package dev.errata.rewardmodel.judge;

import dev.errata.schemas.Question;

/** Questions for tests of the judge. */
final class Questions {

    private Questions() {}

    static Question asking(String task, String text, String gold) {
        return Question.newBuilder()
                .setId("q1")
                .setSource("test")
                .setText(text)
                .setGold(gold)
                .setTask(task)
                .build();
    }
}
