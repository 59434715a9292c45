package dev.errata.schemas.questions;

import dev.errata.schemas.DeadLetterReason;

/** Bytes that are not a question. The message is one sentence that says what to do. */
public final class UnreadableQuestionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final DeadLetterReason reason;

    /** An error with the reason of the dead letter. */
    public UnreadableQuestionException(DeadLetterReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** The reason of the dead letter. */
    public DeadLetterReason reason() {
        return reason;
    }
}
