package dev.errata.ops.cli.commands;

import dev.errata.ops.cli.audit.LogReader;
import dev.errata.policy.tokenizer.Tokenizer;
import dev.errata.rewardmodel.teachers.pairs.GivenAnswer;
import dev.errata.schemas.FinishReason;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/** The newest answers of a run, so that a reward model learns from the current mistakes. Not thread-safe. */
final class LatestAnswers {

    private static final Comparator<Dated> EARLIEST_FIRST = Comparator.comparingLong(Dated::sampledAt)
            .thenComparing(dated -> dated.answer().question().getId())
            .thenComparing(dated -> dated.answer().sample());

    private final int most;
    private final Tokenizer tokenizer;
    private final PriorityQueue<Dated> latest = new PriorityQueue<>(EARLIEST_FIRST);

    private record Dated(long sampledAt, GivenAnswer answer) {}

    /**
     * No answers yet.
     *
     * @param most how many are kept
     * @param tokenizer tokenizer of the policy of the run
     */
    public LatestAnswers(int most, Tokenizer tokenizer) {
        this.most = most;
        this.tokenizer = tokenizer;
    }

    /**
     * Reads all rollouts of a run, up to the current end of its log; skips unreadable records.
     *
     * @param progress receives the number of records read
     */
    public void read(EventLog log, LongConsumer progress) {
        Topic<Rollout> rollouts = log.topics().rollouts();
        long[] read = {0};
        try (LogReader reader = new LogReader(log);
                var values = log.serde(rollouts).deserializer()) {
            reader.read(reader.ends(List.of(rollouts.name())), record -> {
                progress.accept(++read[0]);
                Rollout rollout;
                try {
                    rollout = values.deserialize(record.topic(), record.value());
                } catch (RuntimeException unreadable) {
                    return;
                }
                add(rollout);
            });
        }
    }

    void add(Rollout rollout) {
        int[] tokens =
                rollout.getAnswerTokens().stream().mapToInt(Integer::intValue).toArray();
        boolean ended = rollout.getFinishReason() == FinishReason.STOP && tokens.length > 0;
        int[] withoutEnd = ended ? Arrays.copyOf(tokens, tokens.length - 1) : tokens;
        boolean same = Arrays.equals(tokenizer.encode(rollout.getAnswerText()), withoutEnd);
        latest.add(new Dated(
                rollout.getSampledAt(),
                new GivenAnswer(
                        rollout.getQuestion(), rollout.getSampleIndex(), rollout.getAnswerText(), ended && same)));
        if (latest.size() > most) {
            latest.remove();
        }
    }

    /** The answers, the earliest first. */
    public List<GivenAnswer> answers() {
        return latest.stream().sorted(EARLIEST_FIRST).map(Dated::answer).toList();
    }
}
