package dev.errata.ops.cli.console;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** A block of text that is redrawn in place on a terminal, and printed again elsewhere. Thread-safe. */
public final class Screen {

    private static final String ERASE_BELOW = "\u001b[0J";

    private final PrintStream out;
    private final boolean terminal;
    private List<String> block = List.of();

    /** A screen on a stream; redrawing in place needs a terminal. */
    public Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Whether standard output is a terminal. The launcher passes this on, because not every version of Java can tell.
     */
    public static boolean isTerminal() {
        return Boolean.getBoolean("errata.terminal");
    }

    /** Time between two redraws, nanoseconds: 0.2 s on a terminal, ten seconds in a log. */
    public long nanosBetweenFrames() {
        return terminal ? 200_000_000L : Integer.getInteger("errata.progress.seconds", 10) * 1_000_000_000L;
    }

    /** Whether the block is redrawn in place. */
    public boolean inPlace() {
        return terminal;
    }

    /** Replaces the block. */
    public synchronized void redraw(String... lines) {
        erase();
        List<String> fitting =
                Arrays.stream(lines).map(line -> terminal ? cut(line) : line).toList();
        fitting.forEach(out::println);
        block = fitting;
        out.flush();
    }

    /** Prints a line that stays, above the block. */
    public synchronized void say(String line) {
        List<String> kept = block;
        erase();
        out.println(line);
        if (terminal) {
            kept.forEach(out::println);
            block = kept;
        }
        out.flush();
    }

    /** Leaves the block where it is; the next one starts below. */
    public synchronized void leave() {
        block = List.of();
        out.flush();
    }

    /** Cuts a line to the width of the terminal: a wrapped line would be two lines to erase. */
    private static String cut(String line) {
        int columns = Integer.getInteger("errata.columns", 80);
        return line.length() < columns ? line : line.substring(0, Math.max(0, columns - 1));
    }

    private void erase() {
        if (terminal && !block.isEmpty()) {
            out.print("\u001b[" + block.size() + "F" + ERASE_BELOW);
        }
        block = List.of();
    }
}
