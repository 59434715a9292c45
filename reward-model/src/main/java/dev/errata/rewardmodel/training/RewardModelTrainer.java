package dev.errata.rewardmodel.training;

import dev.errata.policy.Policy;
import dev.errata.policy.Trainer;
import dev.errata.policy.tokenizer.Tokenizer;
import dev.errata.policy.training.CrossEntropy;
import dev.errata.policy.training.OptimizerSettings;
import dev.errata.policy.training.StepResult;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.rewardmodel.rewrite.LocatingPrompt;
import dev.errata.rewardmodel.rewrite.RewritePrompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Trains a causal language model to rewrite answers, as in RLMEC (arXiv:2401.06081). Not thread-safe.
 *
 * <pre>
 *   L = − ( Σ_j log G(z_j | P_R, q, s, y, z_&lt;j) + λ Σ_i log G(s_i | q, s_&lt;i) + log G(k | P_L, q, s, y) ) / N
 *
 *   q, s, y    question, reference solution, answer            z   rewrite, with its end-of-sequence token
 *   P_R, P_L   rewriting and locating prompt                   k   number of the first step that z changes
 *   λ          referenceWeight                                 N   tokens of the batch with a weight above 0
 * </pre>
 *
 * <p>The second term, which RLMEC does not have, teaches the task itself. The third is present only where the model
 * learns to locate; then each example is two sequences. The answer y is read and not learned.
 */
public final class RewardModelTrainer implements AutoCloseable {

    private final Tokenizer tokenizer;
    private final RewritePrompt prompt;
    private final @Nullable LocatingPrompt locating;
    private final double referenceWeight;
    private final Trainer trainer;

    /**
     * A trainer with new optimizer state for a model that does not learn to locate.
     *
     * @param referenceWeight weight of the tokens of the reference solution; those of the rewrite weigh 1
     */
    public RewardModelTrainer(Policy model, RewritePrompt prompt, OptimizerSettings settings, double referenceWeight) {
        this(model, prompt, null, settings, referenceWeight);
    }

    /**
     * A trainer with new optimizer state.
     *
     * @param locating the locating prompt; null where the model does not learn to locate
     * @param referenceWeight weight of the tokens of the reference solution; those of rewrite and location weigh 1
     */
    public RewardModelTrainer(
            Policy model,
            RewritePrompt prompt,
            @Nullable LocatingPrompt locating,
            OptimizerSettings settings,
            double referenceWeight) {
        this.tokenizer = model.tokenizer();
        this.prompt = prompt;
        this.locating = locating;
        this.referenceWeight = referenceWeight;
        this.trainer = new Trainer(model, new CrossEntropy(), settings);
    }

    /** One optimizer step on all examples together. */
    public StepResult step(List<RewriteExample> examples, double learningRate) {
        List<TrainingSequence> sequences = new ArrayList<>();
        examples.forEach(example -> sequences.add(sequence(tokenizer, prompt, referenceWeight, example)));
        LocatingPrompt asked = locating;
        if (asked != null) {
            examples.forEach(example -> sequences.add(sequence(tokenizer, prompt, asked, example)));
        }
        return trainer.step(new TrainingBatch(sequences), learningRate);
    }

    /**
     * The question is the prompt; reference, answer field and rewrite follow as one answer with a weight for each
     * token.
     */
    static TrainingSequence sequence(
            Tokenizer tokenizer, RewritePrompt prompt, double referenceWeight, RewriteExample example) {
        int[] answer = tokenizer.encode(example.answer());
        int[] read = prompt.render(tokenizer, example.question(), example.reference(), answer);
        int bos = tokenizer.bos() < 0 ? 0 : 1;
        int question = bos + tokenizer.encode(example.question() + prompt.questionEnd()).length;
        String untilReferenceEnd =
                example.question() + prompt.questionEnd() + example.reference() + prompt.referenceEnd();
        int reference = bos + tokenizer.encode(untilReferenceEnd).length;
        int[] rewrite = ended(tokenizer, example.rewrite());
        int[] learned = IntStream.concat(Arrays.stream(read, question, read.length), Arrays.stream(rewrite))
                .toArray();
        float[] weights = new float[learned.length];
        Arrays.fill(weights, 0, reference - question, (float) referenceWeight);
        Arrays.fill(weights, learned.length - rewrite.length, learned.length, 1f);
        return new TrainingSequence(Arrays.copyOf(read, question), learned, new float[][] {weights});
    }

    /** The locating prompt, and as its answer the number of the first step that the rewrite changes. */
    static TrainingSequence sequence(
            Tokenizer tokenizer, RewritePrompt prompt, LocatingPrompt locating, RewriteExample example) {
        int[] answer = tokenizer.encode(example.answer());
        int[] asked = locating.render(tokenizer, prompt, example.question(), example.reference(), answer);
        int step = locating.steps().firstChanged(example.answer(), example.rewrite());
        int[] reply = ended(tokenizer, String.valueOf(step));
        float[] weights = new float[reply.length];
        Arrays.fill(weights, 1f);
        return new TrainingSequence(asked, reply, new float[][] {weights});
    }

    private static int[] ended(Tokenizer tokenizer, String text) {
        return IntStream.concat(Arrays.stream(tokenizer.encode(text)), IntStream.of(tokenizer.eos()))
                .toArray();
    }

    @Override
    public void close() {
        trainer.close();
    }
}
