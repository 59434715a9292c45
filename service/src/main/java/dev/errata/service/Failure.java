package dev.errata.service;

import java.io.UncheckedIOException;
import java.util.ConcurrentModificationException;

/** Says in one sentence what ended a service. */
public final class Failure {

    private static final String STREAMS_WRAPPERS = "org.apache.kafka.streams.errors.";

    private Failure() {}

    /** The message of the exception that says most; its class too where the message alone says too little. */
    public static String sentence(Throwable failure) {
        Throwable cause = withoutWrappers(failure);
        String message = cause.getMessage();
        // An error's message alone may be as short as "Java heap space".
        if (message == null || message.isBlank() || isUnexpected(cause)) {
            return cause.toString();
        }
        // The operating system knows whether a disk is full.
        return message + (cause instanceof UncheckedIOException ? " (" + cause.getCause() + ")" : "");
    }

    /** Whether only a stack trace explains it: an error of the virtual machine, or a bug. */
    public static boolean isUnexpected(Throwable failure) {
        return failure instanceof Error
                || failure instanceof NullPointerException
                || failure instanceof ClassCastException
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof ArithmeticException
                || failure instanceof UnsupportedOperationException
                || failure instanceof ConcurrentModificationException;
    }

    /** Kafka Streams wraps what went wrong: the first exception that is not its own says what did. */
    private static Throwable withoutWrappers(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getClass().getName().startsWith(STREAMS_WRAPPERS)) {
            cause = cause.getCause();
        }
        return cause;
    }
}
