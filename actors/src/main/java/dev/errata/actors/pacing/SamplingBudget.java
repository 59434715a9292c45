package dev.errata.actors.pacing;

/**
 * Number of rollouts that an actor may sample now, such that none is older than η versions when it is trained on.
 *
 * <pre>
 *   L = R · max(1, η − 1) most rollouts sampled but not yet trained on share = (L − Q) / A rest of L, divided among the
 *   actors b = min(batch, L / 2A) most rollouts of one batch, whole questions
 * </pre>
 *
 * <p>An actor samples b rollouts once its share is b, that is, when Q ≤ L − A · b. All batches under way take at most
 * half of L. The other half may be queued, so the learner has something to train on while they are sampled. Without the
 * bound L / 2A, actors with a larger A · batch would all wait for an empty queue, and the learner would wait for all of
 * them. With η = 0 they are meant to wait for each other, and b is the batch.
 *
 * <p>Why it holds. The learner trains in the order of sampling and publishes a version after every R rollouts trained
 * on; of the version under way it has trained p &lt; R. A rollout that is sampled with the newest version v and has Q −
 * 1 others before it is trained on while version v + ⌊(p + Q − 1)/R⌋ is the newest. So Q ≤ ηR is enough for a lag of at
 * most η (for η = 1 that is L), and from η = 2 on L leaves one whole version of room for rollouts that overtake each
 * other on their way through partitions and scorers. This is AReaL's capacity (arXiv:2505.24298; (η + v + 1)·B −
 * accepted, B = R) with p bounded instead of known. What does not reach training (rejected rollouts) only shortens the
 * queue.
 *
 * <p>With one actor the bound is strict. With several, what others publish and the learner trains on while one actor
 * samples comes before that actor's batch. The margin of one version covers this for actors of about equal speed with
 * 2(A − 1) · b ≤ R. With more actors, or where one actor is much slower than the others, its batch can become too old;
 * then the learner rejects it as TOO_STALE.
 *
 * <p>η = 0 is the synchronous mode: L = R, and nothing is sampled before everything earlier is trained on. It needs a
 * learner that publishes whenever it has trained on all there is.
 *
 * @param maxStaleness η, versions
 * @param rolloutsPerVersion R, rollouts trained on for each version
 * @param batch most rollouts of one batch, as configured
 */
public record SamplingBudget(int maxStaleness, int rolloutsPerVersion, int batch) {

    /**
     * The budget of these settings of an actor.
     *
     * @throws IllegalArgumentException if they allow not even one question
     */
    public static SamplingBudget of(int maxStaleness, int rolloutsPerVersion, int answersPerQuestion, int questions) {
        if (maxStaleness < 0 || answersPerQuestion < 1 || questions < 1) {
            throw new IllegalArgumentException("actor.max-staleness is 0 or more, actor.answers-per-question and"
                    + " actor.questions-per-batch are 1 or more.");
        }
        if (rolloutsPerVersion < answersPerQuestion) {
            throw new IllegalArgumentException("actor.rollouts-per-version = " + rolloutsPerVersion
                    + " is less than actor.answers-per-question = " + answersPerQuestion
                    + ": not even one question could be answered for a version.");
        }
        return new SamplingBudget(maxStaleness, rolloutsPerVersion, Math.multiplyExact(questions, answersPerQuestion));
    }

    /** L: most rollouts that may be sampled and not yet trained on. */
    public long limit() {
        return (long) rolloutsPerVersion * Math.max(1, maxStaleness - 1);
    }

    /** b: most rollouts of one batch among this many actors; a multiple of n, and n at least. */
    private int batchAmong(int actors, int answers) {
        long most = maxStaleness == 0 ? batch : Math.min(batch, limit() / (2L * actors));
        return (int) Math.max(answers, wholeQuestions(most, answers));
    }

    /**
     * Number of rollouts that may be sampled now: a full batch; less where waiting for a full batch would be futile,
     * but one question where the learner may be waiting for it; or 0.
     *
     * @param queued Q: rollouts sampled and not yet trained on or rejected
     * @param actors A: actors that may sample at the same time, 1 or more
     * @param standstill whether Q has not changed for so long that waiting is futile: the queue may hold less than one
     *     batch of the learner
     * @param answers n of the next question; an actor samples whole questions
     * @return a multiple of n, at most one batch
     */
    public int admitted(long queued, int actors, boolean standstill, int answers) {
        long share = Math.max(0, limit() - queued) / Math.max(1, actors);
        int most = batchAmong(Math.max(1, actors), answers);
        boolean inTurn = maxStaleness > 0 || queued == 0;
        if (share >= most && inTurn) {
            return most;
        }
        if (queued > 0 && !standstill) {
            return 0;
        }
        // With less than a version's worth queued the learner may wait for this actor, so one question always fits.
        long least = queued < rolloutsPerVersion ? answers : 0;
        return (int) Math.max(least, wholeQuestions(Math.min(share, most), answers));
    }

    private static long wholeQuestions(long rollouts, int answers) {
        return rollouts - rollouts % answers;
    }
}
