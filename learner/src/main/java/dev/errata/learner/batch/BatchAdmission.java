package dev.errata.learner.batch;

import dev.errata.learner.batch.RolloutCheck.Objection;
import dev.errata.learner.freshness.Freshness;
import dev.errata.learner.objective.LearningObjective;
import dev.errata.schemas.DeadLetter;
import dev.errata.schemas.RejectedRollout;
import dev.errata.schemas.RejectionReason;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.VersionSpan;
import dev.errata.schemas.topics.DeadLetters;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides which collected records are trained on; the others are set aside with a reason. Not thread-safe. */
public final class BatchAdmission {

    private static final String STAGE = "learner";

    private final String topic;
    private final Freshness freshness;
    private final RolloutCheck check;
    private final LearningObjective objective;
    private final Clock clock;
    private final DeadLetters letters;
    private int sampledOtherwise;

    /**
     * Admits rollouts for an objective.
     *
     * @param plan names the topic and the objective that trains on admitted rollouts
     */
    public BatchAdmission(BatchPlan plan, Freshness freshness, PolicyLimits limits, Clock clock) {
        this.topic = plan.topic();
        this.objective = plan.objective();
        this.freshness = freshness;
        this.check = new RolloutCheck(limits);
        this.clock = clock;
        this.letters = new DeadLetters(STAGE, clock);
    }

    /**
     * Divides records into those to train on and those set aside.
     *
     * @param newestVersion the newest published policy version: staleness is counted against it
     * @throws IllegalStateException if the log is not one that the objective can learn from
     */
    public Admitted admit(List<Arrival> records, long newestVersion) {
        Admitted admitted = none();
        for (Arrival record : records) {
            record.fold(
                    read -> {
                        boolean ours = RolloutCheck.sampledAsRecomputed(read.scored());
                        sampledOtherwise = ours ? 0 : sampledOtherwise + 1;
                        return judge(read.scored(), newestVersion, admitted);
                    },
                    unreadable -> admitted.deadLetters().add(deadLetter(unreadable)));
        }
        return admitted;
    }

    /**
     * Admits rollouts again: a newer version may have made some of them too old.
     *
     * @param newestVersion the newest published policy version now
     */
    public Admitted readmit(List<ScoredRollout> rollouts, long newestVersion) {
        Admitted admitted = none();
        rollouts.forEach(scored -> judge(scored, newestVersion, admitted));
        return admitted;
    }

    /**
     * Refuses to continue if the actors sample from another distribution than the learner recomputes: no batch would
     * ever be full.
     *
     * @param most number of such rollouts in a row that is refused
     * @throws IllegalStateException with a sentence that says which settings to change
     */
    public void requireUsableSampling(int most) {
        if (sampledOtherwise >= most) {
            throw new IllegalStateException("The last " + sampledOtherwise
                    + " scored rollouts were all sampled from a distribution other than the one whose log-probs the"
                    + " learner recomputes; they are in rejected-rollouts. Set actor.temperature=1, actor.top-p=1 and"
                    + " actor.top-k=0, and start the learner again.");
        }
    }

    private boolean judge(ScoredRollout scored, long newestVersion, Admitted admitted) {
        objective.requirements().require(objective.name(), scored);
        Optional<Objection> objection = check.objection(scored).or(() -> age(scored.getRollout(), newestVersion));
        return objection
                .map(found -> admitted.rejected().add(rejection(scored, found)))
                .orElseGet(() -> admitted.rollouts().add(scored));
    }

    private static Admitted none() {
        return new Admitted(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    private Optional<Objection> age(Rollout rollout, long newestVersion) {
        List<VersionSpan> spans = rollout.getVersionSpans();
        // Versions never decrease along an answer (RolloutCheck), so the last one is the newest.
        if (spans.get(spans.size() - 1).getPolicyVersion() > newestVersion) {
            return Optional.of(new Objection(
                    RejectionReason.MALFORMED,
                    "It claims a policy version newer than " + newestVersion + ", the newest ever published."));
        }
        long staleness = Freshness.staleness(rollout, newestVersion);
        if (!freshness.admits(staleness)) {
            return Optional.of(new Objection(
                    RejectionReason.TOO_STALE,
                    "Its oldest token lags " + staleness + " versions behind version " + newestVersion + "; at most "
                            + freshness.maxStaleness() + " are trained on."));
        }
        return Optional.empty();
    }

    private RejectedRollout rejection(ScoredRollout scored, Objection objection) {
        Rollout rollout = scored.getRollout();
        return RejectedRollout.newBuilder()
                .setRolloutId(rollout.getRolloutId())
                .setSource(rollout.getQuestion().getSource())
                .setReason(objection.reason())
                .setDetail(objection.sentence())
                .setStage(STAGE)
                .setPolicyVersion(
                        rollout.getVersionSpans().isEmpty()
                                ? -1
                                : rollout.getVersionSpans().get(0).getPolicyVersion())
                .setCorrect(scored.getCorrect())
                .setAnswerText(rollout.getAnswerText())
                .setRejectedAt(clock.millis())
                .build();
    }

    private DeadLetter deadLetter(Arrival.Unreadable record) {
        DeadLetters.Place place = new DeadLetters.Place(topic, record.partition(), record.offset());
        return letters.of(place, record.payload(), DeadLetters.unreadable(record.payload()), record.problem());
    }
}
