package dev.errata.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The first page is short enough to be read. */
class ReadmeTest {

    private static final long MOST_BYTES = 8_192;

    @Test
    void theReadmeHas8192BytesAtMost() throws IOException {
        assertThat(Files.size(Repository.here().root().resolve("README.md")))
                .as("bytes of README.md: move details to docs/")
                .isLessThanOrEqualTo(MOST_BYTES);
    }
}
