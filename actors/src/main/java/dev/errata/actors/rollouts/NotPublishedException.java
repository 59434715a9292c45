package dev.errata.actors.rollouts;

/** A transaction was aborted: the log holds nothing of it, and the same questions may be answered again. */
public final class NotPublishedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotPublishedException(String message, Throwable cause) {
        super(message, cause);
    }
}
