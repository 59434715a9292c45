package dev.errata.ops.cli.audit;

import dev.errata.schemas.SkipReason;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of the questions of one source in one pass.
 *
 * @param source name of the source
 * @param pass number of the pass, 0 the first
 * @param asked questions asked
 * @param skipped questions skipped, by reason
 */
public record PassTally(String source, long pass, long asked, Map<SkipReason, Long> skipped) {

    public PassTally {
        skipped = Map.copyOf(skipped);
    }

    /** This pass over some partitions and that over others. */
    PassTally plus(PassTally others) {
        Map<SkipReason, Long> both = new EnumMap<>(SkipReason.class);
        both.putAll(skipped);
        others.skipped.forEach((reason, count) -> both.merge(reason, count, Long::sum));
        return new PassTally(source, pass, asked + others.asked, both);
    }
}
