package dev.errata.rewardmodel.teachers;

import dev.errata.schemas.Question;

/** Questions of the arithmetic task and of another one. */
public final class Questions {

    private Questions() {}

    /** {@code 6+2*3 = 12}. */
    public static Question arithmetic(String id) {
        return Question.newBuilder()
                .setId(id)
                .setSource("test")
                .setText("6+2*3")
                .setGold("12")
                .setReference("2*3=6;6+6=12;####12")
                .setTask("arithmetic")
                .build();
    }

    /** A question in words, whose answer is 42. */
    public static Question words(String id) {
        return Question.newBuilder()
                .setId(id)
                .setSource("test")
                .setText("What is six times seven?")
                .setGold("42")
                .setReference("6*7=<<6*7=42>>42\n#### 42")
                .setTask("gsm8k")
                .build();
    }

    /** A wrong answer to either. */
    public static WrongAnswer wrong(Question question, String text) {
        return new WrongAnswer(question, String.valueOf(question.getReference()), text);
    }
}
