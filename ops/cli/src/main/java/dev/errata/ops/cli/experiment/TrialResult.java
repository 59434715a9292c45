package dev.errata.ops.cli.experiment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.errata.ops.cli.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of one trial.
 *
 * @param arm name of its arm
 * @param seed its seed
 * @param settings the service settings it ran with
 * @param curve versions measured on the first set, by time
 * @param finals greedy accuracy of the last version by set, share
 * @param updates optimizer steps
 * @param minutes from the first update to the end of training
 * @param rollouts answers sampled while it trained
 * @param sampledTokens their tokens
 * @param stalenessMax most versions a trained token lagged
 * @param clean whether the audit of the log found nothing
 */
public record TrialResult(
        String arm,
        long seed,
        Map<String, String> settings,
        List<Point> curve,
        Map<String, Double> finals,
        long updates,
        double minutes,
        long rollouts,
        long sampledTokens,
        long stalenessMax,
        boolean clean) {

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

    /** The best measured point. */
    @JsonIgnore
    public Point best() {
        return curve.stream().max(Comparator.comparingDouble(Point::accuracy)).orElseThrow();
    }

    /** The result in a trial's folder, if it was ever finished. */
    static Optional<TrialResult> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
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
