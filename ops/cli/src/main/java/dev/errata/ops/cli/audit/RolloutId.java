package dev.errata.ops.cli.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parsed id of a rollout, {@code <questions topic>/<partition>/<offset>[@<pass>]#<sample>}: the asked record, the
 * pass over its source, and the index of the answer among its n.
 *
 * @param topic questions topic of the asked record
 * @param partition its partition
 * @param offset its offset
 * @param pass number of the pass; 0 the first, which ids leave out
 * @param sample 0-based index among the n answers
 */
public record RolloutId(String topic, int partition, long offset, long pass, int sample) {

    private static final Pattern FORM =
            Pattern.compile("([^/]+)/(\\d{1,9})/(\\d{1,18})(?:@([1-9]\\d{0,17}))?#(\\d{1,9})");

    /** Parses a rollout id; empty where it is none. */
    public static Optional<RolloutId> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String pass = form.group(4);
        return Optional.of(new RolloutId(
                form.group(1),
                Integer.parseInt(form.group(2)),
                Long.parseLong(form.group(3)),
                pass == null ? 0 : Long.parseLong(pass),
                Integer.parseInt(form.group(5))));
    }
}
