package dev.errata.learner.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.learner.fakes.CrashPlan;
import dev.errata.learner.fakes.FakePolicy;
import dev.errata.learner.fakes.MemoryAnnouncer;
import dev.errata.learner.objective.LearningObjective;
import dev.errata.learner.objective.Objectives;
import dev.errata.learner.objective.TestSettings;
import dev.errata.policy.weights.UnusableCheckpointException;
import dev.errata.schemas.PolicyUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunStartTest {

    private final Path root;
    private final Path start;
    private final LearningObjective objective = Objectives.named("rlmec", TestSettings.DEFAULTS);
    private MemoryAnnouncer announced = new MemoryAnnouncer();
    private String run = "first";

    RunStartTest(@TempDir Path root) {
        this.root = root;
        this.start = root.resolve("start");
        FakePolicy.writeStart(start, 42);
    }

    @Test
    void aNewRunPublishesItsStartPolicyUnchangedAsVersionZero() throws IOException {
        begin(2);
        PolicyUpdate update = announced.committed().get(0).update();
        assertThat(update.getVersion()).isZero();
        assertThat(update.getUri()).startsWith("file:");
        Path published = Path.of(java.net.URI.create(update.getUri()));
        assertThat(published.resolve("model.safetensors")).hasSameBinaryContentAs(start.resolve("model.safetensors"));
        assertThat(published.resolve("config.json")).exists();
        assertThat(update.getSizeBytes()).isEqualTo(Files.size(start.resolve("model.safetensors")));
        assertThat(update.getSha256()).matches("[0-9a-f]{64}");
        assertThat(announced.groupOffsets()).isEqualTo(Map.of(0, 5L));
    }

    @Test
    void aContinuedRunPublishesNoSecondVersionZero() {
        begin(2);
        assertThat(begin(2).position()).isEqualTo(RunPosition.start(Map.of(0, 5L)));
        assertThat(announced.committed()).hasSize(1);
    }

    @Test
    void anAnnouncementPreventedByACrashIsSentAtTheNextStart() {
        assertThatThrownBy(() -> begin(2, new CrashPlan(2))).isInstanceOf(CrashPlan.Crash.class);
        assertThat(announced.committed()).isEmpty();
        begin(2);
        assertThat(announced.committed()).hasSize(1);
    }

    @Test
    void aCheckpointWithoutSettlementsIsContinued() throws IOException {
        begin(2);
        Path run = root.resolve("checkpoints/0/run.json");
        String now = Files.readString(run);
        String before = now.replaceAll("\"settlements\" : 0,|, *\\s*\"read_to\" : \\{ *}", "");
        assertThat(before).isNotEqualTo(now).doesNotContain("settlements").doesNotContain("read_to");
        Files.writeString(run, before);
        assertThat(begin(2).position()).isEqualTo(RunPosition.start(Map.of(0, 5L)));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"version\" : 0,', '', it has no version",
        "'\"version\" : 0,', '\"version\" : \"new\",', version is",
        "'\"0\" : 5', '\"first\" : 5', offsets has a partition",
        "'\"0\" : 5', '\"0\" : ', Unexpected",
    })
    void aDamagedCheckpointIsReportedWithItsDefect(String text, String damage, String words) throws IOException {
        begin(2);
        Path run = root.resolve("checkpoints/0/run.json");
        Files.writeString(run, Files.readString(run).replace(text, damage));
        assertThatThrownBy(() -> begin(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(run.toString())
                .hasMessageContaining(words)
                .hasMessageContaining("from a copy");
    }

    @Test
    void aDamagedOutboxIsNamed() throws IOException {
        begin(2);
        Path updates = root.resolve("checkpoints/0/policy-updates.avro");
        byte[] bytes = Files.readAllBytes(updates);
        bytes[bytes.length - 5] ^= 1; // In the marker that ends a block.
        Files.write(updates, bytes);
        assertThatThrownBy(() -> begin(2)).hasMessageContaining(updates.toString());
    }

    @Test
    void aDifferentStartPolicyIsRefusedWithBothChecksums() {
        begin(2);
        FakePolicy.writeStart(start, 43);
        assertThatThrownBy(() -> begin(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("began from other weights")
                .hasMessageContaining("learner.start-policy");
    }

    @Test
    void aMissingStartPolicyIsNamed() throws IOException {
        Files.delete(start.resolve("model.safetensors"));
        assertThatThrownBy(() -> begin(2))
                .isInstanceOf(UnusableCheckpointException.class)
                .hasMessageContaining(start.toString())
                .hasMessageContaining("learner.start-policy");
    }

    @Test
    void aLogWithVersionsButNoCheckpointIsRefused() {
        begin(2);
        assertThatThrownBy(() -> begin(root.resolve("elsewhere"), 2, CrashPlan.none()))
                .hasMessageContaining("learner.checkpoint-dir");
    }

    @Test
    void aCheckpointOfALogThatIsGoneIsRefused() {
        RunStart.Begun begun = begin(2);
        begun.publisher().publish(begun.position().afterUpdate(4, Map.of(0, 9L)));
        announced = new MemoryAnnouncer();
        run = "second";
        assertThatThrownBy(() -> begin(2)).hasMessageContaining("the log's newest is none");
    }

    @Test
    void aNewRunIsRefusedAFolderWithWeightsOfAnother() {
        begin(2);
        FakePolicy.writeStart(root.resolve("weights/v50"), 7);
        run = "second";
        announced = new MemoryAnnouncer();
        assertThatThrownBy(() -> begin(root.resolve("elsewhere"), 2, CrashPlan.none()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("are of run first that began")
                .hasMessageContaining("not of run second")
                .hasMessageContaining("learner.weights-dir");
        assertThat(names("weights")).containsExactly("run.json", "v0", "v50");
        assertThat(announced.committed()).isEmpty();
    }

    /**
     * The folders of a run whose checkpoints and topics were removed, and of a release that left no word of the owner.
     */
    @Test
    void aNewRunIsRefusedAFolderWithWeightsOfAnEarlierLife() throws IOException {
        FakePolicy.writeStart(root.resolve("weights/v1"), 7);
        assertThatThrownBy(() -> begin(2)).hasMessageContaining("learner.weights-dir");
        Files.move(root.resolve("weights/v1"), root.resolve("weights/v0"));
        assertThatThrownBy(() -> begin(2)).hasMessageContaining("learner.weights-dir");
        assertThat(root.resolve("weights/v0/model.safetensors")).hasContent("7");
    }

    @Test
    void aRunWhoseVersionZeroWasReplacedIsRefused() {
        begin(2);
        FakePolicy.writeStart(root.resolve("weights/v0"), 43);
        assertThatThrownBy(() -> begin(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("learner.weights-dir");
    }

    @Test
    void aRunWithoutARecordedOwnerContinuesAndRecordsIt() throws IOException {
        begin(2);
        Files.delete(root.resolve("weights/run.json"));
        begin(2);
        assertThat(names("weights")).containsExactly("run.json", "v0");
    }

    /** A start policy that cannot be opened was set first. */
    @Test
    void aFolderThatWasClaimedButHasNoWeightsIsFree() {
        WeightsStore weights = new WeightsStore(root.resolve("weights"), 3, run);
        weights.claimForNewRun("another start policy's");
        begin(2);
        assertThat(names("weights")).containsExactly("run.json", "v0");
    }

    @Test
    void weightsAreClaimedOnlyByTheLearnerThatHoldsTheCheckpoints() {
        FakePolicy.writeStart(root.resolve("weights/.v1.partial.6d1f"), 7);
        try (CheckpointStore first = new CheckpointStore(root.resolve("checkpoints"), 2)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> begin(2)).hasMessageContaining("Another learner");
        }
        assertThat(names("weights")).containsExactly(".v1.partial.6d1f");
    }

    @Test
    void twoLearnersCannotUseOneCheckpointFolder() {
        try (CheckpointStore first = new CheckpointStore(root.resolve("checkpoints"), 2)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> begin(2)).hasMessageContaining("Another learner");
        }
    }

    /**
     * Files left by a process that was killed while writing: of this release, and of earlier ones that wrote in two
     * layers.
     */
    @Test
    void incompleteFoldersAreRemovedAtTheNextStart() throws IOException {
        begin(2);
        String[] left = {
            ".v1.partial.6d1f", ".v1.partial.old.6d1f", ".v1.partial", "..v1.partial.6d1f", "..v1.partial.old.6d1f"
        };
        for (String name : left) {
            FakePolicy.writeStart(root.resolve("weights").resolve(name), 7);
            FakePolicy.writeStart(root.resolve("checkpoints").resolve(name.replace("v1", "1")), 7);
        }
        begin(2);
        assertThat(names("weights")).containsExactly("run.json", "v0");
        assertThat(names("checkpoints")).containsExactly(".lock", "0");
    }

    private List<String> names(String folder) {
        return FolderFiles.children(root.resolve(folder)).stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    @Test
    void onlyTheNewestFoldersAreKeptAndVersionZero() {
        RunStart.Begun begun = begin(2);
        try (CheckpointStore store = new CheckpointStore(root.resolve("checkpoints"), 2)) {
            Publisher.Places places = new Publisher.Places(
                    new WeightsStore(root.resolve("weights"), 3, run), store, announced.connect(CrashPlan.none()));
            Publisher publisher = new Publisher(places, begun.policy(), new Origin("42", "42"), clock());
            RunPosition position = begun.position();
            for (int i = 0; i < 12; i++) {
                position = publisher.publish(position.afterUpdate(4, Map.of(0, 9L)));
            }
        }
        assertThat(names("weights")).containsExactly("run.json", "v0", "v10", "v11", "v12");
        assertThat(names("checkpoints")).containsExactly(".lock", "11", "12");
    }

    private RunStart.Begun begin(int keep) {
        return begin(keep, CrashPlan.none());
    }

    private RunStart.Begun begin(int keep, CrashPlan plan) {
        return begin(root.resolve("checkpoints"), keep, plan);
    }

    private RunStart.Begun begin(Path checkpoints, int keep, CrashPlan plan) {
        WeightsStore weights = new WeightsStore(root.resolve("weights"), 3, run);
        try (CheckpointStore store = new CheckpointStore(checkpoints, keep)) {
            Publisher.Places places = new Publisher.Places(weights, store, announced.connect(plan));
            return new RunStart(places, FakePolicy.source(objective, plan), clock()).begin(start, () -> Map.of(0, 5L));
        }
    }

    private static Clock clock() {
        return Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    }
}
