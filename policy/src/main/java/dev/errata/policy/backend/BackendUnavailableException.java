package dev.errata.policy.backend;

/** The native library of a backend cannot be loaded; the message is one sentence that says what to do. */
public final class BackendUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** States what is wrong and what to do, with the cause. */
    public BackendUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
