package dev.errata.ops.monitor.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Determines for every stage of the loop whether it works, waits for another stage or is stalled.
 *
 * <p>A stage that has written nothing for {@code stallAfter} is stalled if records wait for it, and waits if none do.
 *
 * @param stallAfter longest time without output of a working stage
 */
record Stages(Duration stallAfter) {

    // Transaction markers count as records: one per partition may remain when everything is read.
    private static final long ALWAYS_LEFT = 4;

    private static final String REWARDS = "token-rewards";
    private static final String SCORED = "scored-rollouts";

    private static final Stage ACTORS = new Stage("actors", "questions", "rollouts");
    private static final Stage REWARD_MODEL = new Stage("reward model", "rollouts", REWARDS);
    private static final Stage LEARNER = new Stage("learner", SCORED, "learner-steps");

    /** The stages, in the order of the flow. */
    List<StageView> of(TopicActivity activity, Map<String, Queue> queues, long now) {
        List<StageView> stages = new ArrayList<>();
        for (Stage stage : flow(activity)) {
            Long lastAt = activity.lastAt(stage.writes());
            Double age = lastAt == null ? null : Math.max(0, now - lastAt) / 1000.0;
            Queue queue = queues.get(stage.reads());
            stages.add(judge(stage, age, queue == null ? null : queue.records()));
        }
        return stages;
    }

    /**
     * If rollouts are scored without any token rewards, they are scored by the verdict alone and there is no reward
     * model.
     */
    private static List<Stage> flow(TopicActivity activity) {
        if (activity.records(SCORED) > 0 && activity.records(REWARDS) == 0) {
            return List.of(ACTORS, scoring("rollouts"), LEARNER);
        }
        return List.of(ACTORS, REWARD_MODEL, scoring(REWARDS), LEARNER);
    }

    private static Stage scoring(String reads) {
        return new Stage("scoring topology", reads, SCORED);
    }

    private StageView judge(Stage stage, @Nullable Double age, @Nullable Long queued) {
        if (age != null && age <= stallAfter.toSeconds()) {
            return new StageView(stage.name(), "WORKING", "wrote to " + stage.writes() + " " + seconds(age) + " ago");
        }
        String silence = age == null
                ? "has written nothing to " + stage.writes() + " yet"
                : "has written nothing to " + stage.writes() + " for " + seconds(age);
        if (queued == null || queued <= ALWAYS_LEFT) {
            return new StageView(stage.name(), "WAITING", silence + "; it waits for " + stage.reads());
        }
        String verdict = age == null ? "STARTING" : "STALLED";
        return new StageView(
                stage.name(), verdict, silence + " while " + queued + " records of " + stage.reads() + " wait for it");
    }

    private static String seconds(double age) {
        return Math.round(age) + " s";
    }

    /** A stage of the loop: its name, the topic it reads and the topic it writes. */
    private record Stage(String name, String reads, String writes) {}

    /**
     * The status of a stage.
     *
     * @param name the stage
     * @param status WORKING, WAITING, STARTING or STALLED
     * @param reason one clause with the stage as its subject
     */
    public record StageView(String name, String status, String reason) {}
}
