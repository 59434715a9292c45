package dev.errata.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeVersionTest {

    @Test
    void aFolderWithoutACheckoutHasOnlyTheVersionNumber(@TempDir Path home) throws IOException {
        assertThat(CodeVersion.of(new Installation(home))).isEqualTo("0.1.0");
        Files.createDirectories(home.resolve(".git"));
        assertThat(CodeVersion.of(new Installation(home))).isEqualTo("0.1.0");
    }

    /** If this code is not a checkout, or git is missing, there is only the number. */
    @Test
    void aCheckoutHasItsCommitInTheVersion() {
        assertThat(CodeVersion.of(new Installation(Path.of("../..")))).matches("0\\.1\\.0( [0-9a-f]{12}(-dirty)?)?");
    }
}
