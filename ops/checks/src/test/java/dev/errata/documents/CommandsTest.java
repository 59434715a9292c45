package dev.errata.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.ops.cli.commands.ErrataCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines in documents and comments can be run. */
class CommandsTest {

    private static final Commands COMMANDS =
            new Commands(ErrataCommand.commandLine().getCommandSpec());

    @Test
    void everyCommandThatIsNamedExists() {
        assertThat(Exempt.checked().flatMap(COMMANDS::unknownIn))
                .as("command lines that ops/errata does not understand")
                .isEmpty();
    }

    /** {@code ^} stands for the start of a new line, {@code %} for a backtick. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "MARKDOWN | use %ops/errata replay% for it                          | 'errata' has no command replay",
                "MARKDOWN | use %errata replay%                                     | 'errata' has no command replay",
                "MARKDOWN | %ops/errata bench dance --json%                         | 'errata bench' has no command dance",
                "MARKDOWN | %ops/errata demo --minuets 8%                           | 'errata demo' has no option --minuets",
                "MARKDOWN | %ops/errata demo --minutes 8^--repot x%                 | 'errata demo' has no option --repot",
                "MARKDOWN | %A=1 ops/errata demo --minuets=8%                       | 'errata demo' has no option --minuets",
                "MARKDOWN | %%%sh^ops/errata demo \\^    --minuets 8^%%%            | 'errata demo' has no option --minuets",
                "MARKDOWN | %%%^ops/errata audit && x^ops/errata adit^%%%           | 'errata' has no command adit",
                "MARKDOWN | %ops/errata bench ... --exprot FOLDER%                  | 'errata bench' has no option --exprot",
                "SLASHES  | /** See {@code ops/errata replay}. */                   | 'errata' has no command replay",
                "HASHES   | #   ops/errata replay                                   | 'errata' has no command replay",
                "PYTHON   | # what 'ops/errata replay' wrote                        | 'errata' has no command replay",
            })
    void aCommandThatDoesNotExistIsFound(Kind kind, String text, String found) {
        assertThat(COMMANDS.unknownIn(document(kind, text)))
                .singleElement()
                .asString()
                .endsWith(": " + found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MARKDOWN ! %ops/errata demo --minutes 8% and %ops/errata% alone",
                "MARKDOWN ! %ops/errata COMMAND --help%, %ops/errata ...%, %ops/errata <command>%",
                "MARKDOWN ! %ops/errata bench sample|train-step --shape FOLDER%",
                "MARKDOWN ! %ops/errata bench ... --export FOLDER%",
                "MARKDOWN ! %%%^ops/errata demo # --minuets is no option^%%%",
                "MARKDOWN ! %%%^ops/errata audit && other --minuets^%%%",
                "MARKDOWN ! %ops/errata demo --set learner.objective=grpo%",
                "MARKDOWN ! ops/errata starts everything",
                "SLASHES  ! String s = ~`ops/errata replay`~;",
            })
    void aCommandThatExistsAndTextThatIsNoCommandAreAllowed(String line) {
        String[] parts = line.split("\\s*!\\s*", 2);
        assertThat(COMMANDS.unknownIn(document(Kind.valueOf(parts[0]), parts[1])))
                .isEmpty();
    }

    private static Document document(Kind kind, String text) {
        return new Document(
                "file", kind, text.replace('^', '\n').replace('%', '`').replace('~', '"'));
    }
}
