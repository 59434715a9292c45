package dev.errata.tasks.arithmetic.recipes;

import dev.errata.tasks.arithmetic.ArithmeticQuestion;
import dev.errata.tasks.arithmetic.Difficulty;
import dev.errata.tasks.arithmetic.Grade;
import dev.errata.tasks.arithmetic.QuestionGenerator;
import dev.errata.tasks.arithmetic.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The sets of questions of one seed; no two of these four share a question.
 *
 * @param difficulty size of the questions
 * @param seed seed of all sets
 * @param warmUp questions whose worked solutions the start policy learns
 * @param training questions that the loop asks
 * @param rewardModel questions that the reward model learns from
 * @param heldOut questions that the evaluator asks
 */
public record QuestionSets(Difficulty difficulty, long seed, int warmUp, int training, int rewardModel, int heldOut) {

    /** Most questions of the held-out set; the tuning set begins behind them in the sequence of held-out questions. */
    static final int MOST_HELD_OUT = 2_000;

    /** Most questions of the tuning set. */
    static final int MOST_TUNING = 2_000;

    /** The sets of the demo. */
    public static QuestionSets demo() {
        return of(Grade.DEMO);
    }

    /** The sets of a grade, with their default sizes. */
    public static QuestionSets of(Grade grade) {
        return new QuestionSets(grade.difficulty(), 2026, 2_000, 2_000, 20_000, 1_024);
    }

    /** The same sets with another number of training questions; a smaller set is the beginning of a larger one. */
    public QuestionSets withTraining(int count) {
        return new QuestionSets(difficulty, seed, warmUp, count, rewardModel, heldOut);
    }

    /** The same sets with another number of held-out questions; a smaller set is the beginning of a larger one. */
    public QuestionSets withHeldOut(int count) {
        return new QuestionSets(
                difficulty, seed, warmUp, training, rewardModel, atMost(MOST_HELD_OUT, count, QuestionSet.HELD_OUT));
    }

    /** The questions of one split, always the same. */
    public List<ArithmeticQuestion> of(Split split) {
        int size =
                switch (split) {
                    case WARM_UP -> warmUp;
                    case TRAINING -> training;
                    case REWARD_MODEL -> rewardModel;
                    case HELD_OUT -> heldOut;
                };
        return first(size, split);
    }

    /**
     * The first questions of a set, always the same, in this difficulty; fewer of them are the beginning of more.
     *
     * <p>The splits keep training, warm-up and reward model apart from everything else. Held-out, tuning and harder set
     * share a split: the first two are two intervals of one sequence, and the harder one passes over both.
     *
     * @throws IllegalArgumentException if there are not as many
     */
    public List<ArithmeticQuestion> first(int count, QuestionSet set) {
        return switch (set) {
            case TRAINING -> first(count, Split.TRAINING);
            case HELD_OUT, UNSEEN_FORM -> first(atMost(MOST_HELD_OUT, count, set), Split.HELD_OUT);
            case TUNING ->
                first(MOST_HELD_OUT + atMost(MOST_TUNING, count, set), Split.HELD_OUT)
                        .subList(MOST_HELD_OUT, MOST_HELD_OUT + count);
            case HARDER -> {
                Set<String> known = new HashSet<>();
                new QuestionGenerator(Difficulty.demo(), Split.HELD_OUT, seed)
                        .distinct(MOST_HELD_OUT + MOST_TUNING, known);
                yield new QuestionGenerator(difficulty, Split.HELD_OUT, seed).distinct(count, known);
            }
        };
    }

    private List<ArithmeticQuestion> first(int count, Split split) {
        return new QuestionGenerator(difficulty, split, seed).distinct(count);
    }

    private static int atMost(int most, int count, QuestionSet set) {
        if (count > most) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "The %s set has at most %,d questions: ask for fewer than %,d.", set, most, count));
        }
        return count;
    }

    /** Writes the questions of the loop and of the evaluator as JSON lines. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        QuestionSet.TRAINING.write(folder.resolve(QuestionSet.TRAINING.file()), this, training);
        QuestionSet.HELD_OUT.write(folder.resolve(QuestionSet.HELD_OUT.file()), this, heldOut);
    }
}
