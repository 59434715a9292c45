package dev.errata.learner.objective;

import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.topics.RolloutIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tokens, log-probs and rewards of scored rollouts as arrays, and rollouts grouped by their question. */
final class RolloutArrays {

    private RolloutArrays() {}

    /** Rollouts grouped by the asked question, groups in the order of their first rollout. */
    static Collection<List<ScoredRollout>> byQuestion(List<ScoredRollout> rollouts) {
        Map<String, List<ScoredRollout>> groups = new LinkedHashMap<>();
        for (ScoredRollout scored : rollouts) {
            String asked = RolloutIds.asked(scored.getRollout().getRolloutId());
            groups.computeIfAbsent(asked, unseen -> new ArrayList<>()).add(scored);
        }
        return groups.values();
    }

    /** Whether no earlier answer to the same asked question has the same tokens. */
    static boolean isDistinct(ScoredRollout scored) {
        return scored.getRollout().getDuplicateOf() == null;
    }

    /**
     * The reward of the whole answer, dimensionless: 2 s - 1 with the score s, 0 to 1, where a verifier gave one; else
     * 1 if correct, -1 if not.
     */
    static float verdict(ScoredRollout scored) {
        Double score = scored.getScore();
        if (score != null) {
            return (float) (2 * score - 1);
        }
        return scored.getCorrect() ? 1 : -1;
    }

    /** Token ids of the prompt, [P]. */
    static int[] prompt(ScoredRollout scored) {
        return ints(scored.getRollout().getPromptTokens());
    }

    /** Token ids of the answer, [T]. */
    static int[] answer(ScoredRollout scored) {
        return ints(scored.getRollout().getAnswerTokens());
    }

    /** log mu of the answer tokens, nats, [T]. */
    static float[] behavior(ScoredRollout scored) {
        return floats(scored.getRollout().getBehaviorLogProbs());
    }

    /** The same number at every token, [T]. */
    static float[] everywhere(float number, int tokens) {
        float[] numbers = new float[tokens];
        Arrays.fill(numbers, number);
        return numbers;
    }

    static int[] ints(Collection<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    static float[] floats(List<Float> numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.get(i);
        }
        return floats;
    }
}
