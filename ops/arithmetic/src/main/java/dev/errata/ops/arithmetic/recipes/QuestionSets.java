package dev.errata.ops.arithmetic.recipes;

import dev.errata.ops.arithmetic.ArithmeticQuestion;
import dev.errata.ops.arithmetic.Difficulty;
import dev.errata.ops.arithmetic.QuestionGenerator;
import dev.errata.ops.arithmetic.QuestionLines;
import dev.errata.ops.arithmetic.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The sets of questions of one seed; no two of them share a question.
 *
 * @param difficulty what the questions look like
 * @param seed seed of all sets
 * @param warmUp questions whose worked solutions the start policy learns
 * @param training questions that the loop asks
 * @param rewardModel questions that the reward model learns from
 * @param heldOut questions that the evaluator asks
 */
public record QuestionSets(Difficulty difficulty, long seed, int warmUp, int training, int rewardModel, int heldOut) {

    /** Name of the file with the questions that the loop asks. */
    public static final String TRAINING_FILE = "training.jsonl";

    /** Name of the file with the questions that the evaluator asks. */
    public static final String HELD_OUT_FILE = "held-out.jsonl";

    /** The sets of the demo. */
    public static QuestionSets demo() {
        return new QuestionSets(Difficulty.demo(), 2026, 2_000, 2_000, 20_000, 1_024);
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
        return new QuestionGenerator(difficulty, split, seed).distinct(size);
    }

    /** Writes the questions of the loop and of the evaluator as JSON lines. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        QuestionLines.write(folder.resolve(TRAINING_FILE), Split.TRAINING, difficulty, of(Split.TRAINING));
        QuestionLines.write(folder.resolve(HELD_OUT_FILE), Split.HELD_OUT, difficulty, of(Split.HELD_OUT));
    }
}
