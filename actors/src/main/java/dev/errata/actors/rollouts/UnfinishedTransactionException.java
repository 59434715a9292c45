package dev.errata.actors.rollouts;

/**
 * The broker does not say how a transaction ended. This process cannot go on, because its producer can do nothing else; the
 * next process of the same actor has the transaction settled first, and begins after its offsets if it was committed.
 */
public final class UnfinishedTransactionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfinishedTransactionException(String how, int attempts, Throwable cause) {
        super(
                "The broker did not confirm the " + how + " of a batch in " + attempts + " attempts ("
                        + cause.getMessage()
                        + "): look whether it is up, raise errata.client.\"max.block.ms\" if it is only slow, and start this"
                        + " actor again; no question is lost or answered twice.",
                cause);
    }
}
