package dev.errata.policy.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnouncedWeightsTest {

    /** SHA-256 of "abc", from FIPS 180-2, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void weightsThatMatchTheAnnouncementAreReturnedAsTheirFolder() throws IOException {
        Files.writeString(folder.resolve("model.safetensors"), "abc");

        assertThat(new AnnouncedWeights(folder.toUri().toString(), ABC, 3).verified())
                .isEqualTo(folder);
        assertThat(new AnnouncedWeights(folder.toString(), ABC, 3).verified()).isEqualTo(folder);
    }

    @Test
    void anotherSizeAnotherChecksumAndAMissingFileAreRefusedInOneSentence() throws IOException {
        String uri = folder.toUri().toString();
        assertRefused(new AnnouncedWeights(uri, ABC, 3), "no weights at");

        Files.writeString(folder.resolve("model.safetensors"), "abd");
        assertRefused(new AnnouncedWeights(uri, ABC, 4), "3 bytes instead of the 4");
        assertRefused(new AnnouncedWeights(uri, ABC, 3), "checksum");
        assertRefused(new AnnouncedWeights("file:relative", ABC, 3), "not a local folder");
    }

    private static void assertRefused(AnnouncedWeights weights, String sentence) {
        assertThatThrownBy(weights::verified)
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageContaining(sentence);
    }
}
