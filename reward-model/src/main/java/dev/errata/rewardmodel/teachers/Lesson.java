package dev.errata.rewardmodel.teachers;

/** A teacher's reply to one wrong answer. */
public sealed interface Lesson {

    /**
     * A rewrite, not yet judged.
     *
     * @param text the rewritten answer
     */
    record Rewritten(String text) implements Lesson {}

    /**
     * The teacher has no rewrite, and would have none if it were asked again.
     *
     * @param why the reason, in few words that are the same for all such answers
     */
    record Declined(String why) implements Lesson {}

    /**
     * The teacher could not be asked; the answer may be taught in a later run.
     *
     * @param why one sentence that says what is wrong and what to do
     */
    record Unasked(String why) implements Lesson {}
}
