package dev.errata.ops.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.ops.cli.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state folder keeps the number of training questions that it was started with. */
class QuestionFilesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void fewerTrainingQuestionsAreThePrefixOfMoreAndTheHeldOutSetIsTheSame() throws IOException {
        QuestionFiles usual = files("usual");
        usual.write(OptionalInt.empty());
        QuestionFiles few = files("few");
        few.write(OptionalInt.of(200));
        List<String> all = Files.readAllLines(usual.training());
        assertThat(all).hasSize(2_000);
        assertThat(Files.readAllLines(few.training())).isEqualTo(all.subList(0, 200));
        assertThat(few.heldOut()).hasSameTextualContentAs(usual.heldOut());
    }

    @Test
    void aStateFolderKeepsItsNumberOfQuestionsAndRefusesADifferentOne() throws IOException {
        QuestionFiles files = files("few");
        files.write(OptionalInt.of(50));
        files.write(OptionalInt.of(50));
        files.write(OptionalInt.empty());
        assertThat(Files.readAllLines(files.training())).hasSize(50);
        assertThatThrownBy(() -> files.write(OptionalInt.of(60)))
                .isInstanceOf(CommandFailed.class)
                .hasMessage("This state folder was started with 50 training questions: give --questions 50, or "
                        + "start over with"
                        + " --fresh.");
    }

    private QuestionFiles files(String name) {
        return new QuestionFiles(folder.resolve(name));
    }
}
