package dev.errata.ops.cli.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.schemas.SkipReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of one trial.
 *
 * @param arm name of its arm
 * @param seed its seed
 * @param settings the service settings it ran with
 * @param sources models, questions and code it was made from; null in results from before they were recorded
 * @param curve versions measured on the first set, by time
 * @param finals greedy accuracy of the last version by set, share
 * @param updates optimizer steps
 * @param minutes from the first update to the end of training
 * @param rollouts answers sampled while it trained
 * @param sampledTokens their tokens
 * @param stalenessMax largest staleness of a trained token, versions
 * @param clean whether the audit of the log found nothing
 * @param restarts restarts of processes that died, by role; empty in results from before they were recorded
 * @param skipped questions skipped, by reason, each once in every pass; empty in results from before passes
 */
// One component for each field of a result file.
@SuppressWarnings({"checkstyle:RecordComponentNumber", "checkstyle:ParameterNumber"})
public record TrialResult(
        String arm,
        long seed,
        Map<String, String> settings,
        @Nullable TrialInputs sources,
        List<Point> curve,
        Map<String, Double> finals,
        long updates,
        double minutes,
        long rollouts,
        long sampledTokens,
        long stalenessMax,
        boolean clean,
        Map<String, Integer> restarts,
        Map<SkipReason, Long> skipped) {

    private static final String FILE = "result.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * A measured version.
     *
     * @param version policy version
     * @param minutes from the first update to its last one
     * @param trainedTokens tokens with a loss until then
     * @param accuracy greedy, share
     */
    public record Point(long version, double minutes, long trainedTokens, double accuracy) {}

    /** Fills in what older files lack. */
    @JsonCreator
    public TrialResult(
            @JsonProperty(value = "arm", required = true) String arm,
            @JsonProperty(value = "seed", required = true) long seed,
            @JsonProperty(value = "settings", required = true) Map<String, String> settings,
            @JsonProperty("sources") @Nullable TrialInputs sources,
            @JsonProperty(value = "curve", required = true) List<Point> curve,
            @JsonProperty(value = "finals", required = true) Map<String, Double> finals,
            @JsonProperty("updates") long updates,
            @JsonProperty("minutes") double minutes,
            @JsonProperty("rollouts") long rollouts,
            @JsonProperty("sampledTokens") long sampledTokens,
            @JsonProperty("stalenessMax") long stalenessMax,
            @JsonProperty("clean") boolean clean,
            @JsonProperty("restarts") @Nullable Map<String, Integer> restarts,
            @JsonProperty("skipped") @Nullable Map<SkipReason, Long> skipped) {
        this.arm = arm;
        this.seed = seed;
        this.settings = settings;
        this.sources = sources;
        this.curve = curve;
        this.finals = finals;
        this.updates = updates;
        this.minutes = minutes;
        this.rollouts = rollouts;
        this.sampledTokens = sampledTokens;
        this.stalenessMax = stalenessMax;
        this.clean = clean;
        this.restarts = restarts == null ? Map.of() : restarts;
        this.skipped = skipped == null ? Map.of() : skipped;
    }

    /** The best measured point. */
    @JsonIgnore
    public Point best() {
        return curve.stream().max(Comparator.comparingDouble(Point::accuracy)).orElseThrow();
    }

    /** Whether a trial's folder holds a result. */
    static boolean exists(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }

    /** The result in a trial's folder, if it was ever finished. */
    static Optional<TrialResult> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!exists(folder)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), TrialResult.class));
        } catch (IOException unreadable) {
            throw new CommandFailed(
                    "The result in " + file + " cannot be read: delete the folder to run the trial again.", unreadable);
        }
    }

    /** Writes it, whole or not at all. */
    void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Path whole = folder.resolve(FILE + ".new");
            JSON.writeValue(whole.toFile(), this);
            Files.move(whole, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException cause) {
            throw new CommandFailed("Cannot write the result to " + folder + ": " + cause.getMessage() + ".", cause);
        }
    }
}
