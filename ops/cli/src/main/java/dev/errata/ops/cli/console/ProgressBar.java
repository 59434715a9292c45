package dev.errata.ops.cli.console;

import java.io.PrintStream;
import java.util.Locale;

/**
 * A progress bar: redrawn in place on a terminal, a plain line every ten seconds elsewhere. Not thread-safe.
 *
 * <p>Ends with {@link #close()}, which leaves the last state on the screen.
 */
public final class ProgressBar implements AutoCloseable {

    private static final int WIDTH = 30;

    private final Screen screen;
    private final String what;
    private final long startedAt = System.nanoTime();
    private long drawnAt;
    /** Units that were done before the first report: an interrupted work that continues. */
    private long doneBefore = -1;

    private boolean used;
    private String last = "";

    /** A bar on standard error, so that standard output stays clean. */
    public ProgressBar(String what) {
        this(what, new Screen(System.err, Screen.isTerminal()));
    }

    ProgressBar(String what, PrintStream out, boolean terminal) {
        this(what, new Screen(out, terminal));
    }

    private ProgressBar(String what, Screen screen) {
        this.what = what;
        this.screen = screen;
        // A log gets its first line after ten seconds, a terminal at once.
        this.drawnAt = screen.inPlace() ? startedAt - screen.nanosBetweenFrames() : startedAt;
    }

    /**
     * Shows the progress.
     *
     * @param done units done
     * @param total units in all; 0 where unknown
     * @param note anything else worth knowing, for example a loss; may be empty
     */
    public void show(long done, long total, String note) {
        doneBefore = doneBefore < 0 ? done : doneBefore;
        last = line(done, total, note);
        long now = System.nanoTime();
        used = true;
        if (now - drawnAt >= screen.nanosBetweenFrames()) {
            drawnAt = now;
            screen.redraw(last);
        }
    }

    @Override
    public void close() {
        if (used) {
            screen.redraw(last);
            used = false;
        }
        screen.leave();
    }

    private String line(long done, long total, String note) {
        double seconds = (System.nanoTime() - startedAt) / 1e9;
        String tail = note.isEmpty() ? "" : "  " + note;
        if (total <= 0) {
            return String.format(Locale.ROOT, "%s  %,d  %s%s", what, done, clock(seconds), tail);
        }
        double share = Math.min(1, done / (double) total);
        int filled = (int) (share * WIDTH);
        String bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
        long doneHere = done - Math.max(0, doneBefore);
        String left = doneHere > 0 && done < total ? "  left " + clock(seconds * (total - done) / doneHere) : "";
        return String.format(
                Locale.ROOT,
                "%s  [%s] %3.0f %%  %,d/%,d  %s%s%s",
                what,
                bar,
                share * 100,
                done,
                total,
                clock(seconds),
                left,
                tail);
    }

    /** Seconds as m:ss. */
    public static String clock(double seconds) {
        long whole = Math.max(0, Math.round(seconds));
        return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}
