package dev.errata.ops.monitor.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says of every stage of the loop whether it works, waits for another, or is stuck.
 *
 * <p>A stage that has written nothing for {@code stallAfter} is stuck where records wait for it, and waits where none do.
 *
 * @param stallAfter how long a silence is no reason to worry
 */
record Stages(Duration stallAfter) {

    // Transaction marks look like records: one per partition may remain where everything is read.
    private static final long ALWAYS_LEFT = 4;

    /** The stages in the order of the flow: name, the topic read, the topic written. */
    private static final List<String[]> FLOW = List.of(
            new String[] {"actors", "questions", "rollouts"},
            new String[] {"reward model", "rollouts", "token-rewards"},
            new String[] {"scoring topology", "token-rewards", "scored-rollouts"},
            new String[] {"learner", "scored-rollouts", "learner-steps"});

    /** One line per stage. */
    List<StageView> of(TopicActivity activity, Map<String, Queue> queues, long now) {
        List<StageView> stages = new ArrayList<>();
        for (String[] stage : FLOW) {
            Long lastAt = activity.lastAt(stage[2]);
            Double age = lastAt == null ? null : Math.max(0, now - lastAt) / 1000.0;
            Queue queue = queues.get(stage[1]);
            stages.add(judge(stage, age, queue == null ? null : queue.records()));
        }
        return stages;
    }

    private StageView judge(String[] stage, @Nullable Double age, @Nullable Long queued) {
        if (age != null && age <= stallAfter.toSeconds()) {
            return new StageView(stage[0], "WORKING", "wrote to " + stage[2] + " " + seconds(age) + " ago");
        }
        String silence = age == null
                ? "has written nothing to " + stage[2] + " yet"
                : "has written nothing to " + stage[2] + " for " + seconds(age);
        if (queued == null || queued <= ALWAYS_LEFT) {
            return new StageView(stage[0], "WAITING", silence + "; it waits for " + stage[1]);
        }
        String verdict = age == null ? "STARTING" : "STALLED";
        return new StageView(
                stage[0], verdict, silence + " while " + queued + " records of " + stage[1] + " wait for it");
    }

    private static String seconds(double age) {
        return Math.round(age) + " s";
    }

    /**
     * How a stage is doing.
     *
     * @param name the stage
     * @param status WORKING, WAITING, STARTING or STALLED
     * @param reason one sentence, the stage being its subject
     */
    public record StageView(String name, String status, String reason) {}
}
