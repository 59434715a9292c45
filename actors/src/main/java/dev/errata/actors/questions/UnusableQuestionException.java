package dev.errata.actors.questions;

import dev.errata.schemas.DeadLetterReason;

/** A record that cannot be answered, with its reason and one sentence that says what to change. */
final class UnusableQuestionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final DeadLetterReason reason;

    UnusableQuestionException(DeadLetterReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    DeadLetterReason reason() {
        return reason;
    }
}
