package dev.errata.tasks.arithmetic.recipes;

import dev.errata.policy.Policy;
import dev.errata.policy.Trainer;
import dev.errata.policy.training.CrossEntropy;
import dev.errata.policy.training.OptimizerSettings;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.policy.weights.ModelConfig;
import dev.errata.rewardmodel.training.CosineSchedule;
import dev.errata.rewardmodel.training.RecipeProgress;
import dev.errata.rewardmodel.training.RecipeRecord;
import dev.errata.rewardmodel.training.Shuffle;
import dev.errata.rewardmodel.training.WorkFolder;
import dev.errata.tasks.arithmetic.ArithmeticQuestion;
import dev.errata.tasks.arithmetic.Split;
import dev.errata.tasks.arithmetic.TokenizerFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Supervised fine-tuning of a new small policy on worked solutions, to its plateau: few solutions, many passes, so that
 * about 40 % of the held-out questions are answered right on any machine.
 *
 * @param sets the questions
 * @param layers layers of the network
 * @param steps optimizer steps
 * @param batch solutions in a step
 * @param learningRate largest learning rate
 * @param seed seed of the weights and of the order of the solutions
 */
public record StartPolicyRecipe(QuestionSets sets, int layers, int steps, int batch, double learningRate, long seed) {

    private static final int HIDDEN = 96;
    private static final int HEADS = 3;
    private static final int FEED_FORWARD = 256;
    private static final int MAX_POSITIONS = 1024;

    /** The recipe of the shipped policy. */
    public static StartPolicyRecipe demo() {
        return new StartPolicyRecipe(QuestionSets.demo(), 3, 1_050, 32, 3e-3, 1);
    }

    /** The network of this task, of any depth. */
    static ModelConfig network(int layers) {
        return new ModelConfig(
                "qwen2",
                HIDDEN,
                layers,
                HEADS,
                HEADS,
                HIDDEN / HEADS,
                FEED_FORWARD,
                TokenizerFolder.SIZE,
                MAX_POSITIONS,
                10_000,
                1e-6,
                true,
                true);
    }

    /**
     * Trains, measures and writes the policy's folder; returns the share of held-out questions answered right.
     *
     * @throws IOException if the folder was not written by a recipe, or cannot be written
     */
    public double run(Path folder, RecipeProgress.Listener listener) throws IOException {
        double accuracy = WorkFolder.make(folder, place -> make(place, listener));
        listener.onProgress(new RecipeProgress("start policy", steps, steps, Double.NaN, OptionalDouble.of(accuracy)));
        return accuracy;
    }

    private double make(Path folder, RecipeProgress.Listener listener) throws IOException {
        long began = System.nanoTime();
        TokenizerFolder.write(folder);
        try (Policy policy = Policy.initialize(network(layers), folder, seed, "cpu")) {
            train(policy, listener);
            List<ArithmeticQuestion> heldOut = sets.of(Split.HELD_OUT);
            double accuracy = SampledAnswer.accuracy(policy, heldOut);
            double sampled = SampledAnswer.share(SampledAnswer.of(policy, heldOut, 1, seed));
            policy.save(folder);
            new RecipeRecord("errata policy sft", began)
                    .setting("question_seed", sets.seed())
                    .setting("warm_up_solutions", sets.warmUp())
                    .setting("layers", layers)
                    .setting("steps", steps)
                    .setting("batch", batch)
                    .setting("learning_rate", learningRate)
                    .setting("seed", seed)
                    .measured("held_out_questions", heldOut.size())
                    .measured("held_out_accuracy_greedy", accuracy)
                    .measured("held_out_accuracy_sampled", sampled)
                    .write(folder);
            return accuracy;
        }
    }

    private void train(Policy policy, RecipeProgress.Listener listener) {
        List<TrainingSequence> solutions = sets.of(Split.WARM_UP).stream()
                .map(question -> sequence(policy, question))
                .toList();
        SplittableRandom random = new SplittableRandom(seed);
        CosineSchedule schedule = CosineSchedule.of(learningRate, steps);
        List<TrainingSequence> order = new ArrayList<>();
        try (Trainer trainer = new Trainer(policy, new CrossEntropy(), OptimizerSettings.defaults())) {
            for (int step = 0; step < steps; step++) {
                while (order.size() < batch) {
                    order.addAll(Shuffle.of(solutions, random));
                }
                List<TrainingSequence> next = order.subList(0, batch);
                double loss = trainer.step(new TrainingBatch(List.copyOf(next)), schedule.at(step))
                        .loss();
                next.clear();
                listener.onProgress(RecipeProgress.step("start policy", step + 1, steps, loss));
            }
        }
    }

    private static TrainingSequence sequence(Policy policy, ArithmeticQuestion question) {
        int[] solution = IntStream.concat(
                        Arrays.stream(
                                policy.tokenizer().encode(question.reference().text())),
                        IntStream.of(policy.tokenizer().eos()))
                .toArray();
        float[] weights = new float[solution.length];
        Arrays.fill(weights, 1f);
        return new TrainingSequence(policy.prompt(question.text()), solution, new float[][] {weights});
    }
}
