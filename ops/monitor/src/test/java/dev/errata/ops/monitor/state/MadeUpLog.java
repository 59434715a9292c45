package dev.errata.ops.monitor.state;

import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.Evaluation;
import dev.errata.schemas.EvaluationMode;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.Question;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.TopicCreation;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes made-up records, and one that nobody can read, to a real log, to try the whole service: {@code main
 * bootstrap-servers registry-url weights-folder [seconds]}.
 */
final class MadeUpLog {

    private final EventLog log;
    private final Producer<String, byte[]> producer;
    private final Clock clock = Clock.systemUTC();

    private MadeUpLog(EventLog log, Producer<String, byte[]> producer) {
        this.log = log;
        this.producer = producer;
    }

    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        EventLog log = EventLog.at(arguments[0], arguments[1], "");
        List<Topic<?>> topics = new ArrayList<>(log.topics().all());
        topics.add(log.topics().questions("demo"));
        TopicCreation.ensure(log, (short) 1, topics);
        int seconds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 20;
        try (Producer<String, byte[]> producer = log.producer(Map.of())) {
            MadeUpLog made = new MadeUpLog(log, producer);
            made.start(arguments[2]);
            for (int second = 0; second < seconds; second++) {
                made.second(second);
                Thread.sleep(1000);
            }
        }
    }

    private void start(String weights) throws InterruptedException, ExecutionException {
        PolicyUpdate update = MadeUp.update(clock.millis(), 0, weights);
        Evaluation evaluation = MadeUp.evaluation(clock.millis(), 0, EvaluationMode.GREEDY, 0.4);
        DeadLetter letter = MadeUp.dead(clock.millis());
        send(log.topics().policyUpdates(), update);
        send(log.topics().evaluations(), evaluation);
        send(log.topics().deadLetters(), letter);
        producer.send(new ProducerRecord<>(
                        log.topics().rollouts().name(), "broken", "no record".getBytes(StandardCharsets.UTF_8)))
                .get();
    }

    private void second(int second) throws InterruptedException, ExecutionException {
        long now = clock.millis();
        Question question = MadeUp.question("demo", "4*2+8", "16");
        for (int i = 0; i < 10; i++) {
            Rollout rollout = MadeUp.rollout("r" + second + "#" + i, question, "4*2=8;8+8=16;####16", 0);
            send(log.topics().rollouts(), rollout);
            if (i % 3 == 0) {
                send(log.topics().rejectedRollouts(), MadeUp.rejected(now, RejectionReason.DUPLICATE));
            } else {
                send(log.topics().scoredRollouts(), MadeUp.right(now, rollout));
            }
        }
        send(log.topics().learnerSteps(), MadeUp.step(now, second + 1, Map.of("train/loss", 1.0 / (second + 1))));
    }

    private <V extends SpecificRecord> void send(Topic<V> topic, V record)
            throws InterruptedException, ExecutionException {
        byte[] bytes = log.serde(topic).serializer().serialize(topic.name(), record);
        producer.send(new ProducerRecord<>(topic.name(), null, "key", bytes)).get();
    }
}
