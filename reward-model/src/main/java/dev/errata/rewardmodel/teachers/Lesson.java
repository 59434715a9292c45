package dev.errata.rewardmodel.teachers;

/** What a teacher made of one wrong answer. */
public sealed interface Lesson {

    /**
     * A rewrite, not yet judged.
     *
     * @param text the rewritten answer
     */
    record Rewritten(String text) implements Lesson {}

    /**
     * The teacher has none to give; asking it again would change nothing.
     *
     * @param why the reason, in few words that are the same for all such answers
     */
    record Declined(String why) implements Lesson {}

    /**
     * The teacher could not be asked; the same answer may be put to it another time.
     *
     * @param why one sentence that says what is wrong and what to do
     */
    record Unasked(String why) implements Lesson {}
}
