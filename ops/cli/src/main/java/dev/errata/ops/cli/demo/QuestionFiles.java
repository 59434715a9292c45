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
 * The questions of a demo, as JSON lines in its state folder; disjoint from one another and from what the models were
 * trained on.
 *
 * @param folder where they are
 */
record QuestionFiles(Path folder) {

    /** Source, and so the topic, of the training questions. */
    static final String SOURCE = "arithmetic";

    static QuestionFiles in(StateFolder state) {
        return new QuestionFiles(state.part("questions"));
    }

    /** What the actors are asked. */
    Path training() {
        return folder.resolve(QuestionSet.TRAINING.file());
    }

    /** What the evaluator asks. */
    Path heldOut() {
        return folder.resolve(QuestionSet.HELD_OUT.file());
    }

    /**
     * Further sets to measure, by name.
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
     * @param count number of training questions; the usual one, or that of the files which are there, where empty
     * @throws CommandFailed if the files are there with another number: how far the questions were asked is known from how
     *     many there are
     */
    void write(OptionalInt count) {
        try {
            if (Files.exists(training()) && Files.exists(heldOut())) {
                int there = Files.readAllLines(training()).size();
                if (count.orElse(there) != there) {
                    throw new CommandFailed("This state was begun with " + there
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
