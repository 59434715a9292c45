package dev.errata.learner.batch;

import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.SamplingSettings;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.VersionSpan;
import java.util.List;
import java.util.Optional;

/**
 * Checks whether a scored rollout can be trained on: shapes agree, every token has its policy version, numbers are
 * finite and bounded, tokens exist, it fits the policy, and it was sampled from the distribution that the learner
 * recomputes.
 *
 * <p>Rewards and target weights are at most {@value #LARGEST} in magnitude; scoring gives numbers of about 1. A number
 * of 3e38 would make the fp32 sum over a batch infinite, and the same records would stop the learner at every start.
 *
 * <p>The learner recomputes log-probs at temperature 1 over the whole vocabulary, so only rollouts sampled that way are
 * accepted; anything else would make the importance ratio wrong from the first token (docs/method.md, Objectives).
 */
final class RolloutCheck {

    /**
     * The reason why a rollout cannot be trained on.
     *
     * @param reason typed reason
     * @param sentence one sentence for people
     */
    record Objection(RejectionReason reason, String sentence) {}

    /** Largest magnitude of a reward or target weight. */
    static final int LARGEST = 1000;

    private final PolicyLimits limits;

    RolloutCheck(PolicyLimits limits) {
        this.limits = limits;
    }

    /** The first objection found, or none. */
    Optional<Objection> objection(ScoredRollout scored) {
        Rollout rollout = scored.getRollout();
        return shapes(scored, rollout)
                .or(() -> versions(rollout))
                .or(() -> sampling(scored))
                .or(() -> numbers(scored, rollout))
                .or(() -> tokens(scored, rollout))
                .or(() -> length(scored, rollout));
    }

    private static Optional<Objection> shapes(ScoredRollout scored, Rollout rollout) {
        int tokens = rollout.getAnswerTokens().size();
        if (tokens == 0 || rollout.getPromptTokens().isEmpty()) {
            return malformed("The prompt or the answer has no tokens.");
        }
        if (rollout.getBehaviorLogProbs().size() != tokens
                || scored.getRewards().size() != tokens) {
            return malformed("The answer has " + tokens + " tokens but "
                    + rollout.getBehaviorLogProbs().size() + " log-probs and "
                    + scored.getRewards().size() + " rewards.");
        }
        if (scored.getTargetTokens().size() != scored.getTargetWeights().size()) {
            return malformed("The target has " + scored.getTargetTokens().size() + " tokens but "
                    + scored.getTargetWeights().size() + " weights.");
        }
        return Optional.empty();
    }

    /** A span ends where the next one starts, so spans in order from 0 give each token of the answer one version. */
    private static Optional<Objection> versions(Rollout rollout) {
        List<VersionSpan> spans = rollout.getVersionSpans();
        if (spans.isEmpty()) {
            return malformed("No policy version is recorded for it.");
        }
        VersionSpan first = spans.get(0);
        if (first.getStart() != 0) {
            return malformed("Its first version span starts at token " + first.getStart() + " instead of 0.");
        }
        if (first.getPolicyVersion() < 0) {
            return malformed("It claims policy version " + first.getPolicyVersion() + ", but versions count from 0.");
        }
        VersionSpan last = spans.get(spans.size() - 1);
        int tokens = rollout.getAnswerTokens().size();
        return order(spans)
                .or(() -> last.getStart() < tokens
                        ? Optional.empty()
                        : malformed("Its last version span starts at token " + last.getStart() + ", but its answer has "
                                + tokens + " tokens."));
    }

    /** Actors adopt newer weights only: along an answer, versions never fall. */
    private static Optional<Objection> order(List<VersionSpan> spans) {
        for (int i = 1; i < spans.size(); i++) {
            VersionSpan before = spans.get(i - 1);
            VersionSpan span = spans.get(i);
            if (span.getStart() <= before.getStart()) {
                return malformed("Its version spans are out of order: one that starts at token " + span.getStart()
                        + " follows one that starts at token " + before.getStart() + ".");
            }
            if (span.getPolicyVersion() < before.getPolicyVersion()) {
                return malformed("Its policy version falls from " + before.getPolicyVersion() + " to "
                        + span.getPolicyVersion() + " at token " + span.getStart()
                        + ", but an actor only adopts newer versions.");
            }
        }
        return Optional.empty();
    }

    /** Whether a rollout was sampled from the distribution that the learner recomputes log-probs of. */
    static boolean sampledAsRecomputed(ScoredRollout scored) {
        SamplingSettings sampling = scored.getRollout().getSampling();
        return sampling.getTemperature() == 1 && sampling.getTopP() == 1 && sampling.getTopK() == 0;
    }

    private static Optional<Objection> sampling(ScoredRollout scored) {
        SamplingSettings sampling = scored.getRollout().getSampling();
        if (!sampledAsRecomputed(scored)) {
            return malformed("It was sampled at temperature " + sampling.getTemperature() + ", top-p "
                    + sampling.getTopP() + " and top-k " + sampling.getTopK()
                    + ", but the learner recomputes log-probs at temperature 1 over the whole vocabulary: set the"
                    + " actors to temperature 1, top-p 1 and top-k 0.");
        }
        return Optional.empty();
    }

    private static Optional<Objection> numbers(ScoredRollout scored, Rollout rollout) {
        boolean finite = allFinite(rollout.getBehaviorLogProbs())
                && allFinite(scored.getRewards())
                && allFinite(scored.getTargetWeights());
        if (!finite) {
            return malformed("A log-prob, reward or weight is not a finite number.");
        }
        boolean signs = rollout.getBehaviorLogProbs().stream().allMatch(logProb -> logProb <= 0)
                && scored.getTargetWeights().stream().allMatch(weight -> weight >= 0);
        if (!signs) {
            return malformed("A log-prob is above 0 or a target weight below 0.");
        }
        boolean bounded = allBounded(scored.getRewards()) && allBounded(scored.getTargetWeights());
        return bounded
                ? Optional.empty()
                : malformed("A reward or target weight is beyond " + LARGEST + ": no scoring gives such numbers.");
    }

    private Optional<Objection> tokens(ScoredRollout scored, Rollout rollout) {
        boolean known = allKnown(rollout.getPromptTokens())
                && allKnown(rollout.getAnswerTokens())
                && allKnown(scored.getTargetTokens());
        return known
                ? Optional.empty()
                : malformed("A token id lies outside the policy's vocabulary of " + limits.vocabulary() + ".");
    }

    private Optional<Objection> length(ScoredRollout scored, Rollout rollout) {
        int longest = Math.max(
                rollout.getAnswerTokens().size(), scored.getTargetTokens().size());
        int positions = rollout.getPromptTokens().size() + longest;
        if (positions > limits.maxPositions()) {
            return Optional.of(new Objection(
                    RejectionReason.TOO_LONG,
                    "Prompt and answer or target take " + positions + " positions, the policy reads "
                            + limits.maxPositions() + "."));
        }
        return Optional.empty();
    }

    private static boolean allFinite(List<Float> numbers) {
        return numbers.stream().allMatch(Float::isFinite);
    }

    private static boolean allBounded(List<Float> numbers) {
        return numbers.stream().allMatch(number -> Math.abs(number) <= LARGEST);
    }

    private boolean allKnown(List<Integer> tokens) {
        return tokens.stream().allMatch(token -> token >= 0 && token < limits.vocabulary());
    }

    private static Optional<Objection> malformed(String sentence) {
        return Optional.of(new Objection(RejectionReason.MALFORMED, sentence));
    }
}
