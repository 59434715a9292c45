package dev.errata.evaluator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.topics.LatestRecords;
import dev.errata.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private final List<Duration> closedWithin = new ArrayList<>();
    private final MockConsumer<String, byte[]> earlier = new MockConsumer<>("earliest");
    private final Results results = new Results(
            new LatestRecords<>(earlier, new Topics("").evaluations(), (topic, bytes) -> {
                throw new SerializationException("nothing is read here");
            }),
            new Topics("").evaluations(),
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                @Override
                public void close(Duration deadline) {
                    closedWithin.add(deadline);
                }
            },
            (topic, evaluation) -> new byte[] {1});

    @Test
    void closingDoesNotWaitForAnUnreachableBroker() {
        results.close();

        assertThat(closedWithin).containsExactly(Duration.ofSeconds(5));
        assertThat(earlier.closed()).isTrue();
    }
}
