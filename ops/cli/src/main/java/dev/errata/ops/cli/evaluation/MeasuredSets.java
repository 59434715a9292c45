package dev.errata.ops.cli.evaluation;

import dev.errata.evaluator.benchmark.BenchmarkPlan;
import dev.errata.evaluator.benchmark.BenchmarkReader;
import dev.errata.evaluator.benchmark.MeasuredBenchmark;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.tasks.arithmetic.QuestionLines;
import dev.errata.tasks.arithmetic.recipes.QuestionSet;
import dev.errata.tasks.arithmetic.recipes.QuestionSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** The sets of questions that an experiment measures, by name. */
public final class MeasuredSets {

    private MeasuredSets() {}

    /** Writes the sets to a folder and reads them, in the given order. */
    public static List<MeasuredBenchmark> of(List<String> names, Path folder) {
        List<MeasuredBenchmark> written = new ArrayList<>();
        for (String name : names) {
            QuestionSet set = named(name);
            Path file = folder.resolve(set.file());
            try {
                Files.createDirectories(folder);
                QuestionSets sets = QuestionSets.of(set.usualGrade());
                Files.write(
                        file,
                        QuestionLines.of(name, sets.difficulty(), set.usualForm(), sets.first(set.usualCount(), set)));
            } catch (IOException cause) {
                throw new CommandFailed("Cannot write questions to " + file + ": " + cause.getMessage() + ".", cause);
            }
            written.add(BenchmarkReader.ofFiles().read(BenchmarkPlan.ofFile(name, file, OptionalInt.empty())));
        }
        return written;
    }

    private static QuestionSet named(String name) {
        return Arrays.stream(QuestionSet.values())
                .filter(set -> set.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailed(
                        "There is no set '" + name + "': choose from " + Arrays.toString(QuestionSet.values()) + "."));
    }
}
