package dev.errata.ops.broker;

/** The broker cannot start; the message is one sentence that says what to do. */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }
}
