package dev.errata.rewardmodel.teachers.chat;

import java.util.Locale;
import java.util.Optional;

/**
 * Tokens used and set aside. The limit is never passed: a request is sent only if it fits even at its most expensive, a
 * token for each byte of its prompt and as many as it may at most be answered with. Thread-safe.
 */
final class Spending {

    private final SpendingLimit limit;
    private long in;
    private long out;
    private long asideIn;
    private long asideOut;

    Spending(SpendingLimit limit) {
        this.limit = limit;
    }

    /**
     * The most that a request can use.
     *
     * @param in tokens read
     * @param out tokens written
     */
    record Most(long in, long out) {}

    /** Sets the most that a request can use aside, once that fits beside the others; or says why it must not be sent. */
    synchronized Optional<String> setAside(Most most) {
        while (!limit.allows(in + asideIn + most.in(), out + asideOut + most.out())) {
            if (!limit.allows(in + most.in(), out + most.out())) {
                return Optional.of("The limit on what the teacher may use is reached (" + used()
                        + "): raise --max-tokens-spent or --max-cost and run again with the same --out.");
            }
            try {
                wait();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return Optional.of("The teacher was interrupted.");
            }
        }
        asideIn += most.in();
        asideOut += most.out();
        return Optional.empty();
    }

    /** What became of a request whose most had been set aside. */
    synchronized void settle(Most most, long usedIn, long usedOut) {
        asideIn -= most.in();
        asideOut -= most.out();
        add(usedIn, usedOut);
        notifyAll();
    }

    /** Counts what an earlier run used. */
    synchronized void add(long usedIn, long usedOut) {
        in += usedIn;
        out += usedOut;
    }

    /** What was used, for people. */
    synchronized String used() {
        String tokens = String.format(Locale.ROOT, "%,d tokens", in + out);
        double cost = limit.cost(in, out);
        return cost == 0 ? tokens : tokens + String.format(Locale.ROOT, ", %.2f spent", cost);
    }
}
