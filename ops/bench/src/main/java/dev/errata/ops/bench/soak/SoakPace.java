package dev.errata.ops.bench.soak;

/**
 * How far training and sampling have come. The kind that is ahead waits for the other, so that both work at the same time
 * from the first turn to the last. Safe for many threads.
 */
final class SoakPace {

    /** What is done at the same time. */
    enum Kind {
        TRAINING,
        SAMPLING
    }

    /** How many turns ahead of the other a kind may be; enough that neither waits for every single turn. */
    private static final int LEAD = 10;

    private final long[] planned;
    private final long deadline;
    private final long[] made = new long[Kind.values().length];
    private boolean stopped;

    /** A pace that begins now. */
    SoakPace(SoakPlan plan) {
        planned = new long[] {plan.steps(), plan.samples()};
        deadline = System.nanoTime() + plan.atMost().toNanos();
    }

    /** Turns made so far. */
    synchronized int made(Kind kind) {
        return (int) made[kind.ordinal()];
    }

    /** Waits while a kind is ahead of the other; false as soon as it has no turn to take any more. */
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

    /** There are no more turns. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    private boolean isOver(Kind kind) {
        return stopped || made[kind.ordinal()] >= planned[kind.ordinal()] || System.nanoTime() - deadline >= 0;
    }

    /** Where the plans differ, a turn counts as the share of its plan that it is. */
    private boolean isAhead(Kind kind) {
        int self = kind.ordinal();
        int other = 1 - self;
        return made[self] * planned[other] >= (made[other] + LEAD) * planned[self];
    }
}
