package dev.errata.policy.weights;

import org.jspecify.annotations.Nullable;

/** A checkpoint folder that cannot be used; the message is one sentence that says what to do. */
public final class UnusableCheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message states what is wrong and what to do. */
    public UnusableCheckpointException(String message) {
        super(message);
    }

    /** Creates the exception with a cause; the message states what is wrong and what to do. */
    public UnusableCheckpointException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
