package dev.errata.rewards.verifier;

import dev.errata.rewards.records.RolloutInbox;
import dev.errata.rewards.verifier.VerifierWire.OpenAnswer;
import dev.errata.service.StopSignal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The flow of one HTTP verifier: collect answers, ask about them, publish the verdicts. Verdicts and offsets of a batch
 * are one transaction, so each answer has exactly one verdict, even when this process is killed and restarted. While
 * the verifier is down the batch waits, and so do the answers behind it in the log.
 */
final class VerifierLoop {

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(5);
    private static final Duration KEEP_INTERVAL = Duration.ofSeconds(1);

    private final RolloutInbox inbox;
    private final VerifierWire wire;
    private final Examiner examiner;
    private final VerifierActivity activity;

    VerifierLoop(RolloutInbox inbox, VerifierWire wire, Examiner examiner, VerifierActivity activity) {
        this.inbox = inbox;
        this.wire = wire;
        this.examiner = examiner;
        this.activity = activity;
    }

    /** Runs until it is asked to stop; a batch without all its verdicts is then given up and asked about again later. */
    void run(StopSignal stop) {
        while (!stop.requested()) {
            activity.collects();
            var records = inbox.collect();
            if (records.isEmpty()) {
                continue;
            }
            List<OpenAnswer> answers = wire.read(records);
            Examiner.Batch batch = examiner.begin(distinct(answers));
            if (await(batch, answers.size(), stop)) {
                activity.commits();
                inbox.publish(wire.write(answers, batch.findings()));
            } else {
                batch.cancel();
                giveUp(stop);
            }
        }
    }

    private void giveUp(StopSignal stop) {
        if (!stop.requested()) {
            inbox.abandon();
        }
    }

    private static Map<Submission, String> distinct(List<OpenAnswer> answers) {
        Map<Submission, String> ids = new LinkedHashMap<>();
        answers.forEach(answer -> ids.putIfAbsent(answer.submission(), answer.id()));
        return ids;
    }

    /** Whether all verdicts arrived, and the batch is still this process's. */
    private boolean await(Examiner.Batch batch, int answers, StopSignal stop) {
        long kept = System.nanoTime();
        while (!batch.isDone()) {
            activity.asks(answers);
            LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
            if (stop.requested()) {
                return false;
            }
            if (System.nanoTime() - kept > KEEP_INTERVAL.toNanos()) {
                kept = System.nanoTime();
                if (!inbox.keepBatch()) {
                    return false;
                }
            }
        }
        return true;
    }
}
