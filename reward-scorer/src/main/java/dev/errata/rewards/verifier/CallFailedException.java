package dev.errata.rewards.verifier;

/** A request to a verifier had no reply that can be read; the message says why, without any secret. */
final class CallFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean busy;

    private CallFailedException(String message, boolean busy) {
        super(message);
        this.busy = busy;
    }

    /** The verifier may be down, or may be unable to read this request. */
    static CallFailedException because(String why) {
        return new CallFailedException(why, false);
    }

    /** The verifier asks to wait. */
    static CallFailedException busy(String why) {
        return new CallFailedException(why, true);
    }

    /** Whether the verifier asked to wait, whatever the request was. */
    boolean isBusy() {
        return busy;
    }
}
