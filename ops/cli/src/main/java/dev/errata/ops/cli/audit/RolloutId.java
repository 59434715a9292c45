package dev.errata.ops.cli.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parsed id of a rollout, {@code <questions topic>/<partition>/<offset>#<sample>}: the asked record and the index
 * of the answer among its n.
 *
 * @param partition topic and partition of the asked record, {@code <questions topic>/<partition>}
 * @param offset offset of the asked record
 * @param sample 0-based index among the n answers
 */
public record RolloutId(String partition, long offset, int sample) {

    private static final Pattern FORM = Pattern.compile("(.+/\\d{1,9})/(\\d{1,18})#(\\d{1,9})");

    /** Parses a rollout id; empty where it is none. */
    public static Optional<RolloutId> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(
                        new RolloutId(form.group(1), Long.parseLong(form.group(2)), Integer.parseInt(form.group(3))))
                : Optional.empty();
    }
}
