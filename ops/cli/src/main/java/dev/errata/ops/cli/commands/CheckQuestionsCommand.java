package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.importing.ImportReport;
import dev.errata.ops.cli.importing.KnownQuestions;
import dev.errata.ops.cli.importing.QuestionImport;
import dev.errata.ops.cli.importing.QuestionInputs;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code errata questions check}: reads question files and lists all that is wrong with them. */
@Command(
        name = "check",
        description = {
            "Check files of questions as an import would, and list every record that it would refuse.",
            "It needs no broker, so it does not know which questions are on a topic already."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every record is a question that can be imported",
            "1:there is no file, or no question in the files",
            "2:the command line is wrong",
            "3:some records would be refused"
        })
public final class CheckQuestionsCommand implements Callable<Integer> {

    private static final String SOURCE = "check";

    @Mixin
    private FileOptions files = new FileOptions();

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        try (QuestionInputs inputs = files.inputs();
                ImportReport report = new ImportReport(null, refused -> {
                    if (!json) {
                        System.out.println(refused.place() + ": " + refused.reason());
                    }
                })) {
            var choices = new QuestionImport.Choices(false, Long.MAX_VALUE, bytes -> {});
            QuestionImport sink = new QuestionImport(new KnownQuestions(), report, question -> {}, choices);
            inputs.read(files.format(SOURCE), sink, report);
            report.taken(sink.published(), sink.same(), sink.replaced());
            if (json) {
                System.out.println(report.json(SOURCE, false));
            } else {
                report.formats().forEach((file, format) -> System.out.println(file + ": format " + format));
                System.out.println(report.checked());
            }
            report.nothingRead().ifPresent(System.err::println);
            return report.exitCode();
        }
    }
}
