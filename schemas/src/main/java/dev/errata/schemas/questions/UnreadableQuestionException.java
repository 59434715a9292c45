package dev.errata.schemas.questions;

import dev.errata.schemas.DeadLetterReason;

/** Bytes that are not a question; the message is one sentence that says what to do. */
public final class UnreadableQuestionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final DeadLetterReason reason;

    /** Says what is wrong, with the reason under which the record is to be set aside. */
    public UnreadableQuestionException(DeadLetterReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why the record is to be set aside. */
    public DeadLetterReason reason() {
        return reason;
    }
}
