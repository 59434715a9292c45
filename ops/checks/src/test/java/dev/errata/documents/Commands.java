package dev.errata.documents;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Finds command lines of {@code ops/errata} in documents and comments whose subcommand or option does not exist. Words
 * in capitals, an ellipsis, and words in brackets or angle brackets may stand for anything.
 */
final class Commands {

    private static final String VARIABLES = "(?:[A-Z_]+=\\S+\\s+)*";

    /** A command in a code span or between quotes; a span may go on in the next line. */
    private static final Pattern SPAN = Pattern.compile("(?:`|\\{@code\\s+)" + VARIABLES
            + "(?:ops/)?errata\\s(?<span>[^`}]*?)[`}]|'(?:ops/)?errata (?<quoted>[^'\n]*)'");

    /** A command on a line of its own. */
    private static final Pattern LINE = Pattern.compile("(?m)^[ \t$]*" + VARIABLES + "ops/errata (?<line>[^`\n]*)$");

    private static final Pattern CONTINUED = Pattern.compile("\\\\\n");
    private static final Pattern END = Pattern.compile("[|;&>]|&&|\\|\\||#.*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\.\\.\\.|…|<.*>|\\[.*|\\$.*|[A-Z][A-Z_]*");
    private static final Pattern OPTION = Pattern.compile("(--[a-z][\\w-]*)(?:[=.,\\]].*)?");

    private final CommandSpec errata;

    Commands(CommandSpec errata) {
        this.errata = errata;
    }

    /** The command lines of the document that cannot be run, each with its place and the word that is wrong. */
    Stream<String> unknownIn(Document document) {
        String lines = document.isMarkdown() ? code(document.text()) : document.prose();
        String continued = CONTINUED.matcher(lines).replaceAll("  ");
        return Stream.concat(in(document, SPAN, document.prose()), in(document, LINE, continued));
    }

    private Stream<String> in(Document document, Pattern pattern, String text) {
        return Document.matches(pattern, text).flatMap(found -> {
            String arguments = found.group(1) == null ? found.group(found.groupCount()) : found.group(1);
            return unknown(List.of(arguments.strip().split("\\s+")))
                    .map(word -> document.place(found.start()) + ": " + word)
                    .stream();
        });
    }

    private static String code(String page) {
        return new MarkdownPage(page)
                .lines().stream()
                        .map(line -> line.isCode()
                                ? line.text()
                                : " ".repeat(line.text().length()))
                        .collect(Collectors.joining("\n"));
    }

    private Optional<String> unknown(List<String> words) {
        CommandSpec command = errata;
        boolean naming = true;
        for (String word : words) {
            if (END.matcher(word).matches()) {
                return Optional.empty();
            }
            var option = OPTION.matcher(word);
            naming &= !PLACEHOLDER.matcher(word).matches();
            if (option.matches()) {
                if (!knows(command, option.group(1))) {
                    return Optional.of("'" + command.qualifiedName() + "' has no option " + option.group(1));
                }
            } else if (naming && !command.subcommands().isEmpty()) {
                List<String> names = List.of(word.split("[|,.]", -1));
                CommandLine first = command.subcommands().get(names.get(0));
                if (first == null || !command.subcommands().keySet().containsAll(written(names))) {
                    return Optional.of("'" + command.qualifiedName() + "' has no command " + word);
                }
                command = first.getCommandSpec();
            } else {
                naming = false;
            }
        }
        return Optional.empty();
    }

    /** Names without the empty one that a full stop behind the last leaves. */
    private static List<String> written(List<String> names) {
        return names.stream().filter(name -> !name.isEmpty()).toList();
    }

    /** Whether the command has the option, or one of its subcommands where only the group is named. */
    private static boolean knows(CommandSpec command, String option) {
        return command.findOption(option) != null
                || command.subcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .anyMatch(subcommand -> knows(subcommand, option));
    }
}
