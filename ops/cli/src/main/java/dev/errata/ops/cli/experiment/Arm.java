package dev.errata.ops.cli.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.demo.LoopOptions;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the configurations that an experiment compares.
 *
 * @param name name in the table and of the folder
 * @param settings service settings by configuration key, on top of those of all arms
 * @param startPolicy folder of version 0; null for that of all arms
 * @param rewardModel folder of the reward model; null for that of all arms
 * @param questions number of training questions; null for that of all arms
 * @param curriculum whether questions that are always or never right are skipped, as with {@code demo --curriculum}
 */
// One component for each key of an arm.
@SuppressWarnings("checkstyle:ParameterNumber")
public record Arm(
        String name,
        Map<String, String> settings,
        @Nullable String startPolicy,
        @Nullable String rewardModel,
        @Nullable Integer questions,
        boolean curriculum) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,60}");

    /** Validates the name, which also names a folder, and the number of questions. */
    @JsonCreator
    public Arm(
            @JsonProperty(value = "name", required = true) String name,
            @JsonProperty("set") @Nullable Map<String, String> settings,
            @JsonProperty("start-policy") @Nullable String startPolicy,
            @JsonProperty("reward-model") @Nullable String rewardModel,
            @JsonProperty("questions") @Nullable Integer questions,
            @JsonProperty("curriculum") boolean curriculum) {
        if (!NAME.matcher(name).matches()) {
            throw new CommandFailed(
                    "The arm '" + name + "' needs a name of letters, digits and .-_+, since it also names a folder.");
        }
        requireExisting(name, questions);
        this.name = name;
        this.settings = settings == null ? Map.of() : Map.copyOf(settings);
        this.startPolicy = startPolicy;
        this.rewardModel = rewardModel;
        this.questions = questions;
        this.curriculum = curriculum;
    }

    /** Refuses a number of training questions that cannot be asked. */
    static void requireExisting(String who, @Nullable Integer questions) {
        if (questions != null && (questions < 1 || questions > LoopOptions.MOST_QUESTIONS)) {
            throw new CommandFailed("questions of " + who + " is " + questions + ": give a number from 1 to "
                    + LoopOptions.MOST_QUESTIONS + ".");
        }
    }
}
