package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.tasks.arithmetic.Form;
import dev.errata.tasks.arithmetic.Grade;
import dev.errata.tasks.arithmetic.recipes.QuestionSet;
import dev.errata.tasks.arithmetic.recipes.QuestionSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code errata questions make}: writes a set of arithmetic questions. */
@Command(
        name = "make",
        description = {
            "Write a set of arithmetic questions as JSON lines; the same options always give the same questions.",
            "Sets share no question, except that unseen-form is the held-out set written in another form. A smaller "
                    + "set is the beginning of a larger one. The files are for 'evaluate --file', "
                    + "'questions import --format jsonl' and evaluator.also.<name>."
        })
public final class MakeQuestionsCommand implements Callable<Integer> {

    @Option(
            names = "--set",
            required = true,
            paramLabel = "SET",
            description =
                    "training, tuning (to choose settings on), held-out, harder (more operations) or unseen-form.")
    private QuestionSet set = QuestionSet.TRAINING;

    @Option(
            names = "--grade",
            paramLabel = "GRADE",
            description = {
                "demo: 3 or 4 operations; longer: 4 to 6; larger: 3 to 5, numbers to 20, values to 99.",
                "Default: longer for the harder set, demo for the others."
            })
    private @Nullable Grade grade;

    @Option(
            names = "--form",
            paramLabel = "FORM",
            description = {
                "plain: 4*2+8; signed: +4*2+8; words: four times two plus eight.",
                "Default: signed for the unseen-form set, plain for the others."
            })
    private @Nullable Form form;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Number of questions. Default: training 2000, tuning and harder 1000, held-out and "
                    + "unseen-form 1024.")
    private @Nullable Integer count;

    @Option(names = "--out", paramLabel = "FILE", description = "File to write. Default: standard output.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        int questions = count == null ? set.usualCount() : count;
        if (questions < 1) {
            throw new CommandFailed("--count is " + questions + ": give at least 1.");
        }
        QuestionSets sets = QuestionSets.of(grade == null ? set.usualGrade() : grade);
        List<String> lines;
        try {
            lines = set.lines(sets, questions, form == null ? set.usualForm() : form);
        } catch (IllegalArgumentException | IllegalStateException tooMany) {
            throw new CommandFailed(String.valueOf(tooMany.getMessage()), tooMany);
        }
        if (out == null) {
            lines.forEach(System.out::println);
            return 0;
        }
        try {
            Files.write(out, lines);
        } catch (IOException cause) {
            throw new CommandFailed(
                    "The questions cannot be written to " + out + ": give a file in an existing folder.", cause);
        }
        System.out.println("wrote " + questions + " questions to " + out);
        return 0;
    }
}
