package dev.errata.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.policy.TinyPolicy;
import dev.errata.policy.backend.Backend;
import dev.errata.policy.network.AnswerLayout;
import dev.errata.policy.network.PromptSharing;
import dev.errata.policy.network.SharedPrompt;
import dev.errata.policy.torch.TorchBackend;
import dev.errata.policy.training.Batches;
import dev.errata.policy.training.ComputeSettings;
import dev.errata.policy.training.CriticObjective;
import dev.errata.policy.training.Learning;
import dev.errata.policy.training.Learning.Moment;
import dev.errata.policy.training.MicroBatches;
import dev.errata.policy.training.Objective;
import dev.errata.policy.training.TrainingBatch;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.policy.weights.TensorSource.Entry;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Java's vectors learn what PyTorch's automatic differentiation does, on networks of every kind. */
@ParameterizedClass
@EnumSource
class VectorLearningTest {

    /** fp32 sums in another order, as a share of the largest gradient of a tensor. */
    private static final double TOLERANCE = 1e-5;

    private static final Objective OBJECTIVE = new CriticObjective();

    private final Backend torch;
    private final VectorNetwork vectors;

    VectorLearningTest(TinyNetwork network) {
        torch = network.torch(7);
        vectors = network.vectors(torch, 2);
    }

    @AfterEach
    void close() {
        vectors.close();
        torch.close();
    }

    /** Sequences of which some share a prompt that is worth reading once. */
    private static TrainingBatch batch(long seed) {
        int[] prompt = TinyPolicy.tokens(new Random(seed), 40);
        List<TrainingSequence> sequences = new ArrayList<>();
        for (TrainingSequence one : Batches.valued(seed, 14).sequences()) {
            boolean shares = sequences.size() % 2 == 0;
            sequences.add(new TrainingSequence(shares ? prompt : one.prompt(), one.answer(), one.channels()));
        }
        return new TrainingBatch(sequences);
    }

    private float[] criticWeights() {
        Random random = new Random(5);
        float[] weights = new float[torch.network().config().hidden() + 1];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 0.3f * (float) random.nextGaussian();
        }
        return weights;
    }

    private static float[] gradient(Learning learning, Entry entry) {
        FloatBuffer numbers = FloatBuffer.allocate(Math.toIntExact(entry.size()));
        learning.network(Moment.GRADIENT).read(entry, numbers::put);
        return numbers.array();
    }

    private static double error(float[] found, float[] expected) {
        double greatest = 0;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            greatest = Math.max(greatest, Math.abs(expected[i]));
            worst = Math.max(worst, Math.abs(found[i] - expected[i]));
        }
        return worst / greatest;
    }

    @ParameterizedTest(name = "seed {0}, {1} tokens, {2} rows of logits, recompute {3}")
    @CsvSource({"1, 1000, 1000, false", "2, 1000, 1000, true", "3, 30, 5, false", "4, 30, 5, true"})
    void theGradientIsThatOfAutomaticDifferentiation(long seed, long tokens, long logitRows, boolean recompute) {
        ComputeSettings compute = new ComputeSettings(tokens, logitRows, recompute, false);
        TrainingBatch batch = batch(seed);
        MicroBatches parts = new MicroBatches(batch, PromptSharing.always(1000), tokens);
        assertThat(parts.size()).isGreaterThanOrEqualTo(tokens < 1000 ? 3 : 1);
        try (Learning ours = new VectorBackend(vectors, TorchBackend::compile).learning(OBJECTIVE, compute);
                Learning theirs = torch.learning(OBJECTIVE, compute)) {
            boolean branches = false;
            for (Learning learning : List.of(ours, theirs)) {
                float[] critic = criticWeights();
                learning.assignCritic(critic, new float[critic.length], new float[critic.length]);
            }
            for (int part = 0; part < parts.size(); part++) {
                AnswerLayout answers = parts.answers(part);
                branches |= answers.sequences().stream().anyMatch(SharedPrompt::branches);
                float[] channels = parts.channels(answers, 2);
                assertThat(ours.backward(answers, channels, OBJECTIVE.settings(batch)))
                        .containsExactly(theirs.backward(answers, channels, OBJECTIVE.settings(batch)), within(1e-5));
                assertThat(ours.values(answers)).containsExactly(theirs.values(answers), within(1e-5f));
            }
            assertThat(branches).isTrue();
            for (Entry entry : torch.network().layout().entries()) {
                assertThat(error(gradient(ours, entry), gradient(theirs, entry)))
                        .as(entry.name())
                        .isLessThan(TOLERANCE);
            }
            assertThat(error(ours.critic(Moment.GRADIENT), theirs.critic(Moment.GRADIENT)))
                    .isLessThan(TOLERANCE);
        }
    }
}
