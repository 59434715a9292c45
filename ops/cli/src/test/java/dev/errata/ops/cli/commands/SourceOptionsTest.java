package dev.errata.ops.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.sources.SourceChange;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.sources.Sources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The options of {@code errata sources set}. */
class SourceOptionsTest {

    private static final SourceSettings DEFAULTS = Sources.defaults("gsm8k");

    @Test
    void whatIsNotGivenStays() {
        SourceSettings own = applied(
                DEFAULTS,
                "--weight=2.5",
                "--priority=-1",
                "--passes=3",
                "--shuffle=-7",
                "--answers=8",
                "--task=math",
                "--template=Q: {question}",
                "--limit=500",
                "--map=text=question",
                "--skip-always-right=2",
                "--skip-never-right=3",
                "--recheck-every=5");
        assertThat(applied(own)).isEqualTo(own);
        assertThat(own)
                .isEqualTo(SourceSettings.newBuilder(DEFAULTS)
                        .setWeight(2.5)
                        .setPriority(-1)
                        .setPasses(3)
                        .setShuffleSeed(-7L)
                        .setAnswersPerQuestion(8)
                        .setTask("math")
                        .setTemplate("Q: {question}")
                        .setLimit(500L)
                        .setFields(Map.of("text", "question"))
                        .setSkipAlwaysRight(2)
                        .setSkipNeverRight(3)
                        .setRecheckEvery(5)
                        .build());
    }

    @Test
    void theWordsForNoneGiveTheDefaultsBack() {
        SourceSettings own =
                applied(DEFAULTS, "--shuffle=7", "--answers=8", "--task=math", "--template={question}", "--limit=5");
        assertThat(applied(
                        own, "--shuffle=off", "--answers=default", "--task=default", "--template=none", "--limit=none"))
                .isEqualTo(DEFAULTS);
    }

    @Test
    void passesAreANumberOrForever() {
        assertThat(applied(DEFAULTS, "--passes=forever").getPasses()).isZero();
        assertThat(applied(DEFAULTS, "--passes=7").getPasses()).isEqualTo(7);
    }

    @Test
    void namesOfFieldsAreAddedAndRemovedOneByOne() {
        SourceSettings own = applied(DEFAULTS, "--map=text=question", "--map=gold=a.b");
        assertThat(own.getFields()).isEqualTo(Map.of("text", "question", "gold", "a.b"));
        assertThat(applied(own, "--map=gold=", "--map=id=key").getFields())
                .isEqualTo(Map.of("text", "question", "id", "key"));
    }

    @ParameterizedTest
    @CsvSource({
        "--passes=0, '--passes is 0: give 1 or more, or forever.'",
        "--passes=often, '--passes is ''often'': give a whole number, or forever.'",
        "--shuffle=on, '--shuffle is ''on'': give a whole number, or off.'",
        "--answers=1.5, '--answers is ''1.5'': give a whole number, or default.'",
        "--limit=all, '--limit is ''all'': give a whole number, or none.'",
        "--map=answer=x, '--map names the field ''answer'': give one of id, text, gold, task and reference.'"
    })
    void aValueOfTheWrongFormIsNamed(String option, String message) {
        assertThatThrownBy(() -> applied(DEFAULTS, option))
                .isInstanceOf(CommandFailed.class)
                .hasMessage(message);
    }

    @Test
    void aChangeNamesWhatDiffersBeforeAndAfter() {
        SourceSettings after = applied(DEFAULTS, "--weight=2", "--passes=forever", "--limit=10", "--map=text=question");
        assertThat(new SourceChange(DEFAULTS, after).lines())
                .isEqualTo(List.of(
                        "weight 1 -> 2", "passes 1 -> forever", "limit none -> 10", "map none -> {text=question}"));
        assertThat(new SourceChange(after, after).isNone()).isTrue();
    }

    private static SourceSettings applied(SourceSettings before, String... options) {
        SourceOptions parsed = new SourceOptions();
        new CommandLine(new Holder(parsed)).parseArgs(options);
        return parsed.applied(before);
    }

    /** A command with these options only. */
    @CommandLine.Command
    private static final class Holder {

        @CommandLine.Mixin
        private final SourceOptions options;

        Holder(SourceOptions options) {
            this.options = options;
        }
    }
}
