package dev.errata.learner.fakes;

import dev.errata.schemas.FinishReason;
import dev.errata.schemas.Question;
import dev.errata.schemas.RewardKind;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.SamplingSettings;
import dev.errata.schemas.ScoredGroup;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.VersionSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Small scored rollouts over a vocabulary of 10. */
public final class Scored {

    private Scored() {}

    /** A correct answer, its own imitation target. */
    public static ScoredRollout correct(String id, long version) {
        return of(id, version, List.of(3, 4, 2), List.of(0.3f, 0f, 0.5f), List.of(3, 4, 2), List.of(0.5f, 0.5f, 0.5f));
    }

    /** A wrong answer with a rewrite. */
    public static ScoredRollout wrong(String id, long version) {
        return of(
                id,
                version,
                List.of(3, 5, 2),
                List.of(0f, -0.1f, 0f),
                List.of(3, 4, 6, 2),
                List.of(0.5f, 1f, 1f, 0.5f));
    }

    /**
     * A judged answer of a whole group, of the tokens 3, 4 or 5 and 2.
     *
     * @param asked the question asked
     * @param correct verdicts on all answers of the group
     */
    public static List<ScoredRollout> group(String asked, long version, boolean... correct) {
        List<ScoredRollout> group = new ArrayList<>();
        int right = 0;
        for (boolean one : correct) {
            right += one ? 1 : 0;
        }
        for (int sample = 0; sample < correct.length; sample++) {
            boolean one = correct[sample];
            List<Integer> answer = List.of(3, one ? 4 : 5, 3 + sample, 2);
            ScoredRollout scored = of(
                    asked + "#" + sample,
                    version,
                    answer,
                    Collections.nCopies(answer.size(), one ? 1f : -1f),
                    one ? answer : List.of(),
                    one ? Collections.nCopies(answer.size(), 0.5f) : List.of());
            scored.getRollout().setSampleIndex(sample);
            scored.getRollout().setGroupSize(correct.length);
            scored.getRollout().getQuestion().setReference("3456");
            scored.setCorrect(one);
            scored.setRewardKind(RewardKind.INSTANCE);
            scored.setGroup(new ScoredGroup(correct.length, correct.length, right));
            group.add(scored);
        }
        return group;
    }

    /** A rollout with all fields set that learning depends on. */
    public static ScoredRollout of(
            String id,
            long version,
            List<Integer> answer,
            List<Float> rewards,
            List<Integer> target,
            List<Float> weights) {
        boolean correct = target.equals(answer);
        Rollout rollout = Rollout.newBuilder()
                .setRolloutId(id)
                .setQuestion(Question.newBuilder()
                        .setId("q-" + id)
                        .setSource("demo")
                        .setText("1+1")
                        .setGold("2")
                        .setMetadata(Map.of())
                        .build())
                .setSampleIndex(0)
                .setPromptTokens(List.of(1, 7))
                .setAnswerTokens(answer)
                .setBehaviorLogProbs(answer.stream().map(token -> -0.1f * token).toList())
                .setVersionSpans(List.of(new VersionSpan(0, version)))
                .setSampling(new SamplingSettings(1.0, 1.0, 0, 56, 5L))
                .setFinishReason(FinishReason.STOP)
                .setAnswerText("an answer")
                .setActorId("actor-1")
                .setSampledAt(0L)
                .build();
        return ScoredRollout.newBuilder()
                .setRollout(rollout)
                .setCorrect(correct)
                .setExtractedAnswer("2")
                .setProbabilities(rewards)
                .setRewards(rewards)
                .setTargetTokens(target)
                .setTargetWeights(weights)
                .setRewardModelVersion("abc")
                .setScoredAt(0L)
                .build();
    }
}
