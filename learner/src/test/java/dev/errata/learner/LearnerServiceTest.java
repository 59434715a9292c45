package dev.errata.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

class LearnerServiceTest {

    @Test
    void whatTheOperatingSystemSaidIsNotLost() {
        assertThat(LearnerService.sentence(new UncheckedIOException(
                        "Cannot write /weights/v3: is the disk full or read-only?",
                        new AccessDeniedException("/weights/v3"))))
                .isEqualTo("Cannot write /weights/v3: is the disk full or read-only?"
                        + " (java.nio.file.AccessDeniedException: /weights/v3)");
    }

    @Test
    void aSentenceThatSaysAllStaysAsItIs() {
        assertThat(LearnerService.sentence(new IllegalStateException("Stop.", new RuntimeException("why"))))
                .isEqualTo("Stop.");
    }
}
