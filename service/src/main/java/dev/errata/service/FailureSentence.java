package dev.errata.service;

import java.io.UncheckedIOException;

/** Describes in one sentence the failure that ended a service. */
final class FailureSentence {

    private static final String STREAMS_WRAPPERS = "org.apache.kafka.streams.errors.";

    private FailureSentence() {}

    /** The message of the most informative exception; with its class if the message alone is not enough. */
    static String of(Throwable failure) {
        Throwable cause = withoutWrappers(failure);
        String message = cause.getMessage();
        // An error's message alone may be as short as "Java heap space".
        if (message == null || message.isBlank() || isUnexpected(cause)) {
            return cause.toString();
        }
        // The operating system knows whether a disk is full.
        return message + (cause instanceof UncheckedIOException ? " (" + cause.getCause() + ")" : "");
    }

    /** Whether only a stack trace explains it: an error of the virtual machine, or an unforeseen exception. */
    static boolean isUnexpected(Throwable failure) {
        Throwable cause = withoutWrappers(failure);
        String type = cause.getClass().getName();
        return !(cause instanceof IllegalStateException
                || cause instanceof IllegalArgumentException
                || cause instanceof UncheckedIOException
                || type.startsWith("dev.errata.")
                || type.startsWith("org.apache.kafka."));
    }

    /** Kafka Streams wraps failures: the first exception that is not one of its own is the cause. */
    private static Throwable withoutWrappers(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getClass().getName().startsWith(STREAMS_WRAPPERS)) {
            cause = cause.getCause();
        }
        return cause;
    }
}
