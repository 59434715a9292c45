package dev.errata.actors.weights;

import dev.errata.actors.TestLog;
import dev.errata.actors.progress.ActorProgress;
import dev.errata.policy.weights.Checksum;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.UpdateKind;
import dev.errata.schemas.topics.LatestRecords;
import dev.errata.schemas.topics.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;

/** The topic policy-updates and the weights announced on it. */
public final class Announcements {

    private final MockConsumer<String, byte[]> consumer = TestLog.consumer("policy-updates");
    private final Path store;
    private long announced;

    /** Nothing is announced. */
    public Announcements(Path store) {
        this.store = store;
        consumer.updateEndOffsets(
                Map.of(new TopicPartition("policy-updates", 0), 0L, new TopicPartition("policy-updates", 1), 0L));
    }

    /** Follows them. */
    public FollowPolicyUpdates followed(ResidentPolicy.Loader loader, ActorProgress progress) {
        return new FollowPolicyUpdates(
                new LatestRecords<>(consumer, new Topics("").policyUpdates(), TestLog.deserializer(PolicyUpdate.class)),
                loader,
                progress,
                Duration.ofMillis(300));
    }

    /** Does something at the next look at what has arrived that no earlier task has taken. */
    public void onLook(Runnable task) {
        consumer.schedulePollTask(task);
    }

    /** Announces a file that is no network, from the folder {@code v<version>}. */
    public void announce(long version) {
        announce(version, made(version));
    }

    /** Announces the weights in a folder. */
    public void announce(long version, Path folder) {
        announce(version, folder, Checksum.sha256(folder.resolve("model.safetensors")));
    }

    /** Announces weights that differ from those in their folder. */
    public void announceCorrupt(long version) {
        announce(version, made(version), "0".repeat(64));
    }

    /** Announces weights that are gone. */
    public void announcePruned(long version) {
        announce(version, store.resolve("pruned"), "0".repeat(64));
    }

    /** Announces something unreadable. */
    public void announceInNoLanguage() {
        send(new byte[] {0, 1, 2});
    }

    private Path made(long version) {
        try {
            Path folder = Files.createDirectory(store.resolve("v" + version));
            Files.writeString(folder.resolve("model.safetensors"), "weights " + version);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void announce(long version, Path folder, String sha256) {
        Path file = folder.resolve("model.safetensors");
        PolicyUpdate update = new PolicyUpdate(
                version, folder.toUri().toString(), sha256, file.toFile().length(), UpdateKind.FULL, 0L, 0L, 0L, 0L);
        send(TestLog.<PolicyUpdate>serializer().serialize("policy-updates", update));
    }

    private void send(byte[] value) {
        consumer.addRecord(TestLog.record("policy-updates", 0, announced++, value));
        consumer.updateEndOffsets(Map.of(new TopicPartition("policy-updates", 0), announced));
    }
}
