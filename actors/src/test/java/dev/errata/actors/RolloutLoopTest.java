package dev.errata.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.actors.config.WeightUpdates;
import dev.errata.actors.pacing.Backlog;
import dev.errata.actors.pacing.BacklogStage;
import dev.errata.actors.pacing.BrokerOffsets;
import dev.errata.actors.pacing.Pace;
import dev.errata.actors.pacing.SamplingBudget;
import dev.errata.actors.progress.ActorMetrics;
import dev.errata.actors.progress.ActorProgress;
import dev.errata.actors.rollouts.AnswerSampling;
import dev.errata.actors.rollouts.BatchSampling;
import dev.errata.actors.rollouts.Publication;
import dev.errata.actors.rollouts.Publication.Outlet;
import dev.errata.actors.weights.FollowPolicyUpdates;
import dev.errata.policy.sampling.SamplingSettings;
import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.UpdateKind;
import dev.errata.schemas.topics.LatestRecords;
import dev.errata.schemas.topics.Topics;
import dev.errata.service.Activity;
import dev.errata.service.StopSignal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RolloutLoopTest {

    /** SHA-256 of "abc", from FIPS 180-2, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    /** Most questions of a source in memory. */
    private static final int BUFFERED = 10;

    private static final TopicPartition A0 = new TopicPartition("questions.a", 0);
    private final Topics topics = new Topics("");
    private final MockConsumer<String, byte[]> updates = TestLog.consumer("policy-updates");
    private final FakeLog log = new FakeLog(2, "questions.a");
    private final MockConsumer<String, byte[]> questions = log.consumer();
    private Runnable duringCommit = () -> {};
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                @Override
                public void commitTransaction() {
                    duringCommit.run();
                    super.commitTransaction();
                }
            };
    private final AtomicLong queued = new AtomicLong();
    /** Number of times that the broker does not report the length of the queue. */
    private final AtomicLong unanswered = new AtomicLong();

    private final ActorProgress progress = new ActorProgress(Clock.systemUTC(), Duration.ofSeconds(10));
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final StopSignal stop = new StopSignal();
    private final ActorParts parts = parts();
    private final RolloutLoop loop = new RolloutLoop(parts, progress, () -> new Attempts(2, 1));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path weights;

    @BeforeEach
    void registerMeters() {
        ActorMetrics.register(meters, progress);
    }

    @BeforeEach
    void announceTheStartPolicy() throws IOException {
        Files.writeString(weights.resolve("model.safetensors"), "abc");
        updates.updateEndOffsets(
                Map.of(new TopicPartition("policy-updates", 0), 1L, new TopicPartition("policy-updates", 1), 0L));
        PolicyUpdate update =
                new PolicyUpdate(0L, weights.toUri().toString(), ABC, 3L, UpdateKind.FULL, 0L, 0L, 0L, 0L);
        updates.schedulePollTask(() -> updates.addRecord(TestLog.record(
                "policy-updates", 0, 0, TestLog.<PolicyUpdate>serializer().serialize("policy-updates", update))));
    }

    @Test
    void questionsAreAnsweredInOneTransactionEachBatch() {
        onPoll(() -> {
            questions.rebalance(List.of(A0));
            ask(3);
        });
        onPoll(() -> {});
        onPoll(() -> {});
        stopOnPoll();

        run();

        assertThat(rolloutKeys())
                .containsExactly(
                        "questions.a/0/0#0",
                        "questions.a/0/0#1",
                        "questions.a/0/1#0",
                        "questions.a/0/1#1",
                        "questions.a/0/2#0",
                        "questions.a/0/2#1");
        assertThat(producer.commitCount()).isEqualTo(2);
        // The group of every MockConsumer.
        assertThat(producer.consumerGroupOffsetsHistory().get(1))
                .containsEntry("dummy.group.id", Map.of(A0, new OffsetAndMetadata(3, "1 pass=0 from=0 to=open")));
        assertThat(progress.rollouts()).isEqualTo(6);
        assertThat(progress.version()).isZero();
    }

    @Test
    void nothingIsSampledWhileTheLearnerLags() {
        queued.set(100_000);
        onPoll(() -> {
            questions.rebalance(List.of(A0));
            ask(1);
        });
        onPoll(() -> {});
        onPoll(() -> {
            assertThat(progress.activity().now().waiting()).isTrue();
            assertThat(progress.activity().now().doing()).startsWith("admission");
        });
        onPoll(() -> queued.set(0));
        stopOnPoll();

        run();

        assertThat(rolloutKeys()).hasSize(2);
    }

    @Test
    void aBatchThatWasAbortedIsAnsweredAgain() {
        onPoll(() -> {
            questions.rebalance(List.of(A0));
            ask(1);
            producer.sendOffsetsToTransactionException = new KafkaException("rebalanced");
        });
        onPoll(() -> {});
        onPoll(() -> {
            producer.sendOffsetsToTransactionException = null;
        });
        stopOnPoll();

        run();

        assertThat(rolloutKeys()).containsExactly("questions.a/0/0#0", "questions.a/0/0#1");
        assertThat(progress.abortedBatches()).isEqualTo(1);
        // Two answers of two tokens each; samples of the aborted batch do not count.
        assertThat(progress.tokens()).isEqualTo(4);
        assertThat(meters.get("len.mean").gauge().value()).isEqualTo(2.0);
    }

    @Test
    void aBrokerThatDoesNotReportTheQueueIsAskedAgainAndAbortsNoBatch() {
        onPoll(() -> {
            questions.rebalance(List.of(A0));
            ask(1);
            unanswered.set(2);
        });
        onPoll(() -> {});
        onPoll(() -> {});
        onPoll(() -> {});
        stopOnPoll();

        run();

        assertThat(rolloutKeys()).hasSize(2);
        assertThat(progress.abortedBatches()).isZero();
    }

    @Test
    void aBrokerThatNeverReportsTheQueueIsFinal() {
        onPoll(() -> {
            questions.rebalance(List.of(A0));
            ask(1);
            unanswered.set(3);
        });
        onPoll(() -> {});

        assertThatThrownBy(this::run).hasMessage("no broker");
    }

    @Test
    void repeatedlyFailedBatchesAreFinalEvenWithEmptyPollsInBetween() {
        producer.sendOffsetsToTransactionException = new KafkaException("too large");
        onPoll(() -> {
            questions.rebalance(List.of(A0));
            ask(BUFFERED);
        });
        for (int i = 0; i < 9; i++) {
            onPoll(() -> {});
        }
        stopOnPoll();

        assertThatThrownBy(this::run).hasMessageContaining("too large");
        assertThat(progress.abortedBatches()).isEqualTo(3);
    }

    @Test
    void anActorThatWasReplacedStopsWithTheError() {
        onPoll(() -> {
            questions.rebalance(List.of(A0));
            ask(1);
            producer.commitTransactionException = new ProducerFencedException("another actor-0");
        });
        onPoll(() -> {});

        assertThatThrownBy(this::run).isInstanceOf(ProducerFencedException.class);
    }

    @Test
    void healthReportsTheWaitWhileABatchIsPublished() {
        List<Activity.State> waits = new ArrayList<>();
        onPoll(() -> {
            questions.rebalance(List.of(A0));
            ask(1);
        });
        onPoll(() -> {});
        stopOnPoll();
        duringCommit = () -> waits.add(progress.activity().now());

        run();

        assertThat(waits).extracting(Activity.State::doing).containsExactly("the broker to commit a batch of rollouts");
        assertThat(waits).allMatch(Activity.State::waiting);
        assertThat(progress.activity().now().waiting()).isFalse();
    }

    @Test
    void aStopInTheMiddleOfABatchPublishesIt() {
        onPoll(() -> {
            questions.rebalance(List.of(A0));
            ask(1);
            updates.schedulePollTask(() -> stop.request());
        });
        onPoll(() -> {});

        run();

        assertThat(rolloutKeys()).hasSize(2);
        assertThat(producer.commitCount()).isEqualTo(1);
    }

    @Test
    void withoutWeightsTheWaitEndsWithOneSentence() throws IOException {
        Files.delete(weights.resolve("model.safetensors"));

        assertThatThrownBy(this::run)
                .hasMessageContaining("No usable weights were announced")
                .hasMessageContaining("actor.first-weights-timeout");
    }

    @Test
    void theSentenceCountsUnreadableAnnouncements() throws IOException {
        Files.delete(weights.resolve("model.safetensors"));
        updates.updateEndOffsets(
                Map.of(new TopicPartition("policy-updates", 0), 2L, new TopicPartition("policy-updates", 1), 0L));
        updates.schedulePollTask(() -> updates.addRecord(TestLog.record("policy-updates", 0, 1, new byte[] {0, 1, 2})));

        assertThatThrownBy(this::run)
                .hasMessageContaining("PT0.3S, and 1 announcements could not be read: start the learner");
    }

    /** As on the loop's thread: a stop wakes what waits, and a wakeup then ends the loop. */
    private void run() {
        stop.onRequest(parts::wakeup);
        try {
            loop.run(stop);
        } catch (WakeupException woken) {
            assertThat(stop.requested()).isTrue();
        }
    }

    private void onPoll(Runnable task) {
        questions.schedulePollTask(task);
    }

    private void stopOnPoll() {
        onPoll(() -> stop.request());
    }

    private void ask(int questions) {
        log.ask(A0, questions);
    }

    private List<String> rolloutKeys() {
        return producer.history().stream()
                .filter(record -> record.topic().equals("rollouts"))
                .map(ProducerRecord::key)
                .toList();
    }

    private ActorParts parts() {
        FakePolicy policy = new FakePolicy();
        FollowPolicyUpdates following = new FollowPolicyUpdates(
                new LatestRecords<>(updates, topics.policyUpdates(), TestLog.deserializer(PolicyUpdate.class)),
                folder -> policy,
                progress,
                Duration.ofMillis(300));
        BatchSampling batch = BatchSampling.of(new SamplingSettings(1, 1, 0, 56), WeightUpdates.IN_FLIGHT, following);
        return new ActorParts(
                following,
                TestLog.stream(log, questions, BUFFERED, () -> 0),
                new Pace(
                        new SamplingBudget(4, 256, 4),
                        new Backlog(new FixedOffsets(), List.of(new BacklogStage("learner", "scored-rollouts"))),
                        "actors",
                        System::nanoTime),
                new AnswerSampling("", "actor-0", batch, Clock.systemUTC()),
                new Publication(
                        producer,
                        new Outlet<>(topics.rollouts(), TestLog.<Rollout>serializer()),
                        new Outlet<>(topics.deadLetters(), TestLog.<DeadLetter>serializer()),
                        new Outlet<>(topics.askedQuestions(), TestLog.<AskedQuestions>serializer())));
    }

    private final class FixedOffsets implements BrokerOffsets {
        @Override
        public Map<TopicPartition, Long> committed(BacklogStage stage) {
            return Map.of();
        }

        @Override
        public Map<TopicPartition, Long> ends(String topic) {
            if (unanswered.getAndDecrement() > 0) {
                throw new TimeoutException("no broker");
            }
            return Map.of(new TopicPartition(topic, 0), queued.get());
        }

        @Override
        public long records(Map<TopicPartition, Range> ranges) {
            return queued.get();
        }

        @Override
        public int members(String group) {
            return 1;
        }

        @Override
        public void close() {}
    }
}
