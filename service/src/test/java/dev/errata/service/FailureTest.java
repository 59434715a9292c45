package dev.errata.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void aMessageIsTheSentence() {
        assertThat(Failure.sentence(new IllegalStateException("Start the broker.", new IOException("refused"))))
                .isEqualTo("Start the broker.");
    }

    @Test
    void aFileFailureAlsoGivesTheReasonOfTheOperatingSystem() {
        assertThat(Failure.sentence(
                        new UncheckedIOException("w cannot be written.", new IOException("No space left on device"))))
                .isEqualTo("w cannot be written. (java.io.IOException: No space left on device)");
    }

    @Test
    void anErrorOrABugIsNamedByItsClass() {
        assertThat(Failure.sentence(new OutOfMemoryError("Java heap space")))
                .isEqualTo("java.lang.OutOfMemoryError: Java heap space");
        assertThat(Failure.sentence(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
        assertThat(Failure.isUnexpected(new NullPointerException("x"))).isTrue();
        assertThat(Failure.isUnexpected(new IllegalStateException("x"))).isFalse();
    }
}
