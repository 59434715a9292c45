package dev.errata.rewardmodel.teachers.chat;

import java.util.Locale;
import java.util.Optional;

/**
 * Tokens used and reserved. The limit is never exceeded: a request is sent only if it fits at its most expensive, which
 * is one token per byte of its prompt and a reply of the longest length. Thread-safe.
 */
final class Spending {

    private final SpendingLimit limit;
    private long in;
    private long out;
    private long reservedIn;
    private long reservedOut;

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

    /**
     * Reserves the most that a request can use, after a wait for others if needed; or returns why it must not be sent.
     */
    synchronized Optional<String> reserve(Most most) {
        while (!limit.allows(in + reservedIn + most.in(), out + reservedOut + most.out())) {
            if (!limit.allows(in + most.in(), out + most.out())) {
                return Optional.of("The teacher's spending limit is reached (" + used()
                        + "): raise --max-tokens-spent or --max-cost and run again with the same --out.");
            }
            try {
                wait();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return Optional.of("The teacher was interrupted.");
            }
        }
        reservedIn += most.in();
        reservedOut += most.out();
        return Optional.empty();
    }

    /** Replaces the reservation of a request by its actual use. */
    synchronized void settle(Most most, long usedIn, long usedOut) {
        reservedIn -= most.in();
        reservedOut -= most.out();
        add(usedIn, usedOut);
        notifyAll();
    }

    /** Counts tokens that were used. */
    synchronized void add(long usedIn, long usedOut) {
        in += usedIn;
        out += usedOut;
    }

    /** Tokens and cost so far, for people. */
    synchronized String used() {
        String tokens = String.format(Locale.ROOT, "%,d tokens", in + out);
        double cost = limit.cost(in, out);
        return cost == 0 ? tokens : tokens + String.format(Locale.ROOT, ", %.2f spent", cost);
    }
}
