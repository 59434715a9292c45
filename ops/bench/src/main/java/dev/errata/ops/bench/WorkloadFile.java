package dev.errata.ops.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.learner.objective.Channel;
import dev.errata.learner.objective.Channels;
import dev.errata.policy.training.TrainingSequence;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A workload as a JSON file, for other engines: {@code workload} (its name) and either {@code prompts},
 * {@code new_tokens}, {@code stop}, or {@code sequences} with {@code objective} and {@code optimizer}.
 */
final class WorkloadFile {

    /** Its name in the folder of the model it belongs to. */
    static final String NAME = "workload.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private WorkloadFile() {}

    static void write(Path folder, Workload workload) throws IOException {
        JSON.writeValue(folder.resolve(NAME).toFile(), describe(workload));
    }

    static ObjectNode describe(Workload workload) {
        ObjectNode json = JSON.createObjectNode().put("workload", workload.name());
        if (workload instanceof SampleWorkload sample) {
            json.set("prompts", JSON.valueToTree(sample.prompts()));
            json.put("new_tokens", sample.newTokens());
            json.set("stop", JSON.valueToTree(sample.stop()));
        } else if (workload instanceof BatchWorkload batch) {
            describe(batch, json);
        }
        return json;
    }

    private static void describe(BatchWorkload batch, ObjectNode json) {
        var objective = TrainStepBenchmark.OBJECTIVE;
        json.putObject("objective")
                .put("clip_low", objective.number("learner.clip-low"))
                .put("clip_high", objective.number("learner.clip-high"))
                .put("imitation_weight", objective.number("learner.imitation-weight"));
        var optimizer = TrainStepBenchmark.OPTIMIZER;
        json.putObject("optimizer")
                .put("learning_rate", TrainStepBenchmark.LEARNING_RATE)
                .put("beta1", optimizer.beta1())
                .put("beta2", optimizer.beta2())
                .put("epsilon", optimizer.epsilon())
                .put("weight_decay", optimizer.weightDecay())
                .put("clip_norm", optimizer.clipNorm());
        ArrayNode sequences = json.putArray("sequences");
        for (TrainingSequence sequence : batch.sequences()) {
            ObjectNode one = sequences.addObject();
            one.set("prompt", JSON.valueToTree(sequence.prompt()));
            one.set("answer", JSON.valueToTree(sequence.answer()));
            one.set(
                    "behavior_log_probs",
                    JSON.valueToTree(Channels.TOKEN_REWARDS.of(sequence, Channel.BEHAVIOR_LOG_PROB)));
            one.set("rewards", JSON.valueToTree(Channels.TOKEN_REWARDS.of(sequence, Channel.REWARD)));
            one.set("imitation_weights", JSON.valueToTree(Channels.TOKEN_REWARDS.of(sequence, Channel.TARGET_WEIGHT)));
        }
    }
}
