package dev.errata.evaluator.grading;

/** The judge did not answer in time; the message is one sentence that says what to do. */
public final class VerdictsMissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception for a number of missing verdicts. */
    public VerdictsMissingException(String message) {
        super(message);
    }
}
