package dev.errata.ops.cli.experiment;

import dev.errata.evaluator.benchmark.HeldOut;
import dev.errata.ops.arithmetic.recipes.QuestionSets;
import dev.errata.ops.cli.CommandFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** The sets of questions that an experiment measures, by name. */
final class MeasuredSets {

    private MeasuredSets() {}

    /** Writes the sets to a folder and reads them, in the order of their names. */
    static List<HeldOut> of(List<String> names, Path folder) {
        try {
            QuestionSets.demo().write(folder);
        } catch (IOException cause) {
            throw new CommandFailed("Cannot write questions to " + folder + ": " + cause.getMessage() + ".", cause);
        }
        return names.stream()
                .map(name -> HeldOut.read(folder.resolve(name + ".jsonl"), name, OptionalInt.empty()))
                .toList();
    }
}
