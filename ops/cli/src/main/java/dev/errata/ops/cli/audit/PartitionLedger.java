package dev.errata.ops.cli.audit;

import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.SkipReason;
import dev.errata.schemas.SkippedQuestion;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The questions of one partition, pass by pass. */
final class PartitionLedger {

    private final String topic;
    private final SortedMap<Long, PassLedger> passes = new TreeMap<>();
    private final BitSet questions = new BitSet();
    private final BitSet deadLetters = new BitSet();
    private final List<EndedPass> ended = new ArrayList<>();
    private long askedAgain;
    private long outsideTheirPass;
    private long requiredUpTo;

    /** A complete pass over the records of an interval. */
    private record EndedPass(long pass, long from, long to) {}

    PartitionLedger(String topic) {
        this.topic = topic;
    }

    String topic() {
        return topic;
    }

    SortedMap<Long, PassLedger> passes() {
        return passes;
    }

    PassLedger pass(long pass) {
        return passes.computeIfAbsent(pass, number -> new PassLedger());
    }

    void asked(AskedQuestions batch) {
        PassLedger pass = pass(batch.getPass());
        long to = batch.getToOffset() == null ? Long.MAX_VALUE : batch.getToOffset();
        for (long offset : batch.getAsked()) {
            askedAgain += pass.at(offset).ask(offset) ? 0 : 1;
            outsideTheirPass += offset < batch.getFromOffset() || offset >= to ? 1 : 0;
        }
        for (SkippedQuestion skipped : batch.getSkipped()) {
            long offset = skipped.getOffset();
            askedAgain += pass.at(offset).skip(offset, skipped.getReason()) ? 0 : 1;
            outsideTheirPass += offset < batch.getFromOffset() || offset >= to ? 1 : 0;
        }
        if (batch.getEndsPass()) {
            ended.add(new EndedPass(batch.getPass(), batch.getFromOffset(), to));
        }
    }

    void question(long offset) {
        questions.set(Math.toIntExact(offset));
    }

    void deadLetter(long offset) {
        deadLetters.set(Math.toIntExact(offset));
    }

    /** Counts every record below the committed offset as asked once, those with a dead letter as skipped. */
    void askUpTo(long committed) {
        PassLedger first = pass(0);
        for (int offset = questions.nextSetBit(0);
                offset >= 0 && offset < committed;
                offset = questions.nextSetBit(offset + 1)) {
            first.at(offset).ask(offset);
            if (deadLetters.get(offset)) {
                first.at(offset).setAside(offset);
            }
        }
    }

    /** Requires that the first pass has asked or skipped every record below the committed offset. */
    void requireUpTo(long committed) {
        requiredUpTo = committed;
    }

    /** Adds this partition to the sums; n is the number of answers where rollouts do not say it. */
    void addTo(LedgerSums sums, int n) {
        sums.askedAgain += askedAgain;
        sums.outsideTheirPass += outsideTheirPass;
        sums.committedButNotAsked += requiredUpTo == 0 ? 0 : unsettled(pass(0), 0, requiredUpTo);
        for (EndedPass one : ended) {
            sums.leftOut += unsettled(pass(one.pass()), one.from(), one.to());
        }
        for (PassLedger pass : passes.values()) {
            pass.addTo(sums, n);
            pass.forEachSkipped((offset, reason) -> sums.withoutDeadLetter +=
                    reason == SkipReason.DEAD_LETTER && !deadLetters.get(Math.toIntExact(offset)) ? 1 : 0);
        }
    }

    private long unsettled(PassLedger pass, long from, long to) {
        long missing = 0;
        for (int offset = questions.nextSetBit(Math.toIntExact(from));
                offset >= 0 && offset < to;
                offset = questions.nextSetBit(offset + 1)) {
            missing += pass.isSettled(offset) ? 0 : 1;
        }
        return missing;
    }
}
