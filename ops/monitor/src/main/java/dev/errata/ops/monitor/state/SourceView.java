package dev.errata.ops.monitor.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One source of questions as the page shows it. Rates and shares are those of the last {@value
 * SourceActivity#WINDOW_SECONDS} s.
 *
 * @param source its name
 * @param status whether it is asked now
 * @param settings how it is to be asked
 * @param rollouts the rollouts that answer its questions
 * @param passes how far its passes have come
 * @param right share of right answers among its newest scored ones, 0 to 1; null before the first
 * @param skipped share of its records that were skipped rather than asked, 0 to 1, by reason
 * @param deadLetters its dead letters, by reason
 */
public record SourceView(
        String source,
        Status status,
        SettingsView settings,
        RolloutsView rollouts,
        PassesView passes,
        @Nullable Double right,
        Map<String, Double> skipped,
        Map<String, Long> deadLetters) {

    /** Whether a source is asked. */
    public enum Status {
        /** Its questions were answered in the last minute. */
        ASKED,
        /** It has questions to be asked, but none was answered in the last minute. */
        WAITING,
        /** Every question was asked as often as it should be. */
        DONE,
        /** Its settings pause it. */
        PAUSED,
        /** Its topic does not exist, or has no record. */
        EMPTY
    }

    /**
     * The settings that decide how much of a source is asked.
     *
     * @param weight its weight
     * @param priority its priority
     * @param passes how often each question is asked; 0 for ever
     */
    public record SettingsView(double weight, int priority, long passes) {}

    /**
     * The rollouts of a source.
     *
     * @param share of the rollouts of all sources, 0 to 1; null where there are none
     * @param due the share that weights and priorities give it while all sources have questions, 0 to 1
     * @param perSecond rollouts per second
     */
    public record RolloutsView(@Nullable Double share, double due, double perSecond) {}

    /**
     * The passes over a source.
     *
     * @param done passes that are complete
     * @param questions records that its topic has
     * @param asked records asked or skipped in the pass that is not complete
     */
    public record PassesView(long done, long questions, long asked) {}
}
