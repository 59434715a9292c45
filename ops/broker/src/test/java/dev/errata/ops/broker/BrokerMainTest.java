package dev.errata.ops.broker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.ops.broker.BrokerSettings.Ports;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.TopicCreation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerMainTest {

    private static final String SCHEMA = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}";

    private final Ports ports = PortCheck.free();
    private final Deque<Process> started = new ArrayDeque<>();
    private final Path folder;

    BrokerMainTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void recordsAndSchemasSurviveSigkillAndSigtermEndsTheProcess() throws Exception {
        EventLog log = EventLog.at("127.0.0.1:" + ports.broker(), "http://127.0.0.1:" + ports.registry(), "");
        Rest rest = new Rest("http://127.0.0.1:" + ports.registry());
        start();
        TopicCreation.ensure(log, (short) 1, List.of(log.topics().deadLetters()));
        try (var producer = log.producer(Map.of())) {
            for (int i = 0; i < 10; i++) {
                producer.send(new ProducerRecord<>(log.topics().deadLetters().name(), new byte[i]))
                        .get(20, TimeUnit.SECONDS);
            }
        }
        String answer = rest.register("s", SCHEMA);
        // SIGKILL: nothing was flushed or closed.
        started.getFirst().destroyForcibly().waitFor(20, TimeUnit.SECONDS);

        start();
        assertThat(endOffset(log)).isEqualTo(10);
        assertThat(rest.register("s", SCHEMA)).isEqualTo(answer);
        assertThat(rest.send("PUT", "/config/s", "{\"compatibility\":\"FULL\"}"))
                .startsWith("200");
        // SIGTERM
        started.getFirst().destroy();
        assertThat(started.getFirst().waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("data/ready")).doesNotExist();
        assertThat(Files.readString(folder.resolve("log"))).contains("ready bootstrap.servers=");
    }

    @Test
    void anInvalidArgumentEndsTheProcessWithTheUsage() throws Exception {
        launch("--prot", "1");
        assertThat(started.getFirst().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(started.getFirst().exitValue()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("log")))
                .startsWith("'--prot' is not an option with a value. Usage:")
                .hasLineCount(1);
    }

    private static long endOffset(EventLog log) {
        try (var consumer = log.consumer(Map.of())) {
            TopicPartition partition =
                    new TopicPartition(log.topics().deadLetters().name(), 0);
            return requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
        }
    }

    private void start() throws IOException, InterruptedException {
        Path ready = folder.resolve("data/ready");
        Files.deleteIfExists(ready);
        launch(
                "--data", folder.resolve("data").toString(),
                "--port", String.valueOf(ports.broker()),
                "--controller-port", String.valueOf(ports.controller()),
                "--registry-port", String.valueOf(ports.registry()));
        for (int i = 0; i < 300 && !Files.exists(ready) && started.getFirst().isAlive(); i++) {
            Thread.sleep(200);
        }
        assertThat(ready).as(Files.readString(folder.resolve("log"))).exists();
    }

    private void launch(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName()));
        command.addAll(List.of(arguments));
        started.push(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start());
    }
}
