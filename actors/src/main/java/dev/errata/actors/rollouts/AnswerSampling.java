package dev.errata.actors.rollouts;

import dev.errata.actors.questions.AskedQuestion;
import dev.errata.actors.weights.VersionedPolicy;
import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.Finished;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.policy.sampling.Seeds;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.NumberLists;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.VersionSpan;
import java.nio.IntBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Samples n answers to each question, all in one batch, and records the actor, the versions and the seed of each. */
public final class AnswerSampling {

    private final String run;
    private final String actorId;
    private final BatchSampling batch;
    private final Clock clock;

    /**
     * Samples the answers of one actor.
     *
     * @param run name of the run and its seed, the first part of every sample's seed; may be empty
     */
    public AnswerSampling(String run, String actorId, BatchSampling batch, Clock clock) {
        this.run = run;
        this.actorId = actorId;
        this.batch = batch;
        this.clock = clock;
    }

    /**
     * n rollouts for each question, in order.
     *
     * @param begin the policy at the beginning of the batch; its version goes into the seeds, even if newer weights
     *     arrive during the batch
     */
    public List<Rollout> sample(List<AskedQuestion> questions, VersionedPolicy begin) {
        List<SamplingRequest> requests = new ArrayList<>();
        for (AskedQuestion asked : questions) {
            for (int sample = 0; sample < asked.answers(); sample++) {
                requests.add(new SamplingRequest(asked.prompt(), seed(asked, begin.version(), sample)));
            }
        }
        if (requests.isEmpty()) {
            return List.of();
        }
        List<Finished> answers = batch.sample(requests, begin);
        List<Rollout> rollouts = new ArrayList<>(answers.size());
        for (AskedQuestion asked : questions) {
            Map<IntBuffer, Integer> first = new HashMap<>();
            for (int sample = 0; sample < asked.answers(); sample++) {
                int request = rollouts.size();
                int[] tokens = answers.get(request).completion().tokens();
                Rollout rollout = rollout(asked, answers.get(request));
                rollout.setAnswerText(begin.policy().decode(tokens));
                rollout.setRolloutId(asked.rolloutId(sample));
                rollout.setSampleIndex(sample);
                rollout.setDuplicateOf(first.putIfAbsent(IntBuffer.wrap(tokens), sample));
                rollout.setSampling(recorded(requests.get(request).seed()));
                rollouts.add(rollout);
            }
        }
        return rollouts;
    }

    /**
     * The seed of one answer: {@link Seeds} of run, {@code <source>/<question id>}, ask, policy version at the
     * beginning of the batch, sample index.
     */
    private long seed(AskedQuestion asked, long version, int sample) {
        return Seeds.of(run)
                .with(asked.question().getSource() + "/" + asked.question().getId())
                .with(asked.question().getAsk())
                .with(version)
                .with(sample)
                .seed();
    }

    private Rollout rollout(AskedQuestion asked, Finished finished) {
        Completion answer = finished.completion();
        Rollout rollout = new Rollout();
        rollout.setQuestion(asked.question());
        rollout.setGroupSize(asked.answers());
        rollout.setPromptTokens(NumberLists.of(asked.prompt()));
        rollout.setAnswerTokens(NumberLists.of(answer.tokens()));
        rollout.setBehaviorLogProbs(NumberLists.of(answer.logProbs()));
        rollout.setVersionSpans(finished.spans().stream()
                .map(span -> new VersionSpan(span.start(), span.version()))
                .toList());
        rollout.setFinishReason(answer.stopped() ? FinishReason.STOP : FinishReason.LENGTH);
        rollout.setActorId(actorId);
        rollout.setSampledAt(clock.millis());
        return rollout;
    }

    private dev.errata.schemas.SamplingSettings recorded(long seed) {
        SamplingSettings settings = batch.settings();
        return new dev.errata.schemas.SamplingSettings(
                settings.temperature(), settings.topP(), settings.topK(), settings.maxNewTokens(), seed);
    }
}
