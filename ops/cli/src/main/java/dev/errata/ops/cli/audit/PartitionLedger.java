package dev.errata.ops.cli.audit;

import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.SkipReason;
import dev.errata.schemas.SkippedQuestion;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

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
    private long cutShort;
    private @Nullable AskedQuestions last;
    private boolean followed;
    /** The records that were asked before asks were recorded; none in a log of one version. */
    private Interval askedBefore = new Interval(0, 0);

    /** Offsets, the end excluded. */
    private record Interval(long from, long to) {}

    /** A complete pass over the records of an interval. */
    private record EndedPass(long pass, Interval range) {}

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

    /** Whether its asks are recorded. */
    boolean isFollowed() {
        return followed;
    }

    void asked(AskedQuestions batch) {
        if (!followed) {
            followed = true;
            askedBefore = askedBefore(batch);
        }
        cutShort += follows(batch) ? 0 : 1;
        last = batch;
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
            ended.add(new EndedPass(batch.getPass(), new Interval(batch.getFromOffset(), to)));
        }
    }

    void question(long offset) {
        questions.set(Math.toIntExact(offset));
    }

    void deadLetter(long offset) {
        deadLetters.set(Math.toIntExact(offset));
    }

    /**
     * Counts the records that an earlier version asked as asked once, those with a dead letter as skipped: all below
     * the committed offset, or those before the first recorded ask.
     */
    void askUpTo(long committed) {
        PassLedger first = pass(0);
        questionsIn(followed ? askedBefore : new Interval(0, committed)).forEach(offset -> {
            first.at(offset).ask(offset);
            if (deadLetters.get(offset)) {
                first.at(offset).setAside(offset);
            }
        });
    }

    /** Requires that the first pass has asked or skipped every record below the committed offset. */
    void requireUpTo(long committed) {
        requiredUpTo = committed;
    }

    /** Whether a batch continues the pass of the one before, or begins another after the end of that. */
    private boolean follows(AskedQuestions batch) {
        AskedQuestions before = last;
        if (before == null) {
            // Of an old log the first records may be deleted.
            return true;
        }
        boolean same = batch.getPass() == before.getPass() && batch.getFromOffset() == before.getFromOffset();
        boolean next = batch.getPass() == before.getPass() + 1 || batch.getPass() == 0;
        return same || (next && before.getEndsPass());
    }

    /** Adds this partition to the sums; n is the number of answers where rollouts do not say it. */
    void addTo(LedgerSums sums, int n) {
        sums.askedAgain += askedAgain;
        sums.cutShort += cutShort;
        sums.outsideTheirPass += outsideTheirPass;
        sums.committedButNotAsked += requiredUpTo == 0 ? 0 : unsettled(pass(0), new Interval(0, requiredUpTo));
        for (EndedPass one : ended) {
            sums.leftOut += unsettled(pass(one.pass()), one.range());
        }
        for (PassLedger pass : passes.values()) {
            pass.addTo(sums, n);
            pass.forEachSkipped((offset, reason) -> sums.withoutDeadLetter +=
                    reason == SkipReason.DEAD_LETTER && !deadLetters.get(Math.toIntExact(offset)) ? 1 : 0);
        }
    }

    private long unsettled(PassLedger pass, Interval range) {
        return questionsIn(range).filter(offset -> !pass.isSettled(offset)).count();
    }

    private IntStream questionsIn(Interval range) {
        int from = Math.toIntExact(range.from());
        int to = (int) Math.min(questions.length(), range.to());
        return IntStream.range(from, Math.max(from, to)).filter(questions::get);
    }

    /**
     * A first pass in the order of the log that does not begin at its beginning continues one of an earlier version,
     * which did not record what it asked.
     */
    private static Interval askedBefore(AskedQuestions first) {
        LongStream offsets = LongStream.concat(
                first.getAsked().stream().mapToLong(Long::longValue),
                first.getSkipped().stream().mapToLong(SkippedQuestion::getOffset));
        OptionalLong least = offsets.min();
        boolean inTheOrderOfTheLog = first.getToOffset() == null || least.isEmpty();
        if (first.getPass() != 0 || !inTheOrderOfTheLog) {
            return new Interval(0, 0);
        }
        long open = first.getToOffset() == null ? 0 : first.getToOffset();
        return new Interval(first.getFromOffset(), least.orElse(open));
    }
}
