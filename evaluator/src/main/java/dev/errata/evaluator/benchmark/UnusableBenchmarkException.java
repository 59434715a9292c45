package dev.errata.evaluator.benchmark;

/** Held-out questions that cannot be used; the message is one sentence that says what to change. */
public final class UnusableBenchmarkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the sentence. */
    public UnusableBenchmarkException(String message) {
        super(message);
    }
}
