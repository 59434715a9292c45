package dev.errata.rewards.rewrite;

import dev.errata.policy.Policy;
import dev.errata.policy.tokenizer.Tokenizer;
import dev.errata.policy.training.CrossEntropy;
import dev.errata.policy.training.OptimizerSettings;
import dev.errata.policy.training.StepResult;
import dev.errata.policy.training.Trainer;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Teaches a causal language model to rewrite answers: cross-entropy on the rewrite, RLMEC (arXiv:2401.06081), and with a
 * smaller weight on the reference solution, so that the model learns the task itself as well. What stands in between, the
 * answer field, is read and never learned. Not thread-safe.
 */
public final class RewardModelTrainer implements AutoCloseable {

    private final Tokenizer tokenizer;
    private final RewritePrompt prompt;
    private final double referenceWeight;
    private final Trainer trainer;

    /**
     * A trainer with fresh optimizer state.
     *
     * @param referenceWeight weight of the tokens of the reference solution; those of the rewrite weigh 1
     */
    public RewardModelTrainer(Policy model, RewritePrompt prompt, OptimizerSettings settings, double referenceWeight) {
        this.tokenizer = model.tokenizer();
        this.prompt = prompt;
        this.referenceWeight = referenceWeight;
        this.trainer = new Trainer(model, new CrossEntropy(), settings);
    }

    /** One optimizer step on all examples together. */
    public StepResult step(List<RewriteExample> examples, double learningRate) {
        return trainer.step(
                new TrainingBatch(examples.stream()
                        .map(example -> sequence(tokenizer, prompt, referenceWeight, example))
                        .toList()),
                learningRate);
    }

    /** The question conditions; reference, answer field and rewrite follow as one answer with a weight for each token. */
    static TrainingSequence sequence(
            Tokenizer tokenizer, RewritePrompt prompt, double referenceWeight, RewriteExample example) {
        int[] answer = tokenizer.encode(example.answer());
        int[] read = prompt.render(tokenizer, example.question(), example.reference(), answer);
        int bos = tokenizer.bos() < 0 ? 0 : 1;
        int question = bos + tokenizer.encode(example.question() + prompt.questionEnd()).length;
        String untilReferenceEnd =
                example.question() + prompt.questionEnd() + example.reference() + prompt.referenceEnd();
        int reference = bos + tokenizer.encode(untilReferenceEnd).length;
        int[] rewrite = IntStream.concat(
                        Arrays.stream(tokenizer.encode(example.rewrite())), IntStream.of(tokenizer.eos()))
                .toArray();
        int[] learned = IntStream.concat(Arrays.stream(read, question, read.length), Arrays.stream(rewrite))
                .toArray();
        float[] weights = new float[learned.length];
        Arrays.fill(weights, 0, reference - question, (float) referenceWeight);
        Arrays.fill(weights, learned.length - rewrite.length, learned.length, 1f);
        return new TrainingSequence(Arrays.copyOf(read, question), learned, new float[][] {weights});
    }

    @Override
    public void close() {
        trainer.close();
    }
}
