package dev.errata.ops.monitor.state;

import dev.errata.ops.monitor.state.RefusedRecords.RefusedRecord;
import dev.errata.ops.monitor.state.Stages.StageView;
import dev.errata.ops.monitor.state.TopicActivity.TopicView;
import dev.errata.ops.monitor.state.Training.Staleness;
import dev.errata.ops.monitor.state.VerdictHistory.Rejections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything the page shows except the answers.
 *
 * @param now the server's time, milliseconds since the epoch
 * @param run name of the run; empty where the cluster has one run only
 * @param startedAt time of the oldest record read, milliseconds since the epoch; null before the first
 * @param connection whether the log is read
 * @param stallAfterSeconds time without output after which a stage counts as stalled
 * @param policy the policy's state; null before version 0 is published
 * @param accuracy held-out accuracy
 * @param staleness staleness of the trained tokens
 * @param totals counts and rates
 * @param stages status of each stage
 * @param topics activity per topic
 * @param queues records that wait to be read
 * @param curves curves by name
 * @param rejections rejected rollouts per reason
 * @param sources sources that answers can be filtered by
 * @param questionSources the sources of questions, with settings, passes and shares
 * @param letterCounts dead letters by topic and reason
 * @param rejected newest rejected rollouts
 * @param deadLetters newest dead letters
 * @param warnings sentences for the operator
 */
// One component for each field of the JSON that the page reads.
@SuppressWarnings("checkstyle:RecordComponentNumber")
public record Snapshot(
        long now,
        String run,
        @Nullable Long startedAt,
        LogStatus connection,
        long stallAfterSeconds,
        @Nullable PolicyView policy,
        AccuracyView accuracy,
        Staleness staleness,
        Totals totals,
        List<StageView> stages,
        List<TopicView> topics,
        List<Queue> queues,
        Map<String, CurveView> curves,
        List<Rejections> rejections,
        List<String> sources,
        SourcesView questionSources,
        List<LetterCount> letterCounts,
        List<RefusedRecord> rejected,
        List<RefusedRecord> deadLetters,
        List<String> warnings) {

    /**
     * The newest policy version.
     *
     * @param version its number
     * @param updates optimizer steps since the start policy
     * @param rolloutsTrained rollouts trained on since the start policy
     * @param ageSeconds seconds since it was published
     */
    public record PolicyView(long version, long updates, long rolloutsTrained, double ageSeconds) {}

    /**
     * Held-out accuracy.
     *
     * @param start of the oldest version measured; null before the first evaluation
     * @param now of the newest; null before the first evaluation
     * @param points of all
     */
    public record AccuracyView(
            Accuracy.@Nullable Point start, Accuracy.@Nullable Point now, List<Accuracy.Point> points) {}

    /**
     * Counts of records read by this monitor, and rates over the last {@value Rate#WINDOW_SECONDS} s.
     *
     * @param rollouts answers sampled
     * @param scored answers scored and not rejected by the learner afterwards
     * @param rejected answers rejected
     * @param deadLetters records that no stage could use
     * @param unreadable records the monitor could not read
     * @param tokensPerRollout mean answer length, tokens; null before the first
     * @param actorSamples rollouts sampled per second
     * @param actorTokens answer tokens sampled per second
     * @param learnerSamples rollouts trained on per second
     * @param learnerTokens tokens trained on per second
     */
    // One component for each field of the JSON that the page reads.
    @SuppressWarnings("checkstyle:RecordComponentNumber")
    public record Totals(
            long rollouts,
            long scored,
            long rejected,
            long deadLetters,
            long unreadable,
            @Nullable Double tokensPerRollout,
            double actorSamples,
            double actorTokens,
            double learnerSamples,
            double learnerTokens) {}
}
