package dev.errata.actors.rollouts;

/** A transaction that was aborted: nothing of it is in the log, and the same questions may be answered again. */
public final class NotPublishedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotPublishedException(String message, Throwable cause) {
        super(message, cause);
    }
}
