package dev.errata.learner.update;

import dev.errata.learner.objective.Policies.Frozen;
import dev.errata.policy.Policy;
import dev.errata.policy.training.TrainingSequence;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Frozen policies that give log-probs, in memory only if the objective needs them. The reference is loaded when first
 * needed, because a new run has not published it earlier; the proximal policy follows publications. Not thread-safe.
 */
final class FrozenPolicies implements AutoCloseable {

    private final String device;
    private final Path reference;
    private final Map<Frozen, Policy> loaded = new EnumMap<>(Frozen.class);

    private FrozenPolicies(String device, Path reference) {
        this.device = device;
        this.reference = reference;
    }

    /**
     * The policies that an objective needs.
     *
     * @param newest folder of the newest published weights
     */
    static FrozenPolicies of(Path newest, EnginePolicy.TrainingSetup setup) {
        FrozenPolicies policies = new FrozenPolicies(setup.device(), setup.reference());
        if (setup.objective().requirements().frozen().contains(Frozen.PROXIMAL)) {
            policies.loaded.put(Frozen.PROXIMAL, Policy.load(newest, setup.device()));
        }
        return policies;
    }

    /** New weights were written to a folder and will be published. */
    void published(Path folder) {
        Policy proximal = loaded.get(Frozen.PROXIMAL);
        if (proximal != null) {
            proximal.replaceWeights(folder);
        }
    }

    /** Log-probs of the answers, nats, [T_i] each. */
    List<float[]> logProbs(Frozen which, List<TrainingSequence> sequences) {
        Policy policy = loaded.computeIfAbsent(which, unseen -> load(which));
        return policy.logProbs(
                sequences.stream().map(TrainingSequence::prompt).toList(),
                sequences.stream().map(TrainingSequence::answer).toList(),
                1);
    }

    private Policy load(Frozen which) {
        if (which == Frozen.PROXIMAL) {
            throw new IllegalStateException("The objective asks for the proximal policy but does not require it.");
        }
        if (!Files.isDirectory(reference)) {
            throw new UnusableCheckpointException(
                    "learner.kl-weight or learner.objective=dpo needs the weights of version 0 of the run, but "
                            + reference + " is missing: put it back, or set learner.weights-dir to the run's folder.");
        }
        return Policy.load(reference, device);
    }

    @Override
    public void close() {
        loaded.values().forEach(Policy::close);
    }
}
