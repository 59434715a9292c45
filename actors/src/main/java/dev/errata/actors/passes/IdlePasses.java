package dev.errata.actors.passes;

/**
 * Slows down passes in which nothing is asked, such as those over questions that are all skipped. Each pass in a row
 * waits twice as long for its turn as the one before, counted in refreshes of the log's end.
 */
final class IdlePasses {

    private static final int LONGEST_WAIT = 32;

    private boolean asked;
    private int wait = 1;
    private int left;

    /** A record of this pass was asked. */
    void noteAsked() {
        asked = true;
        wait = 1;
        left = 0;
    }

    /** Whether a record of this pass was asked. */
    boolean asked() {
        return asked;
    }

    /** Whether the next pass may begin at this refresh. */
    boolean mayTurn() {
        return asked || left-- <= 0;
    }

    /** The next pass begins. */
    void turned() {
        if (!asked) {
            left = wait;
            wait = Math.min(LONGEST_WAIT, 2 * wait);
        }
        asked = false;
    }
}
