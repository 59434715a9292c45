package dev.errata.rewards.scoring;

import dev.errata.rewardmodel.alignment.EditWeights;
import dev.errata.rewardmodel.alignment.RewardRule;
import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewards.config.UnusableRewrites;
import dev.errata.rewards.records.TopicSerdes;
import dev.errata.rewards.rules.RewriteRule;
import dev.errata.rewards.rules.ScoringAdmission;
import dev.errata.rewards.rules.ScoringRules;
import dev.errata.schemas.Edit;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.Question;
import dev.errata.schemas.Rewrite;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.SamplingSettings;
import dev.errata.schemas.TokenRewards;
import dev.errata.schemas.VersionSpan;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Rollouts and the other parts of a score: one token per character, and token 1 for the end. */
public final class Fixtures {

    /** A right and a wrong answer to {@link #question()}. */
    public static final String RIGHT = "6*4=24;####24";

    public static final String WRONG = "6*4=25;####25";

    public static final int EOS = 1;

    private Fixtures() {}

    /** The topics and serdes of a run, without a schema registry. */
    public static TopicSerdes serdes(String run) {
        return new TopicSerdes(new Topics(run), Fixtures::serde);
    }

    /** Plain Avro behind a header of five bytes. */
    public static <V extends SpecificRecord> Serde<V> serde(Topic<V> topic) {
        return Serdes.serdeFrom((name, value) -> encode(value), (name, bytes) -> decode(bytes, topic.type()));
    }

    private static byte[] encode(SpecificRecord value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(new byte[5]);
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new SpecificDatumWriter<SpecificRecord>(value.getSchema()).write(value, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <V extends SpecificRecord> V decode(byte[] bytes, Class<V> type) {
        try {
            var decoder = DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null);
            V value = new SpecificDatumReader<>(type).read(noReuse(), decoder);
            if (!decoder.isEnd()) {
                throw new IOException("bytes are left");
            }
            return value;
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "not a " + SpecificData.get().getSchema(type).getName(), e);
        }
    }

    @SuppressWarnings("NullAway")
    private static <V> V noReuse() {
        return null;
    }

    static ScoringRules rules(Clock clock) {
        return rules(RewardRule.defaults(), clock);
    }

    static ScoringRules rules(RewardRule rewards, Clock clock) {
        return new ScoringRules(
                new ScoringAdmission(Judge.strict(), rewards.asksRewardModel()),
                rewards,
                new RewriteRule(Judge.strict(), UnusableRewrites.REJECT),
                new EditWeights(EditWeights.Style.CLEAN, 1, 0.5f),
                clock);
    }

    public static Question.Builder question() {
        return Question.newBuilder()
                .setId("q")
                .setSource("arithmetic")
                .setText("6*4")
                .setGold("24")
                .setReference(RIGHT)
                .setTask("arithmetic");
    }

    public static List<Integer> tokens(String text) {
        List<Integer> tokens = new ArrayList<>();
        text.chars().forEach(tokens::add);
        tokens.add(EOS);
        return tokens;
    }

    public static Rollout.Builder rollout(String id, String answer) {
        return Rollout.newBuilder()
                .setRolloutId(id)
                .setQuestion(question().build())
                .setSampleIndex(0)
                .setPromptTokens(List.of(54, 42, 52, 63))
                .setAnswerTokens(tokens(answer))
                .setBehaviorLogProbs(Collections.nCopies(answer.length() + 1, -0.1f))
                .setVersionSpans(List.of(new VersionSpan(0, 3L)))
                .setSampling(new SamplingSettings(1.0, 1.0, 0, 56, 7L))
                .setFinishReason(FinishReason.STOP)
                .setAnswerText(answer)
                .setActorId("actor-0")
                .setSampledAt(5L);
    }

    public static TokenRewards.Builder tokenRewards(Rollout rollout, float probability) {
        return TokenRewards.newBuilder()
                .setRolloutId(rollout.getRolloutId())
                .setProbabilities(Collections.nCopies(rollout.getAnswerTokens().size(), probability))
                .setRewardModelVersion("0123456789ab")
                .setScoredAt(6L);
    }

    public static Rewrite.Builder rewrite(Rollout rollout, String text, Edit... edits) {
        return Rewrite.newBuilder()
                .setRolloutId(rollout.getRolloutId())
                .setTokens(tokens(text))
                .setText(text)
                .setFinishReason(FinishReason.STOP)
                .setEdits(List.of(edits))
                .setRewardModelVersion("0123456789ab")
                .setRewrittenAt(6L);
    }
}
