package dev.errata.ops.cli.process;

import java.time.Duration;
import java.util.Optional;

/**
 * The wait before a dead process is restarted: 0.2 s after a long life, doubled by each quick death up to 5 s, and no
 * restart after too many quick deaths in a row.
 */
public final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Duration quick;
    private final int most;
    private int quickDeaths;

    /**
     * A back-off without deaths.
     *
     * @param quick a process that ends sooner than this counts as a quick death
     * @param most quick deaths in a row before giving up
     */
    public Backoff(Duration quick, int most) {
        this.quick = quick;
        this.most = most;
    }

    /** The wait before the next start; empty to give up. */
    public Optional<Duration> afterLifeOf(Duration life) {
        quickDeaths = life.compareTo(quick) < 0 ? quickDeaths + 1 : 0;
        if (quickDeaths >= most) {
            return Optional.empty();
        }
        Duration wait = FIRST.multipliedBy(1L << Math.min(Math.max(quickDeaths - 1, 0), 10));
        return Optional.of(wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
    }

    /** Quick deaths in a row so far. */
    public int quickDeaths() {
        return quickDeaths;
    }
}
