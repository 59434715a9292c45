package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.tasks.arithmetic.recipes.QuestionSet;
import dev.errata.tasks.arithmetic.recipes.QuestionSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * The question sets of a demo, as JSON lines in its state folder. They share no question with one another or with the
 * training data of the models.
 *
 * @param folder where they are
 */
record QuestionFiles(Path folder) {

    /** Source of the training questions, which names their topic. */
    static final String SOURCE = "arithmetic";

    static QuestionFiles in(StateFolder state) {
        return new QuestionFiles(state.part("questions"));
    }

    /** The questions that the actors answer. */
    Path training() {
        return folder.resolve(QuestionSet.TRAINING.file());
    }

    /** The questions that the evaluator asks. */
    Path heldOut() {
        return folder.resolve(QuestionSet.HELD_OUT.file());
    }

    /**
     * Writes further sets to measure and returns their files, by name.
     *
     * @throws CommandFailed if they cannot be written
     */
    Map<String, Path> also(Set<QuestionSet> sets) {
        Map<String, Path> files = new TreeMap<>();
        for (QuestionSet set : sets) {
            Path file = folder.resolve(set.file());
            try {
                set.write(file);
            } catch (IOException cause) {
                throw new CommandFailed("The questions cannot be written: " + cause.getMessage() + ".", cause);
            }
            files.put(set.toString(), file);
        }
        return files;
    }

    /**
     * Writes them where they are missing.
     *
     * @param count number of training questions; empty for that of the existing files, or else the default
     * @throws CommandFailed if the existing files hold another number, since those are on the log already
     */
    void write(OptionalInt count) {
        try {
            if (Files.exists(training()) && Files.exists(heldOut())) {
                int there = Files.readAllLines(training()).size();
                if (count.orElse(there) != there) {
                    throw new CommandFailed("This state folder was started with " + there
                            + " training questions: give --questions " + there + ", or start over with --fresh.");
                }
                return;
            }
            QuestionSets demo = QuestionSets.demo();
            demo.withTraining(count.orElse(demo.training())).write(folder);
        } catch (IOException cause) {
            throw new CommandFailed("The questions cannot be written: " + cause.getMessage() + ".", cause);
        }
    }
}
