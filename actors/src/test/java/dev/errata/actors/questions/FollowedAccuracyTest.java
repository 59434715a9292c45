package dev.errata.actors.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.AskAccuracy;
import dev.errata.schemas.QuestionAccuracy;
import dev.errata.schemas.SkipReason;
import dev.errata.schemas.SourceSettings;
import dev.errata.schemas.sources.Sources;
import dev.errata.schemas.topics.LatestRecords;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class FollowedAccuracyTest {

    private static final Duration LATER = Duration.ofSeconds(1);

    private final Topic<QuestionAccuracy> topic = new Topics("").questionAccuracy();
    private final TopicPartition partition = new TopicPartition(topic.name(), 0);
    /** The records of question-accuracy, by offset. */
    private final List<QuestionAccuracy> log = new ArrayList<>();

    private final List<MockConsumer<String, byte[]>> opened = new ArrayList<>();
    private long now;
    private boolean registryAnswers = true;

    private final FollowedAccuracy curriculum = new FollowedAccuracy(this::open, () -> now);

    @Test
    void nothingIsReadForASourceWithoutACurriculum() {
        write("mine", "q", 2, 4);

        assertThat(curriculum.skip(settings("mine", 0, 0), "q", 3)).isEmpty();
        assertThat(opened).isEmpty();
    }

    @Test
    void aQuestionThatWasAlwaysOrNeverRightIsSkipped() {
        write("mine", "easy", 2, 4);
        write("mine", "hard", 2, 0);
        write("mine", "open", 2, 1);

        SourceSettings settings = settings("mine", 2, 2);
        assertThat(curriculum.skip(settings, "easy", 2)).contains(SkipReason.ALWAYS_RIGHT);
        assertThat(curriculum.skip(settings, "hard", 2)).contains(SkipReason.NEVER_RIGHT);
        assertThat(curriculum.skip(settings, "open", 2)).isEmpty();
        assertThat(curriculum.skip(settings, "never seen", 2)).isEmpty();
    }

    @Test
    void aNewerRecordChangesTheDecisionWithinASecond() {
        write("mine", "q", 2, 0);
        SourceSettings settings = settings("mine", 2, 2);
        assertThat(curriculum.skip(settings, "q", 2)).contains(SkipReason.NEVER_RIGHT);

        write("mine", "q", 3, 1);
        assertThat(curriculum.skip(settings, "q", 3)).contains(SkipReason.NEVER_RIGHT);
        now += LATER.toNanos();
        assertThat(curriculum.skip(settings, "q", 3)).isEmpty();
    }

    @Test
    void theSameIdInAnotherSourceIsAnotherQuestion() {
        write("mine", "q", 2, 4);
        write("other", "q", 2, 0);

        assertThat(curriculum.skip(settings("mine", 2, 2), "q", 2)).contains(SkipReason.ALWAYS_RIGHT);
        assertThat(curriculum.skip(settings("other", 2, 2), "q", 2)).contains(SkipReason.NEVER_RIGHT);
    }

    @Test
    void aSourceThatGetsItsCurriculumLaterHasItsWholeHistoryRead() {
        write("mine", "q", 2, 4);
        write("other", "q", 2, 4);
        assertThat(curriculum.skip(settings("mine", 2, 0), "q", 2)).isPresent();
        now += LATER.toNanos();

        assertThat(curriculum.skip(settings("other", 2, 0), "q", 2)).isPresent();
        assertThat(curriculum.skip(settings("mine", 2, 0), "q", 2)).isPresent();
        assertThat(opened).hasSize(2);
        assertThat(opened.get(0).closed()).isTrue();
    }

    @Test
    void whileTheRegistryDoesNotAnswerQuestionsAreAskedAndThenTheCurriculumGoesOn() {
        write("mine", "q", 2, 4);
        registryAnswers = false;
        assertThat(curriculum.skip(settings("mine", 2, 0), "q", 2)).isEmpty();

        registryAnswers = true;
        now += LATER.toNanos();
        assertThat(curriculum.skip(settings("mine", 2, 0), "q", 2)).isPresent();
    }

    @Test
    void aTopicThatIsNotThereYetIsTriedAgain() {
        assertThat(curriculum.skip(settings("mine", 2, 0), "q", 2)).isEmpty();
        assertThat(opened).hasSize(1);

        write("mine", "q", 2, 4);
        now += LATER.toNanos();
        assertThat(curriculum.skip(settings("mine", 2, 0), "q", 2)).isPresent();
    }

    /** The log has asks 0 to {@code asks - 1} of a question; all were answered right {@code right} times of 4. */
    private void write(String source, String question, int asks, int right) {
        List<AskAccuracy> recent = new ArrayList<>();
        for (long ask = 0; ask < asks; ask++) {
            recent.add(new AskAccuracy(ask, ask, 4, right, 4));
        }
        log.add(new QuestionAccuracy(source, question, 4L * asks, (long) right * asks, recent));
        opened.stream().filter(consumer -> !consumer.closed()).forEach(this::fill);
    }

    private LatestRecords<QuestionAccuracy> open() {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        opened.add(consumer);
        if (!log.isEmpty()) {
            fill(consumer);
        }
        return new LatestRecords<>(consumer, topic, (name, bytes) -> {
            if (!registryAnswers) {
                throw new TimeoutException("No schema registry answers.");
            }
            return log.get(Integer.parseInt(new String(bytes, StandardCharsets.UTF_8)));
        });
    }

    /** Gives a consumer the records that it has not read, once its partition is assigned. */
    private void fill(MockConsumer<String, byte[]> consumer) {
        consumer.updatePartitions(topic.name(), List.of(new PartitionInfo(topic.name(), 0, null, null, null)));
        consumer.schedulePollTask(() -> {
            for (long offset = consumer.position(partition); offset < log.size(); offset++) {
                byte[] value = String.valueOf(offset).getBytes(StandardCharsets.UTF_8);
                consumer.addRecord(new ConsumerRecord<>(topic.name(), 0, offset, "q", value));
            }
        });
    }

    private static SourceSettings settings(String source, int alwaysRight, int neverRight) {
        return SourceSettings.newBuilder(Sources.defaults(source))
                .setSkipAlwaysRight(alwaysRight)
                .setSkipNeverRight(neverRight)
                .build();
    }
}
