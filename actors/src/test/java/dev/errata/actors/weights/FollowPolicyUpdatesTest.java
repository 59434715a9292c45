package dev.errata.actors.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.actors.FakePolicy;
import dev.errata.actors.progress.ActorProgress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowPolicyUpdatesTest {

    private final FakePolicy policy = new FakePolicy();
    private final ActorProgress progress = new ActorProgress(Clock.systemUTC(), Duration.ofSeconds(10));
    private final Announcements announcements;
    private final FollowPolicyUpdates updates;

    FollowPolicyUpdatesTest(@TempDir Path store) {
        announcements = new Announcements(store);
        updates = announcements.followed(
                folder -> {
                    policy.replaceWeights(folder);
                    return policy;
                },
                progress);
    }

    @BeforeEach
    void nothingIsAnnounced() {
        assertThat(updates.adoptArrived()).isEmpty();
        assertThat(updates.adoptNewest()).isFalse();
        assertThat(updates.current()).isNull();
    }

    @Test
    void theNewestWeightsAreLoadedAndLaterOnlyNewerOnes() {
        announcements.announce(0);
        announcements.announce(3);
        assertThat(updates.adoptNewest()).isTrue();
        assertThat(updates.current()).extracting("version").isEqualTo(3L);
        assertThat(progress.version()).isEqualTo(3);

        announcements.announce(2);
        assertThat(updates.adoptNewest()).isFalse();

        announcements.announce(4);
        assertThat(updates.adoptNewest()).isTrue();
        assertThat(policy.folders)
                .extracting(Path::getFileName)
                .map(Path::toString)
                .containsExactly("v3", "v4");
        assertThat(progress.inFlightUpdates()).isZero();
    }

    @Test
    void anUnreadableAnnouncementIsSkippedAndCounted() {
        announcements.announceInNoLanguage();
        announcements.announce(1);

        assertThat(updates.adoptNewest()).isTrue();
        assertThat(updates.current()).extracting("version").isEqualTo(1L);
        assertThat(progress.unreadableAnnouncements()).isEqualTo(1);
    }

    @Test
    void weightsThatDifferFromTheAnnouncementAreSkippedForTheNextNewest() {
        announcements.announce(1);
        announcements.announceCorrupt(2);
        announcements.announcePruned(3);

        assertThat(updates.adoptNewest()).isTrue();
        assertThat(updates.current()).extracting("version").isEqualTo(1L);
        assertThat(updates.adoptNewest()).isFalse();
    }

    @Test
    void arrivedWeightsAreAdoptedInFlightIfUsableAndNewer() {
        announcements.announce(1);
        assertThat(updates.adoptNewest()).isTrue();

        announcements.announce(0);
        announcements.announceCorrupt(3);
        assertThat(updates.adoptArrived()).isEmpty();

        announcements.announce(2);
        announcements.announcePruned(4);
        assertThat(updates.adoptArrived()).hasValue(2);
        assertThat(updates.adoptArrived()).isEmpty();
        assertThat(updates.current()).extracting("version").isEqualTo(2L);
        assertThat(progress.version()).isEqualTo(2);
        assertThat(progress.inFlightUpdates()).isEqualTo(1);
    }

    @Test
    void aStopDoesNotEndTheRunningBatch() {
        announcements.announce(1);
        assertThat(updates.adoptNewest()).isTrue();

        updates.wakeup();

        assertThat(updates.adoptArrived()).isEmpty();
    }
}
