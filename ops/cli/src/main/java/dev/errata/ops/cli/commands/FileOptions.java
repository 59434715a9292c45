package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.importing.QuestionInputs;
import dev.errata.schemas.Question;
import dev.errata.tasks.questions.FormatOptions;
import dev.errata.tasks.questions.QuestionFormat;
import dev.errata.tasks.questions.layouts.Subjects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files of questions that a command reads, and how. */
final class FileOptions {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = {
                "Format of the files: ${COMPLETION-CANDIDATES}.",
                "auto recognizes it by content and name. Default: ${DEFAULT-VALUE}."
            })
    private QuestionFormat format = QuestionFormat.auto;

    @Option(
            names = "--map",
            paramLabel = "FIELD=COLUMN",
            split = ",",
            description = "Column of a field that has another name in the files, for example "
                    + "text=prompt,gold=label. A point leads into a nested object. Repeatable.")
    private Map<String, String> fields = new LinkedHashMap<>();

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "Task of questions that name none; it says which rule judges them. Default: that of the "
                    + "format, gsm8k for jsonl, csv and parquet.")
    private @Nullable String task;

    @Option(
            names = "--subjects",
            paramLabel = "LIST",
            description = "Subjects of MMLU, with commas between them, or all. Default: the five of mathematics.")
    private @Nullable String subjects;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Question files, folders of them, or - for standard input. Compressed ones are unpacked.")
    private List<Path> files = new ArrayList<>();

    QuestionInputs inputs() {
        return new QuestionInputs(files, System.in);
    }

    FormatOptions format(String source) {
        boolean plain = format.name().matches("auto|jsonl|csv|parquet");
        for (String field : fields.keySet()) {
            if (plain && Question.getClassSchema().getField(field) == null) {
                throw new CommandFailed(
                        "--map " + field + "=" + fields.get(field) + ": a question has no field '" + field
                                + "'. Map text, gold, id, reference, task or ask; columns of a benchmark need its"
                                + " --format.");
            }
        }
        return FormatOptions.of(source)
                .withFormat(format)
                .withFields(fields)
                .withTask(task)
                .withSubjects(subjects == null ? Subjects.MATHS : Subjects.of(subjects));
    }
}
