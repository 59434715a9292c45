package dev.errata.ops.cli.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.errata.ops.cli.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The plan of an experiment, as its file describes it.
 *
 * @param name its name
 * @param question the question it answers, one sentence for readers of the results
 * @param startPolicy folder of version 0; the shipped one if null
 * @param rewardModel folder of the reward model; the shipped one if null
 * @param questions number of training questions; all if null
 * @param budget when a trial ends
 * @param seeds seeds of question order and sampling; each arm is run with each
 * @param points number of measured versions of a trial, the first and the last included; 0 is nine
 * @param sets names of the question sets that are measured; the first gives the curve, the others are measured at the
 *     end
 * @param settings service settings of all arms, by configuration key
 * @param arms the configurations compared; differences are taken to the first
 */
// One component for each key of the plan file.
@SuppressWarnings({"checkstyle:RecordComponentNumber", "checkstyle:ParameterNumber"})
public record ExperimentPlan(
        String name,
        String question,
        @Nullable String startPolicy,
        @Nullable String rewardModel,
        @Nullable Integer questions,
        Budget budget,
        List<Long> seeds,
        int points,
        List<String> sets,
        Map<String, String> settings,
        List<Arm> arms) {

    private static final int POINTS = 9;

    /** Fills in defaults and validates. */
    @JsonCreator
    public ExperimentPlan(
            @JsonProperty(value = "name", required = true) String name,
            @JsonProperty(value = "question", required = true) String question,
            @JsonProperty("start-policy") @Nullable String startPolicy,
            @JsonProperty("reward-model") @Nullable String rewardModel,
            @JsonProperty("questions") @Nullable Integer questions,
            @JsonProperty(value = "budget", required = true) Budget budget,
            @JsonProperty(value = "seeds", required = true) List<Long> seeds,
            @JsonProperty("points") int points,
            @JsonProperty(value = "sets", required = true) List<String> sets,
            @JsonProperty("set") @Nullable Map<String, String> settings,
            @JsonProperty(value = "arms", required = true) List<Arm> arms) {
        this.name = name;
        this.question = question;
        this.startPolicy = startPolicy;
        this.rewardModel = rewardModel;
        this.questions = questions;
        this.budget = budget;
        this.seeds = List.copyOf(seeds);
        this.points = points == 0 ? POINTS : points;
        this.sets = List.copyOf(sets);
        this.settings = settings == null ? Map.of() : Map.copyOf(settings);
        this.arms = List.copyOf(arms);
        Arm.requireExisting("all arms", questions);
        require(!seeds.isEmpty() && new HashSet<>(seeds).size() == seeds.size(), "seeds must be given, each once");
        require(this.points >= 2, "points must be 2 or more: the first version and the last");
        require(!sets.isEmpty(), "sets must name at least one set of questions");
        Set<String> names = new HashSet<>();
        require(
                !arms.isEmpty() && arms.stream().allMatch(arm -> names.add(arm.name())),
                "arms must be given, each name once");
    }

    /**
     * Reads a file.
     *
     * @throws CommandFailed if it is missing, or has an unknown or invalid entry
     */
    public static ExperimentPlan read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailed("There is no experiment file " + file + ": ops/experiments holds those that ship.");
        }
        try {
            return new YAMLMapper().readValue(file.toFile(), ExperimentPlan.class);
        } catch (JacksonException malformed) {
            if (malformed.getCause() instanceof CommandFailed refused) {
                throw new CommandFailed(file + ": " + refused.getMessage(), refused);
            }
            throw new CommandFailed(file + " is not an experiment: " + malformed.getOriginalMessage() + ".", malformed);
        } catch (IOException unreadable) {
            throw new CommandFailed("Cannot read " + file + ": " + unreadable.getMessage() + ".", unreadable);
        }
    }

    private static void require(boolean met, String what) {
        if (!met) {
            throw new CommandFailed(what + ".");
        }
    }
}
