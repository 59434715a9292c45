package dev.errata.actors.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.actors.FakePolicy;
import dev.errata.actors.TestLog;
import dev.errata.schemas.PolicyUpdate;
import dev.errata.schemas.UpdateKind;
import dev.errata.schemas.topics.LatestRecords;
import dev.errata.schemas.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowPolicyUpdatesTest {

    private final MockConsumer<String, byte[]> consumer = TestLog.consumer("policy-updates");
    private final FakePolicy policy = new FakePolicy();
    private final FollowPolicyUpdates updates = new FollowPolicyUpdates(
            new LatestRecords<>(consumer, new Topics("").policyUpdates(), TestLog.deserializer(PolicyUpdate.class)),
            folder -> {
                policy.replaceWeights(folder);
                return policy;
            });
    private long announced;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path store;

    @BeforeEach
    void nothingIsAnnounced() {
        consumer.updateEndOffsets(
                Map.of(new TopicPartition("policy-updates", 0), 0L, new TopicPartition("policy-updates", 1), 0L));
        assertThat(updates.adoptNewest()).isFalse();
        assertThat(updates.current()).isNull();
    }

    @Test
    void theNewestIsLoadedAndLaterOnlyWhatIsNewer() throws Exception {
        announce(0, weights(0), false);
        announce(3, weights(3), false);
        assertThat(updates.adoptNewest()).isTrue();
        assertThat(updates.current()).extracting("version").isEqualTo(3L);

        announce(2, weights(2), false);
        assertThat(updates.adoptNewest()).isFalse();

        announce(4, weights(4), false);
        assertThat(updates.adoptNewest()).isTrue();
        assertThat(policy.folders)
                .extracting(Path::getFileName)
                .map(Path::toString)
                .containsExactly("v3", "v4");
    }

    @Test
    void weightsThatAreNotWhatWasAnnouncedArePassedOverForTheNextNewest() throws Exception {
        announce(1, weights(1), false);
        announce(2, weights(2), true);
        announce(3, store.resolve("pruned"), false);

        assertThat(updates.adoptNewest()).isTrue();
        assertThat(updates.current()).extracting("version").isEqualTo(1L);
        assertThat(updates.adoptNewest()).isFalse();
    }

    private Path weights(long version) throws IOException {
        Path folder = Files.createDirectory(store.resolve("v" + version));
        Files.writeString(folder.resolve("model.safetensors"), "weights " + version);
        return folder;
    }

    private void announce(long version, Path folder, boolean corrupt) throws Exception {
        byte[] written = ("weights " + version).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(written));
        PolicyUpdate update = new PolicyUpdate(
                version,
                folder.toUri().toString(),
                corrupt ? sha256.replace(sha256.charAt(0), 'f') + "0" : sha256,
                (long) written.length,
                UpdateKind.FULL,
                0L,
                0L,
                0L);
        consumer.addRecord(TestLog.record(
                "policy-updates",
                0,
                announced++,
                TestLog.<PolicyUpdate>serializer().serialize("policy-updates", update)));
        consumer.updateEndOffsets(Map.of(new TopicPartition("policy-updates", 0), announced));
    }
}
