package dev.errata.actors.rollouts;

import dev.errata.actors.questions.AskedQuestion;
import dev.errata.actors.weights.VersionedPolicy;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.policy.sampling.Seeds;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.VersionSpan;
import java.nio.IntBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Samples n answers to each question, all in one batch, and records how: who, which version, which seed. */
public final class AnswerSampling {

    private final String run;
    private final String actorId;
    private final int answersPerQuestion;
    private final SamplingSettings settings;
    private final Clock clock;

    /**
     * Fixes how answers are sampled.
     *
     * @param run name of the run, the first part of every seed; may be empty
     * @param answersPerQuestion n
     */
    public AnswerSampling(String run, String actorId, int answersPerQuestion, SamplingSettings settings, Clock clock) {
        this.run = run;
        this.actorId = actorId;
        this.answersPerQuestion = answersPerQuestion;
        this.settings = settings;
        this.clock = clock;
    }

    /** n rollouts for each question, in order. */
    public List<Rollout> sample(List<AskedQuestion> questions, VersionedPolicy sampling) {
        List<SamplingRequest> requests = new ArrayList<>();
        for (AskedQuestion asked : questions) {
            for (int sample = 0; sample < answersPerQuestion; sample++) {
                requests.add(new SamplingRequest(asked.prompt(), seed(asked, sampling.version(), sample)));
            }
        }
        if (requests.isEmpty()) {
            return List.of();
        }
        List<Completion> completions = sampling.policy().sample(requests, settings);
        List<Rollout> rollouts = new ArrayList<>(completions.size());
        Map<IntBuffer, Integer> first = new HashMap<>();
        for (int i = 0; i < completions.size(); i++) {
            int sample = i % answersPerQuestion;
            if (sample == 0) {
                first.clear();
            }
            Completion answer = completions.get(i);
            @Nullable Integer duplicateOf = first.putIfAbsent(IntBuffer.wrap(answer.tokens()), sample);
            Rollout rollout = rollout(questions.get(i / answersPerQuestion), answer, sampling);
            rollout.setRolloutId(questions.get(i / answersPerQuestion).record() + "#" + sample);
            rollout.setSampleIndex(sample);
            rollout.setDuplicateOf(duplicateOf);
            rollout.setSampling(recorded(requests.get(i).seed()));
            rollouts.add(rollout);
        }
        return rollouts;
    }

    /** The seed of one answer: {@link Seeds} of run, {@code <source>/<question id>}, ask, policy version, sample index. */
    private long seed(AskedQuestion asked, long version, int sample) {
        return Seeds.of(run)
                .with(asked.question().getSource() + "/" + asked.question().getId())
                .with(asked.question().getAsk())
                .with(version)
                .with(sample)
                .seed();
    }

    private Rollout rollout(AskedQuestion asked, Completion answer, VersionedPolicy sampling) {
        Rollout rollout = new Rollout();
        rollout.setQuestion(asked.question());
        rollout.setPromptTokens(list(asked.prompt()));
        rollout.setAnswerTokens(list(answer.tokens()));
        rollout.setBehaviorLogProbs(list(answer.logProbs()));
        rollout.setVersionSpans(List.of(new VersionSpan(0, sampling.version())));
        rollout.setFinishReason(answer.stopped() ? FinishReason.STOP : FinishReason.LENGTH);
        rollout.setAnswerText(sampling.policy().decode(answer.tokens()));
        rollout.setActorId(actorId);
        rollout.setSampledAt(clock.millis());
        return rollout;
    }

    private dev.errata.schemas.SamplingSettings recorded(long seed) {
        return new dev.errata.schemas.SamplingSettings(
                settings.temperature(), settings.topP(), settings.topK(), settings.maxNewTokens(), seed);
    }

    private static List<Integer> list(int[] tokens) {
        List<Integer> list = new ArrayList<>(tokens.length);
        for (int token : tokens) {
            list.add(token);
        }
        return list;
    }

    private static List<Float> list(float[] values) {
        List<Float> list = new ArrayList<>(values.length);
        for (float value : values) {
            list.add(value);
        }
        return list;
    }
}
