package dev.errata.ops.cli.experiment;

import dev.errata.ops.cli.CodeVersion;
import dev.errata.ops.cli.CommandFailed;
import dev.errata.ops.cli.Installation;
import dev.errata.ops.cli.models.WeightsName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The configurations of the arms of an experiment on this installation. */
final class ArmSetups {

    private final ExperimentPlan plan;
    private final Path file;
    private final Installation installation;
    private final String errata;

    /**
     * The arms of a plan.
     *
     * @param file file of the plan; its head says how to make the models that do not ship
     */
    ArmSetups(ExperimentPlan plan, Path file, Installation installation) {
        this.plan = plan;
        this.file = file;
        this.installation = installation;
        this.errata = CodeVersion.of(installation);
    }

    ArmSetup of(Arm arm) {
        return ArmSetup.of(plan, arm, installation);
    }

    /** The current conditions of an arm; reads its weights. */
    Conditions conditions(Arm arm) {
        return of(arm).conditions(errata);
    }

    /**
     * The current conditions of each arm, by name.
     *
     * @throws CommandFailed naming every missing folder of a model
     */
    Map<String, Conditions> conditions() {
        requireModels();
        Map<String, Conditions> conditions = new LinkedHashMap<>();
        plan.arms().forEach(arm -> conditions.put(arm.name(), conditions(arm)));
        return conditions;
    }

    private void requireModels() {
        Map<Path, List<String>> missing = new LinkedHashMap<>();
        for (Arm arm : plan.arms()) {
            ArmSetup setup = of(arm);
            for (Path model :
                    List.of(setup.models().startPolicy(), setup.models().rewardModel())) {
                if (!WeightsName.exists(model)) {
                    missing.computeIfAbsent(model, folder -> new ArrayList<>()).add(arm.name());
                }
            }
        }
        if (!missing.isEmpty()) {
            List<String> folders = new ArrayList<>();
            missing.forEach((folder, arms) -> folders.add(folder + " (for " + String.join(", ", arms) + ")"));
            throw new CommandFailed("There are no weights in " + String.join(", ", folders) + ": the head of " + file
                    + " says how to make models; those in " + installation.models() + " ship with Errata.");
        }
    }
}
