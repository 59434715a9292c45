package dev.errata.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class FailureSentenceTest {

    @Test
    void theMessageOfAnExceptionIsTheSentence() {
        assertThat(FailureSentence.of(new IllegalStateException("Start the broker.", new IOException("refused"))))
                .isEqualTo("Start the broker.");
    }

    @Test
    void aFileFailureAlsoGivesTheReasonOfTheOperatingSystem() {
        assertThat(FailureSentence.of(
                        new UncheckedIOException("w cannot be written.", new IOException("No space left on device"))))
                .isEqualTo("w cannot be written. (java.io.IOException: No space left on device)");
    }

    @Test
    void anErrorOrABugIsNamedByItsClass() {
        assertThat(FailureSentence.of(new OutOfMemoryError("Java heap space")))
                .isEqualTo("java.lang.OutOfMemoryError: Java heap space");
        assertThat(FailureSentence.of(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
        assertThat(FailureSentence.isUnexpected(new NullPointerException("x"))).isTrue();
        assertThat(FailureSentence.isUnexpected(new IllegalStateException("x"))).isFalse();
    }
}
