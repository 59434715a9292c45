package dev.errata.rewardmodel.judge;

/** A verifier gave no rating of an answer; the message is one sentence that says why. */
public final class VerifierFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure with its reason. */
    public VerifierFailedException(String message) {
        super(message);
    }
}
