package dev.errata.ops.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.rewardmodel.teachers.Teacher;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class TeacherOptionsTest {

    private final Data data = new Data();
    private final CommandLine command = new CommandLine(data);

    @Command(name = "data")
    private static final class Data {

        @Mixin
        private final TeacherOptions teacher = new TeacherOptions();
    }

    @Test
    void aPlugInOnTheClassPathIsFoundByItsName() throws IOException {
        command.parseArgs("--teacher", "arithmetic");
        try (Teacher teacher = data.teacher.open(Path.of("nowhere"), "cpu", Path.of("nowhere"))) {
            assertThat(teacher.name()).isEqualTo("arithmetic");
        }
        assertThat(data.teacher.batch()).isEqualTo(64);
    }

    @Test
    void aTeacherIsFoundWhateverTheCaseOfItsName() throws IOException {
        command.parseArgs("--teacher", "Arithmetic");
        try (Teacher teacher = data.teacher.open(Path.of("nowhere"), "cpu", Path.of("nowhere"))) {
            assertThat(teacher.name()).isEqualTo("arithmetic");
        }
    }

    @Test
    void anUnknownTeacherIsRefusedWithTheKnownNames() {
        assertThatThrownBy(() -> command.parseArgs("--teacher", "nobody"))
                .isInstanceOf(ParameterException.class)
                .hasMessage("Invalid value for option '--teacher': expected one of [http, policy, arithmetic]"
                        + " (case-insensitive) but was 'nobody'");
    }

    @Test
    void helpListsTheBuiltInTeachersAndThePlugIns() {
        assertThat(command.getUsageMessage().replaceAll("\\s+", " "))
                .contains("The teacher, which rewrites the wrong answers: http, policy, arithmetic.");
    }
}
