package dev.errata.ops.cli.audit;

import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.SkipReason;
import dev.errata.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts the outcomes of questions and rollouts. Knows no transport: {@link Audit} or a test feeds it, first with what
 * was asked (asked-questions, questions, dead letters, committed offsets), then rollouts, then verdicts.
 */
public final class Ledger {

    private static final String SCORER = "scorer";

    private final Topics topics;
    private final Map<String, PartitionLedger> partitions = new HashMap<>();
    private final Map<String, Long> rejectedByReason = new TreeMap<>();
    private long rolloutsWithoutAsk;
    private long duplicateRollouts;
    private long duplicateScores;
    private long duplicateRejections;
    private long unreadableIds;

    /** The ledger of a run with these topics. */
    public Ledger(Topics topics) {
        this.topics = topics;
    }

    /** A record of the asked-questions topic. */
    public void asked(AskedQuestions batch) {
        at(batch.getTopic(), batch.getPartition()).asked(batch);
    }

    /** A record of a questions topic. */
    public void question(String topic, int partition, long offset) {
        at(topic, partition).question(offset);
    }

    /** A question record that is a dead letter. */
    public void deadLetter(String topic, int partition, long offset) {
        at(topic, partition).deadLetter(offset);
    }

    /**
     * The offset of a questions topic that actors have committed. A partition without records in asked-questions, of a
     * log from before passes, was asked once up to there.
     *
     * @param kept whether the actors keep their position in the metadata of the offset instead
     */
    public void committed(String topic, int partition, long offset, boolean kept) {
        PartitionLedger ledger = at(topic, partition);
        if (ledger.isFollowed() || !kept) {
            ledger.askUpTo(offset);
        }
        if (ledger.isFollowed() && !kept) {
            ledger.requireUpTo(offset);
        }
    }

    /**
     * A record of the rollouts topic.
     *
     * @param groupSize n as the rollout says; 0 if unknown
     * @param settled whether its transaction ended before the asked questions were read, so that it must have its own
     */
    public void rollout(String rolloutId, int groupSize, boolean settled) {
        Optional<RolloutId> parsed = parse(rolloutId);
        if (parsed.isEmpty()) {
            return;
        }
        RolloutId id = parsed.get();
        AskChunk chunk = chunk(id);
        duplicateRollouts += AskChunk.add(chunk.sampled, id) ? 0 : 1;
        rolloutsWithoutAsk += settled && !chunk.isSettled(id.offset()) ? 1 : 0;
        chunk.answers(id.offset(), groupSize);
    }

    /** A record of the scored-rollouts topic. */
    public void scored(String rolloutId) {
        parse(rolloutId).ifPresent(id -> duplicateScores += AskChunk.add(chunk(id).scored, id) ? 0 : 1);
    }

    /** A record of the rejected-rollouts topic. */
    public void rejected(String rolloutId, String reason, String stage) {
        Optional<RolloutId> id = parse(rolloutId);
        if (id.isEmpty()) {
            return;
        }
        AskChunk chunk = chunk(id.get());
        long[] rejections = stage.equals(SCORER) ? chunk.rejectedByScorer : chunk.rejectedLater;
        if (AskChunk.add(rejections, id.get())) {
            rejectedByReason.merge(reason, 1L, Long::sum);
        } else {
            duplicateRejections++;
        }
    }

    /** The counts; where rollouts do not say n, it is the number of answers that most asked questions have. */
    public AuditTally tally() {
        int n = usualAnswers();
        var sums = new LedgerSums();
        partitions.values().forEach(partition -> partition.addTo(sums, n));
        List<String> violations = new ArrayList<>();
        LedgerSums.report(violations, rolloutsWithoutAsk, "rollouts answer a question that was not asked");
        LedgerSums.report(violations, duplicateRollouts, "rollouts are in the log twice");
        LedgerSums.report(violations, duplicateScores, "rollouts were scored twice");
        LedgerSums.report(violations, duplicateRejections, "rollouts were rejected twice");
        LedgerSums.report(
                violations,
                unreadableIds,
                "records have a key that is no rollout id, or a sample index above " + (AskChunk.MOST_SAMPLES - 1));
        violations.addAll(sums.violations());
        return new AuditTally(
                passes(),
                sums.askedByAnswers,
                sums.rollouts,
                sums.scored,
                sums.rejected,
                sums.pending,
                Map.copyOf(rejectedByReason),
                List.copyOf(violations));
    }

    private List<PassTally> passes() {
        Map<String, Map<Long, PassTally>> bySource = new TreeMap<>();
        for (PartitionLedger partition : partitions.values()) {
            String source = topics.sourceOf(partition.topic());
            partition.passes().forEach((number, pass) -> {
                Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
                pass.forEachSkipped((offset, reason) -> skipped.merge(reason, 1L, Long::sum));
                bySource.computeIfAbsent(source, name -> new TreeMap<>())
                        .merge(number, new PassTally(source, number, pass.asked(), skipped), PassTally::plus);
            });
        }
        return bySource.values().stream()
                .flatMap(passes -> passes.values().stream())
                .filter(pass -> pass.asked() > 0 || !pass.skipped().isEmpty())
                .toList();
    }

    private int usualAnswers() {
        long[] questionsByAnswers = new long[AskChunk.MOST_SAMPLES + 1];
        partitions.values().stream()
                .flatMap(partition -> partition.passes().values().stream())
                .forEach(pass -> pass.countAnswers(questionsByAnswers));
        int n = 0;
        for (int answers = 1; answers < questionsByAnswers.length; answers++) {
            if (questionsByAnswers[answers] > (n == 0 ? 0 : questionsByAnswers[n])) {
                n = answers;
            }
        }
        return n;
    }

    private Optional<RolloutId> parse(String rolloutId) {
        Optional<RolloutId> id = RolloutId.parse(rolloutId)
                .filter(it -> it.sample() < AskChunk.MOST_SAMPLES
                        && topics.questionTopics().matcher(it.topic()).matches());
        unreadableIds += id.isPresent() ? 0 : 1;
        return id;
    }

    private AskChunk chunk(RolloutId id) {
        return at(id.topic(), id.partition()).pass(id.pass()).at(id.offset());
    }

    private PartitionLedger at(String topic, int partition) {
        return partitions.computeIfAbsent(topic + "/" + partition, name -> new PartitionLedger(topic));
    }
}
