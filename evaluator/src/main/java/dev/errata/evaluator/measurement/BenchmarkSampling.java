package dev.errata.evaluator.measurement;

import dev.errata.evaluator.benchmark.FewShotPrompts.Prompt;
import dev.errata.evaluator.benchmark.MeasuredBenchmark;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Samples a version's answers to the questions of a benchmark, a batch at a time. */
final class BenchmarkSampling {

    private static final String ACTOR_ID = "evaluator";

    /** Answers sampled side by side: bounds memory. */
    private static final int ROWS = 256;

    private final MeasuredVersion version;
    private final MeasuredBenchmark benchmark;
    private final Drawing drawing;
    private final Clock clock;

    BenchmarkSampling(MeasuredVersion version, MeasuredBenchmark benchmark, Drawing drawing, Clock clock) {
        this.version = version;
        this.benchmark = benchmark;
        this.drawing = drawing;
        this.clock = clock;
    }

    /** One answer with its request and the number of examples in its prompt. */
    private record Asked(PendingAnswer answer, SamplingRequest request, int shots) {}

    /**
     * Samples answers.
     *
     * @param progress receives the number of answers sampled, before each call of the policy but the first
     */
    SampledAnswers sample(List<PendingAnswer> answers, IntConsumer progress) {
        List<Asked> asked = new ArrayList<>();
        List<PendingAnswer> unread = new ArrayList<>();
        Map<String, Optional<Prompt>> prompts = new LinkedHashMap<>();
        for (PendingAnswer answer : answers) {
            prompts.computeIfAbsent(answer.question().getId(), id -> prompt(answer.question()))
                    .ifPresentOrElse(
                            prompt -> asked.add(new Asked(
                                    answer, new SamplingRequest(prompt.tokens(), seed(answer)), prompt.shots())),
                            () -> unread.add(answer));
        }
        List<Rollout> rollouts = new ArrayList<>();
        for (int from = 0; from < asked.size(); from += ROWS) {
            if (from > 0) {
                progress.accept(from);
            }
            rollouts.addAll(sampleAtOnce(asked.subList(from, Math.min(from + ROWS, asked.size()))));
        }
        return new SampledAnswers(
                drawing.mode(), rollouts, asked.stream().map(Asked::shots).toList(), unread);
    }

    private List<Rollout> sampleAtOnce(List<Asked> asked) {
        List<Completion> completions =
                version.policy().sample(asked.stream().map(Asked::request).toList(), drawing.settings());
        List<Rollout> rollouts = new ArrayList<>();
        for (int i = 0; i < completions.size(); i++) {
            rollouts.add(rollout(asked.get(i), completions.get(i)));
        }
        return rollouts;
    }

    private Optional<Prompt> prompt(Question question) {
        int most = version.policy().maxPositions() - drawing.settings().maxNewTokens();
        return benchmark.prompts().prompt(question, version.policy()::prompt, most);
    }

    /** {@link Seeds} of "evaluation", question id, policy version, sample index and, unless it is 0, the seed. */
    private long seed(PendingAnswer answer) {
        Seeds seeds = Seeds.of("evaluation")
                .with(answer.question().getId())
                .with(version.version())
                .with(answer.sample());
        return (drawing.seed() == 0 ? seeds : seeds.with(drawing.seed())).seed();
    }

    /** {@code evaluation/<benchmark>/<version>/<mode>/<question id>#<sample>}. */
    private String id(PendingAnswer answer) {
        String mode = drawing.mode().name().toLowerCase(Locale.ROOT);
        return "evaluation/" + benchmark.name() + "/" + version.name() + "/" + mode + "/"
                + answer.question().getId() + "#" + answer.sample();
    }

    private Rollout rollout(Asked asked, Completion completion) {
        var settings = drawing.settings();
        String written = version.policy().decode(completion.tokens());
        String text = benchmark.prompts().answer(written);
        boolean ended = completion.stopped() || text.length() < written.length();
        return Rollout.newBuilder()
                .setRolloutId(id(asked.answer()))
                .setQuestion(asked.answer().question())
                .setSampleIndex(asked.answer().sample())
                .setGroupSize(drawing.k())
                .setPromptTokens(NumberLists.of(asked.request().prompt()))
                .setAnswerTokens(NumberLists.of(completion.tokens()))
                .setBehaviorLogProbs(NumberLists.of(completion.logProbs()))
                .setVersionSpans(List.of(new VersionSpan(0, version.version())))
                .setSampling(new SamplingSettings(
                        settings.temperature(),
                        settings.topP(),
                        settings.topK(),
                        settings.maxNewTokens(),
                        asked.request().seed()))
                .setFinishReason(ended ? FinishReason.STOP : FinishReason.LENGTH)
                .setAnswerText(text)
                .setActorId(ACTOR_ID)
                .setSampledAt(clock.millis())
                .build();
    }
}
