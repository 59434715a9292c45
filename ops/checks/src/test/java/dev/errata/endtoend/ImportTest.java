package dev.errata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.ops.broker.EmbeddedCluster;
import dev.errata.ops.cli.commands.ErrataCommand;
import dev.errata.schemas.topics.EventLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports into a real broker: each question is on its topic once, however often its file is imported. */
class ImportTest {

    private static EmbeddedCluster cluster;
    private static EventLog log;

    private final Path folder;

    ImportTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    static void start() {
        cluster = EmbeddedCluster.start();
        log = EventLog.at(cluster.bootstrapServers(), cluster.registryUrl(), "");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void importingAFileTwicePublishesNothingTheSecondTime() throws IOException {
        Path file = questions("q.jsonl", 0, 300);
        assertThat(errata("import", "--source", "twice", file)).isZero();
        assertThat(errata("import", "--source", "twice", file)).isZero();
        assertThat(records("twice")).isEqualTo(300);
    }

    @Test
    void anImportThatStoppedHalfWayIsCompletedByTheNext() throws IOException {
        Path file = questions("q.jsonl", 0, 300);
        assertThat(errata("import", "--source", "half", "--limit", 120, file)).isZero();
        assertThat(records("half")).isEqualTo(120);
        assertThat(errata("import", "--source", "half", file)).isZero();
        assertThat(records("half")).isEqualTo(300);
    }

    @Test
    void aStrictImportPublishesNothingIfARecordIsRefused() throws IOException {
        Path file = questions("q.jsonl", 0, 10);
        Files.writeString(file, Files.readString(file) + "{\"text\":\"x\",\"gold\":\"y\"}\n");
        assertThat(errata("import", "--source", "strict", "--strict", file)).isEqualTo(3);
        assertThat(records("strict")).isZero();
        assertThat(errata("import", "--source", "strict", file)).isEqualTo(3);
        assertThat(records("strict")).isEqualTo(10);
        assertThat(errata("import", "--source", "strict", "--strict", questions("r.jsonl", 5, 15)))
                .isZero();
        assertThat(records("strict")).isEqualTo(15);
    }

    @Test
    void anIdWithAnotherContentNeedsReplace() throws IOException {
        Path file = questions("q.jsonl", 0, 3);
        assertThat(errata("import", "--source", "replaced", file)).isZero();
        Files.writeString(file, Files.readString(file).replace("\"gold\":\"1\"", "\"gold\":\"11\""));
        assertThat(errata("import", "--source", "replaced", file)).isEqualTo(3);
        assertThat(records("replaced")).isEqualTo(3);
        assertThat(errata("import", "--source", "replaced", "--replace", file)).isZero();
        assertThat(records("replaced")).isEqualTo(4);
    }

    @Test
    void aQuestionThatAConsoleProducerSentIsThereAlready() {
        // The console producer sends each line as the value, without a key.
        byte[] line = "{\"text\":\"What is 2+2?\",\"gold\":4}".getBytes(StandardCharsets.UTF_8);
        String[] add = {"add", "--source", "console", "--text", "What is 2+3?", "--gold", "5"};
        assertThat(errata((Object[]) add)).isZero();
        try (var producer = log.producer(Map.of())) {
            var unused = producer.send(new ProducerRecord<>("questions.console", line));
        }
        assertThat(errata((Object[]) add)).isZero();
        assertThat(errata("add", "--source", "console", "--text", "What is 2+2?", "--gold", "4"))
                .isZero();
        assertThat(records("console")).isEqualTo(2);
    }

    private int errata(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("questions"));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        all.addAll(
                List.of("--bootstrap-servers", cluster.bootstrapServers(), "--schema-registry", cluster.registryUrl()));
        return ErrataCommand.commandLine().execute(all.toArray(String[]::new));
    }

    private Path questions(String name, int from, int to) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append("{\"id\":\"")
                    .append(i)
                    .append("\",\"text\":\"What is ")
                    .append(i);
            lines.append(" + 0?\",\"gold\":\"").append(i).append("\"}\n");
        }
        return Files.writeString(folder.resolve(name), lines);
    }

    private static long records(String source) {
        String topic = log.topics().questions(source).name();
        try (var consumer = log.consumer(Map.of())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            return consumer.endOffsets(partitions, Duration.ofSeconds(30)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
