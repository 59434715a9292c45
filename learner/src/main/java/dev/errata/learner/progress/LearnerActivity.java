package dev.errata.learner.progress;

import dev.errata.learner.batch.Admitted;
import dev.errata.learner.publishing.RunPosition;
import dev.errata.schemas.LearnerStep;
import dev.errata.service.Activity;
import java.time.Clock;

/**
 * The learner's current activity and its start time, for health checks. The learner's thread writes it, any thread
 * reads it.
 */
public final class LearnerActivity implements StepListener {

    private static final String WAIT = "waiting for scored-rollouts";

    private final Activity activity;
    private volatile boolean training;

    /** Starting, since now. */
    public LearnerActivity(Clock clock) {
        this.activity = new Activity(clock, "starting");
    }

    /** The learner's current activity. */
    public Activity activity() {
        return activity;
    }

    /** Whether the policy is loaded and the run has begun. */
    public boolean training() {
        return training;
    }

    /**
     * There are too few records to fill a batch.
     *
     * @param have records buffered, in addition to the rollouts of the batch
     * @param need rollouts that the batch still lacks
     */
    public void awaitRollouts(int have, int need) {
        training = true;
        String doing = WAIT + ", " + have + " of the " + need + " that the batch misses are there";
        // The wait began with the first call; later ones only bring the count up to date.
        if (activity.now().doing().startsWith(WAIT)) {
            activity.describe(doing);
        } else {
            activity.waitFor(doing);
        }
    }

    /** A step before training begins. */
    public void prepare(String doing) {
        activity.enter(doing);
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
        training = true;
        activity.enter(doing);
    }
}
