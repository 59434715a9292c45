package dev.errata.rewardmodel.teachers.chat;

import dev.errata.rewardmodel.teachers.WrongAnswer;
import java.util.List;

/**
 * The two questions to a teacher, as in RLMEC (arXiv:2401.06081): which step is the first wrong one; then, given the
 * steps before it, the continuation with as few changes as possible.
 */
final class TeachingPrompts {

    private static final Message CHECKING = new Message(
            "system", "You check worked solutions step by step. You are exact, and you judge nothing but correctness.");

    private static final Message CORRECTING = new Message(
            "system",
            "You correct worked solutions. You change as little as possible: whatever can stay word for word, stays.");

    private TeachingPrompts() {}

    /** Asks for the first wrong step; the reply ends in {@code First wrong step: N}. */
    static List<Message> firstWrongStep(WrongAnswer answer, NumberedSteps steps) {
        return List.of(
                CHECKING,
                new Message(
                        "user",
                        given(answer)
                                + """


                The student's solution reaches a wrong answer. Its steps are numbered:
                %s

                Find the first step that is wrong: the earliest one that states something false, or takes a turn from which \
                the right answer no longer follows. A step that only differs from the correct solution, in order or in \
                words, is not wrong. Say briefly what is wrong with it. End your reply with one line of this form, with \
                the step's number from 1 to %d:
                First wrong step: <number>"""
                                        .formatted(steps.numbered(), steps.count())));
    }

    /** Asks for everything from the first wrong step on; the reply is the text that follows the kept steps. */
    static List<Message> continuation(WrongAnswer answer, NumberedSteps steps, int firstWrong) {
        String kept = firstWrong == 1
                ? "Nothing of it is kept: its first step is wrong already."
                : "These steps are right and are kept as they are:\n" + steps.before(firstWrong);
        return List.of(
                CORRECTING,
                new Message(
                        "user",
                        given(answer)
                                + """


                The student's solution:
                %s

                It goes wrong at this step:
                %s

                %s

                Write what comes after the kept steps, so that both together are a complete and correct solution: the \
                wrong step corrected, then the rest of the student's solution with the fewest changes that make it right. \
                Keep the student's approach, wording, notation and line breaks wherever they can stay, and the way the \
                final answer is written. Do not repeat the kept steps. Write the continuation and nothing else."""
                                        .formatted(
                                                answer.text(),
                                                steps.steps()
                                                        .get(firstWrong - 1)
                                                        .strip(),
                                                kept)));
    }

    private static String given(WrongAnswer answer) {
        return "Question:\n" + answer.question().getText() + "\n\nA correct solution:\n" + answer.reference();
    }
}
