package dev.errata.ops.cli.experiment;

import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.demo.ObjectiveWiring;
import dev.errata.ops.cli.models.ModelPair;
import dev.errata.ops.cli.models.WeightsName;
import dev.errata.tasks.arithmetic.recipes.QuestionSets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an arm: its own choices over those of all arms.
 *
 * @param settings the services' settings, completed
 * @param models folders of the models it starts from
 * @param questions number of training questions
 * @param curriculum whether questions that are always or never right are skipped
 */
record ArmSetup(Map<String, String> settings, ModelPair models, int questions, boolean curriculum) {

    static ArmSetup of(ExperimentPlan plan, Arm arm, Installation installation) {
        Map<String, String> given = new TreeMap<>(plan.settings());
        given.putAll(arm.settings());
        ModelPair shipped = ModelPair.in(installation.models());
        Path home = installation.home();
        Integer questions = arm.questions() == null ? plan.questions() : arm.questions();
        return new ArmSetup(
                new TreeMap<>(ObjectiveWiring.completed(given)),
                new ModelPair(
                        chosen(home, shipped.startPolicy(), plan.startPolicy(), arm.startPolicy()),
                        chosen(home, shipped.rewardModel(), plan.rewardModel(), arm.rewardModel())),
                questions == null ? QuestionSets.demo().training() : questions,
                arm.curriculum());
    }

    /** The configuration by content: weights by their checksums. */
    Conditions conditions(String errata) {
        return new Conditions(
                settings,
                new TrialInputs(
                        weights(models.startPolicy()), weights(models.rewardModel()), questions, curriculum, errata));
    }

    private static Path chosen(Path home, Path shipped, @Nullable String ofAll, @Nullable String ofArm) {
        String given = ofArm == null ? ofAll : ofArm;
        return given == null ? shipped : home.resolve(given);
    }

    private static String weights(Path folder) {
        try {
            return WeightsName.of(folder);
        } catch (IOException cause) {
            throw new CommandFailed("Cannot read the weights in " + folder + ": " + cause.getMessage() + ".", cause);
        }
    }
}
