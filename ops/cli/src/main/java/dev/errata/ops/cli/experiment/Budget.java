package dev.errata.ops.cli.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.errata.ops.cli.CommandFailed;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The training budget of a trial: training ends at the first limit reached.
 *
 * @param minutes wall time from the first update on
 * @param sampledTokens answer tokens sampled by the actors; none if null
 */
public record Budget(double minutes, @Nullable Long sampledTokens) {

    /** Validates the numbers. */
    @JsonCreator
    public Budget(
            @JsonProperty(value = "minutes", required = true) double minutes,
            @JsonProperty("sampled-tokens") @Nullable Long sampledTokens) {
        if (!(minutes > 0 && minutes <= 100_000) || (sampledTokens != null && sampledTokens < 1)) {
            throw new CommandFailed(
                    "budget needs minutes above 0, at most 100000, and sampled-tokens above 0 if given; got"
                            + " minutes " + minutes + (sampledTokens == null ? "" : ", sampled-tokens " + sampledTokens)
                            + ".");
        }
        this.minutes = minutes;
        this.sampledTokens = sampledTokens;
    }

    Duration time() {
        return Duration.ofMillis(Math.round(minutes * 60_000));
    }

    OptionalLong tokens() {
        return sampledTokens == null ? OptionalLong.empty() : OptionalLong.of(sampledTokens);
    }

    @Override
    public String toString() {
        return minutes + " minutes" + (sampledTokens == null ? "" : ", " + sampledTokens + " sampled tokens");
    }
}
