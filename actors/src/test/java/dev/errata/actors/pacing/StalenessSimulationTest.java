package dev.errata.actors.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Actors, a scorer that drops some rollouts, and a learner, each moving at random: no rollout is trained on that lags
 * more than η versions, and training never stops for good.
 */
class StalenessSimulationTest {

    private static final int MINIBATCH = 64;
    private static final int PER_VERSION = 4 * MINIBATCH;

    static Stream<Integer> seeds() {
        return IntStream.range(0, 200).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noRolloutIsOlderThanAllowedWhenItIsTrainedOn(int seed) {
        World world = new World(new Random(seed));
        for (int move = 0; move < 3000; move++) {
            world.move();
        }
        assertThat(world.oldest).isLessThanOrEqualTo(world.maxStaleness);
        assertThat(world.trained).isGreaterThan(10 * PER_VERSION);
    }

    /** Versions by which queued rollouts were sampled, in order, and those that are being sampled. */
    private static final class World {
        private final Random random;
        private final int maxStaleness;
        private final double dropped;
        private final SamplingBudget budget;
        private final Deque<Long> queue = new ArrayDeque<>();
        private final List<List<Long>> underWay = new ArrayList<>();
        private final int actors;
        private final long[] batches = new long[3];
        private long version;
        private long trained;
        private long oldest;
        private long lastQueued = -1;

        World(Random random) {
            this.random = random;
            // η = 0 has a learner of another kind and is in the table.
            maxStaleness = 1 + random.nextInt(6);
            dropped = random.nextDouble() * 0.5;
            actors = maxStaleness < 3 ? 1 : 1 + random.nextInt(3);
            // While one actor works, the others add at most the budget of one version.
            int mostQuestions = 64 / Math.max(1, 2 * (actors - 1));
            budget = new SamplingBudget(maxStaleness, PER_VERSION, 4 * (8 + random.nextInt(mostQuestions - 7)));
            for (int actor = 0; actor < actors; actor++) {
                underWay.add(List.of());
            }
        }

        void move() {
            int who = random.nextInt(actors + 1);
            if (who == actors) {
                train();
            } else if (underWay.get(who).isEmpty()) {
                if (overtakes(who)) {
                    return;
                }
                batches[who]++;
                boolean standstill = queue.size() == lastQueued;
                lastQueued = queue.size();
                int admitted = budget.admitted(queue.size(), actors, standstill, 4);
                underWay.set(
                        who, IntStream.range(0, admitted).mapToObj(i -> version).toList());
            } else {
                underWay.get(who).stream()
                        .filter(rollout -> random.nextDouble() >= dropped)
                        .forEach(queue::add);
                underWay.set(who, List.of());
            }
        }

        /** Actors are about equally fast: none begins its next but one batch while another is still at the same one. */
        private boolean overtakes(int who) {
            return IntStream.range(0, actors)
                    .anyMatch(other -> !underWay.get(other).isEmpty() && batches[other] < batches[who]);
        }

        private void train() {
            if (queue.size() < MINIBATCH) {
                return;
            }
            for (int i = 0; i < MINIBATCH; i++) {
                oldest = Math.max(oldest, version - queue.remove());
            }
            trained += MINIBATCH;
            version = trained / PER_VERSION;
        }
    }
}
