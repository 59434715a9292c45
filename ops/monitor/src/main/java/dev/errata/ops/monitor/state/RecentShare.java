package dev.errata.ops.monitor.state;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The share of yes among the newest {@value #MOST} answers of yes and no. Not thread-safe. */
final class RecentShare {

    static final int MOST = 256;

    private final BitSet yes = new BitSet(MOST);
    private long added;

    void add(boolean answer) {
        yes.set((int) (added % MOST), answer);
        added++;
    }

    /** The share, 0 to 1; null before the first answer. */
    @Nullable
    Double share() {
        return added == 0 ? null : Rounded.toSixDigits(yes.cardinality() / (double) Math.min(added, MOST));
    }
}
