package dev.errata.ops.cli.demo;

import dev.errata.ops.arithmetic.recipes.QuestionSet;
import dev.errata.ops.arithmetic.recipes.QuestionSets;
import dev.errata.ops.cli.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

    /** Writes them where they are missing. */
    void write() {
        if (Files.exists(training()) && Files.exists(heldOut())) {
            return;
        }
        try {
            QuestionSets.demo().write(folder);
        } catch (IOException cause) {
            throw new CommandFailed("The questions cannot be written: " + cause.getMessage() + ".", cause);
        }
    }
}
