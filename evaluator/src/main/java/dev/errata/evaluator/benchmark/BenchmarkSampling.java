package dev.errata.evaluator.benchmark;

import dev.errata.policy.sampling.Completion;
import dev.errata.policy.sampling.SamplingRequest;
import dev.errata.policy.sampling.Seeds;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.NumberLists;
import dev.errata.schemas.Question;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.SamplingSettings;
import dev.errata.schemas.VersionSpan;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Samples a policy version's answers to held-out questions, a chunk of questions at a time. */
final class BenchmarkSampling {

    private static final String ACTOR_ID = "evaluator";

    private final MeasuredPolicy policy;
    private final long version;
    private final String benchmark;
    private final Drawing drawing;
    private final Clock clock;

    BenchmarkSampling(MeasuredPolicy policy, long version, String benchmark, Drawing drawing, Clock clock) {
        this.policy = policy;
        this.version = version;
        this.benchmark = benchmark;
        this.drawing = drawing;
        this.clock = clock;
    }

    /** The rollout id of one answer: {@code evaluation/<benchmark>/<version>/<mode>/<question id>#<sample>}. */
    String id(Question question, int sample) {
        String mode = drawing.mode().name().toLowerCase(Locale.ROOT);
        return "evaluation/" + benchmark + "/" + version + "/" + mode + "/" + question.getId() + "#" + sample;
    }

    /** k rollouts for each question, in order; none for a question whose prompt leaves no room for an answer. */
    List<Rollout> sample(List<Question> chunk) {
        List<Question> asked = new ArrayList<>();
        List<SamplingRequest> requests = new ArrayList<>();
        for (Question question : chunk) {
            int[] prompt = policy.prompt(question.getText());
            if (prompt.length + drawing.maxNewTokens() <= policy.maxPositions()) {
                asked.add(question);
                for (int sample = 0; sample < drawing.k(); sample++) {
                    requests.add(new SamplingRequest(prompt, seed(question, sample)));
                }
            }
        }
        if (requests.isEmpty()) {
            return List.of();
        }
        List<Completion> completions = policy.sample(requests, drawing.settings());
        List<Rollout> rollouts = new ArrayList<>();
        for (int i = 0; i < completions.size(); i++) {
            rollouts.add(rollout(asked.get(i / drawing.k()), i % drawing.k(), requests.get(i), completions.get(i)));
        }
        return rollouts;
    }

    /** {@link Seeds} of "evaluation", question id, policy version, sample index. */
    private long seed(Question question, int sample) {
        return Seeds.of("evaluation")
                .with(question.getId())
                .with(version)
                .with(sample)
                .seed();
    }

    private Rollout rollout(Question question, int sample, SamplingRequest request, Completion answer) {
        var settings = drawing.settings();
        return Rollout.newBuilder()
                .setRolloutId(id(question, sample))
                .setQuestion(question)
                .setSampleIndex(sample)
                .setPromptTokens(NumberLists.of(request.prompt()))
                .setAnswerTokens(NumberLists.of(answer.tokens()))
                .setBehaviorLogProbs(NumberLists.of(answer.logProbs()))
                .setVersionSpans(List.of(new VersionSpan(0, version)))
                .setSampling(new SamplingSettings(
                        settings.temperature(),
                        settings.topP(),
                        settings.topK(),
                        settings.maxNewTokens(),
                        request.seed()))
                .setFinishReason(answer.stopped() ? FinishReason.STOP : FinishReason.LENGTH)
                .setAnswerText(policy.decode(answer.tokens()))
                .setActorId(ACTOR_ID)
                .setSampledAt(clock.millis())
                .build();
    }
}
