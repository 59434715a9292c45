package dev.errata.policy.training;

/** A loss or gradient that is not finite; the message names the term. */
public final class DivergenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message names the term that is not finite. */
    public DivergenceException(String message) {
        super(message);
    }
}
