package dev.errata.ops.monitor.state;

import dev.errata.ops.monitor.text.Vocabulary;
import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.DeadLetterReason;
import dev.errata.schemas.Edit;
import dev.errata.schemas.Evaluation;
import dev.errata.schemas.EvaluationMode;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.Question;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.SamplingSettings;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.SkipReason;
import dev.errata.schemas.SkippedQuestion;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.UpdateKind;
import dev.errata.schemas.VersionSpan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Made-up records; a token is a character, its id the code point. */
final class MadeUp {

    private MadeUp() {}

    static List<Integer> tokens(String text) {
        return new ArrayList<>(text.codePoints().boxed().toList());
    }

    /** The printable characters, each under its code point. */
    static Vocabulary vocabulary() throws IOException {
        String entries = IntStream.range(32, 127)
                .filter(character -> character != '"' && character != '\\')
                .mapToObj(character -> "\"" + Character.toString(character) + "\":" + character)
                .collect(Collectors.joining(","));
        Path file = Files.createTempFile("tokenizer", ".json");
        try {
            return Vocabulary.read(Files.writeString(file, "{\"model\":{\"vocab\":{" + entries + "}}}"));
        } finally {
            Files.delete(file);
        }
    }

    static Question question(String source, String text, String gold) {
        return Question.newBuilder()
                .setId("q")
                .setSource(source)
                .setText(text)
                .setGold(gold)
                .setReference("secret")
                .build();
    }

    static Rollout rollout(String id, Question question, String answer, long version) {
        return Rollout.newBuilder()
                .setRolloutId(id)
                .setQuestion(question)
                .setSampleIndex(0)
                .setPromptTokens(tokens(question.getText() + "?"))
                .setAnswerTokens(tokens(answer))
                .setBehaviorLogProbs(repeated(answer.length(), -0.25f))
                .setVersionSpans(List.of(new VersionSpan(0, version)))
                .setSampling(new SamplingSettings(1.0, 1.0, 0, 56, 7L))
                .setFinishReason(FinishReason.STOP)
                .setAnswerText(answer)
                .setActorId("actor-1")
                .setSampledAt(1_000L)
                .build();
    }

    static ScoredRollout right(long at, Rollout rollout) {
        return scored(at, rollout, true, 0.4f, rollout.getAnswerText(), List.of());
    }

    static ScoredRollout wrong(long at, Rollout rollout, String target, List<Edit> edits) {
        return scored(at, rollout, false, -0.1f, target, edits);
    }

    private static ScoredRollout scored(
            long at, Rollout rollout, boolean correct, float reward, String target, List<Edit> edits) {
        int length = rollout.getAnswerTokens().size();
        return ScoredRollout.newBuilder()
                .setRollout(rollout)
                .setCorrect(correct)
                .setExtractedAnswer("40")
                .setProbabilities(repeated(length, 0.5f + reward))
                .setRewards(repeated(length, reward))
                .setTargetTokens(tokens(target))
                .setTargetWeights(repeated(target.length(), 0.5f))
                .setEdits(edits)
                .setRewardModelVersion("abc")
                .setScoredAt(at)
                .build();
    }

    static RejectedRollout rejected(long at, RejectionReason reason) {
        return RejectedRollout.newBuilder()
                .setRolloutId("questions.demo/0/1#2")
                .setSource("demo")
                .setReason(reason)
                .setDetail("The rewrite says 8+8=15, which is false.")
                .setStage(reason == RejectionReason.TOO_STALE ? "learner" : "scorer")
                .setPolicyVersion(3)
                .setAnswerText("6*4=24;####24")
                .setRejectedAt(at)
                .build();
    }

    static LearnerStep step(long at, long update, Map<String, Double> metrics) {
        return LearnerStep.newBuilder()
                .setUpdate(update)
                .setPolicyVersion(update / 4)
                .setBatch(List.of())
                .setRollouts(64)
                .setTokens(3200)
                .setStalenessMax(2)
                .setStalenessMean(1.25)
                .setMetrics(metrics)
                .setSteppedAt(at)
                .build();
    }

    static PolicyUpdate update(long at, long version, String uri) {
        return PolicyUpdate.newBuilder()
                .setVersion(version)
                .setUri(uri)
                .setSha256("00")
                .setSizeBytes(1L)
                .setKind(UpdateKind.FULL)
                .setUpdates(version * 4)
                .setRolloutsTrained(version * 256)
                .setPublishedAt(at)
                .build();
    }

    static Evaluation evaluation(long at, long version, EvaluationMode mode, double accuracy) {
        return Evaluation.newBuilder()
                .setBenchmark("arithmetic")
                .setPolicyVersion(version)
                .setMode(mode)
                .setQuestions(512)
                .setK(1)
                .setAvgAtK(accuracy)
                .setPassAtK(accuracy)
                .setIntervalLow(accuracy - 0.04)
                .setIntervalHigh(accuracy + 0.04)
                .setSamples(List.of())
                .setSeconds(2.0)
                .setEvaluatedAt(at)
                .build();
    }

    static DeadLetter dead(long at) {
        return dead(at, "questions.gsm8k", DeadLetterReason.EMPTY);
    }

    static DeadLetter dead(long at, String topic, DeadLetterReason reason) {
        return DeadLetter.newBuilder()
                .setTopic(topic)
                .setPartition(1)
                .setOffset(17)
                .setReason(reason)
                .setDetail("The question has no gold answer: give one.")
                .setPayload(ByteBuffer.wrap("{\"id\":\"<b>17</b>\"}".getBytes(StandardCharsets.UTF_8)))
                .setStage("actor")
                .setSetAsideAt(at)
                .build();
    }

    /** A batch of questions that were asked, and of others that were skipped, each at an offset of its own. */
    static AskedQuestions asked(long at, String source, int partition, long pass, int asked, SkipReason... skipped) {
        return AskedQuestions.newBuilder()
                .setSource(source)
                .setTopic("questions." + source)
                .setPartition(partition)
                .setPass(pass)
                .setFromOffset(0)
                .setAsked(LongStream.range(0, asked).boxed().toList())
                .setSkipped(IntStream.range(0, skipped.length)
                        .mapToObj(i -> new SkippedQuestion((long) asked + i, skipped[i]))
                        .toList())
                .setActorId("actor-1")
                .setAskedAt(at)
                .build();
    }

    static AskedQuestions last(AskedQuestions asked) {
        asked.setEndsPass(true);
        return asked;
    }

    static SourceSettings settings(String source, double weight, int priority, long passes) {
        return SourceSettings.newBuilder()
                .setSource(source)
                .setWeight(weight)
                .setPriority(priority)
                .setPasses(passes)
                .build();
    }

    private static List<Float> repeated(int count, float value) {
        return new ArrayList<>(Collections.nCopies(count, value));
    }
}
