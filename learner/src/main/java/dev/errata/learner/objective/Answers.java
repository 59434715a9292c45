package dev.errata.learner.objective;

import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.topics.RolloutIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scored rollouts as arrays, and by the question that they answer. */
final class Answers {

    private Answers() {}

    /** Rollouts of the same asked question together, in the order of their first. */
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

    /** The reward of the whole answer: 1 if correct, -1 if not. */
    static float verdict(ScoredRollout scored) {
        return scored.getCorrect() ? 1 : -1;
    }

    /** Token ids of the prompt, [P]. */
    static int[] prompt(ScoredRollout scored) {
        return ints(scored.getRollout().getPromptTokens());
    }

    /** Token ids of the answer, [T]. */
    static int[] tokens(ScoredRollout scored) {
        return ints(scored.getRollout().getAnswerTokens());
    }

    /** log mu of the answer, [T]. */
    static float[] behavior(ScoredRollout scored) {
        return floats(scored.getRollout().getBehaviorLogProbs());
    }

    /** The same number at every token. */
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
