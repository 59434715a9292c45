package dev.errata.learner.progress;

import dev.errata.learner.batch.Admitted;
import dev.errata.learner.publishing.RunPosition;
import dev.errata.schemas.LearnerStep;
import java.time.Clock;
import java.time.Instant;

/**
 * What the learner is doing, and since when: what health tells. The learner's thread writes it, any thread reads it, and
 * a reader sees one whole state.
 */
public final class Activity implements StepListener {

    /**
     * One state.
     *
     * @param doing one clause for people
     * @param since when it began
     * @param training whether the policy is loaded and the run has begun
     * @param failed whether the learner has stopped for good
     */
    public record State(String doing, Instant since, boolean training, boolean failed) {}

    private final Clock clock;
    private volatile State state;

    /** Starting, since now. */
    public Activity(Clock clock) {
        this.clock = clock;
        this.state = new State("starting", clock.instant(), false, false);
    }

    /** The state now. */
    public State now() {
        return state;
    }

    /**
     * Too few records are there to fill a batch.
     *
     * @param have records at hand, besides the rollouts that the batch has
     * @param need rollouts that the batch still misses
     */
    public void awaitRollouts(int have, int need) {
        String doing = "waiting for scored-rollouts";
        // The wait began with the first call; later ones only bring the count up to date.
        Instant since = state.doing().startsWith(doing) ? state.since() : clock.instant();
        state = new State(
                doing + ", " + have + " of the " + need + " that the batch misses are there", since, true, false);
    }

    /** Something that comes before training has begun. */
    public void prepare(String doing) {
        state = new State(doing, clock.instant(), false, false);
    }

    @Override
    public void onBatch(long update) {
        train("update " + update);
    }

    @Override
    public void onStep(LearnerStep step, Admitted admitted) {
        train("collecting");
    }

    @Override
    public void onPublishing(long version) {
        train("publishing version " + version);
    }

    @Override
    public void onPublication(RunPosition position) {
        train("collecting");
    }

    private void train(String doing) {
        state = new State(doing, clock.instant(), true, false);
    }

    /** The learner has stopped and will not go on. */
    public void fail(String sentence) {
        state = new State(sentence, clock.instant(), state.training(), true);
    }
}
