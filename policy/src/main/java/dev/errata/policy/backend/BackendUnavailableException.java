package dev.errata.policy.backend;

/** The native library of a backend cannot be loaded; the message is one sentence that says what to do. */
public final class BackendUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message states what is wrong and what to do. */
    public BackendUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
