package dev.errata.actors.rollouts;

/**
 * The broker does not confirm how a transaction ended. Its producer can do nothing else then, so this process cannot
 * continue. The next process of the same actor ends the transaction first, and starts after its offsets if it was
 * committed.
 */
public final class UnfinishedTransactionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfinishedTransactionException(String how, int attempts, Throwable cause) {
        super(
                "The broker did not confirm the " + how + " of a batch in " + attempts + " attempts ("
                        + cause.getMessage()
                        + "): check that it is up, raise errata.client.\"max.block.ms\" if it is only slow, and"
                        + " start this actor again; no question is lost or answered twice.",
                cause);
    }
}
