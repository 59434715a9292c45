package dev.errata.ops.bench.soak;

/**
 * Counts the turns of training and sampling. The kind that is ahead waits for the other, so that both run at the same
 * time from the first turn to the last. Thread-safe.
 */
final class SoakPace {

    /** The two kinds of work that run at the same time. */
    enum Kind {
        TRAINING,
        SAMPLING
    }

    /** Turns that a kind may be ahead of the other; enough that neither waits at every turn. */
    private static final int LEAD = 10;

    private final long[] planned;
    private final long deadline;
    private final long[] made = new long[Kind.values().length];
    private boolean stopped;

    /** A pace whose time starts now. */
    SoakPace(SoakPlan plan) {
        planned = new long[] {plan.steps(), plan.samples()};
        deadline = System.nanoTime() + plan.atMost().toNanos();
    }

    /** Turns made so far. */
    synchronized int made(Kind kind) {
        return (int) made[kind.ordinal()];
    }

    /** Waits while a kind is ahead of the other; false once it has no more turns. */
    synchronized boolean awaitTurn(Kind kind) throws InterruptedException {
        while (isAhead(kind) && !isOver(kind)) {
            wait(1_000);
        }
        return !isOver(kind);
    }

    /** Counts a turn and returns how many there are now. */
    synchronized int count(Kind kind) {
        notifyAll();
        return (int) ++made[kind.ordinal()];
    }

    /** Ends all turns. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    private boolean isOver(Kind kind) {
        return stopped || made[kind.ordinal()] >= planned[kind.ordinal()] || System.nanoTime() - deadline >= 0;
    }

    /** Where the plans differ, a turn counts as its share of the plan. */
    private boolean isAhead(Kind kind) {
        int self = kind.ordinal();
        int other = 1 - self;
        return made[self] * planned[other] >= (made[other] + LEAD) * planned[self];
    }
}
