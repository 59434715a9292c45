package dev.errata.policy.network;

/** PyTorch's native library cannot be loaded; the message is one sentence that says what to do. */
public final class EngineUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong and what to do, with the cause. */
    public EngineUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
