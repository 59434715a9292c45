package dev.errata.ops.cli.audit;

import dev.errata.schemas.topics.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The end of an audit's reading, by topic: the offset after the last record of each partition.
 *
 * <p>A running loop writes while the ends are requested, one topic after the other. They are requested from the most
 * downstream topic upwards. So everything that a record below one end refers to lies below the ends requested later.
 *
 * @param verdicts updates, rejections and scores; they name one another and rollouts, in this order
 * @param settledRollouts answers whose transaction has ended, so that their questions lie below {@code asked}
 * @param asked batches of asked questions whose transaction has ended; their rollouts and dead letters are of the same
 *     transaction
 * @param committed offsets of questions that the actors have committed
 * @param rollouts answers
 * @param letters dead letters
 * @param questions questions
 */
record LogEnds(
        Verdicts verdicts,
        Map<TopicPartition, Long> settledRollouts,
        Map<TopicPartition, Long> asked,
        Map<TopicPartition, OffsetAndMetadata> committed,
        Map<TopicPartition, Long> rollouts,
        Map<TopicPartition, Long> letters,
        Map<TopicPartition, Long> questions) {

    /**
     * The ends of what became of rollouts.
     *
     * @param steps updates; they name the scored rollouts they trained on
     * @param rejected rejections; they name rollouts, and the learner's those that were scored
     * @param scored scores; they name rollouts
     */
    record Verdicts(
            Map<TopicPartition, Long> steps, Map<TopicPartition, Long> rejected, Map<TopicPartition, Long> scored) {}

    /** A log that may grow between two calls. */
    interface Growing {

        /** Names of all topics. */
        Set<String> topics();

        /** The ends of those of the topics that exist, open transactions included. */
        Map<TopicPartition, Long> ends(Collection<String> topics);

        /** The ends of those of the topics that exist, up to the first open transaction. */
        Map<TopicPartition, Long> settledEnds(Collection<String> topics);

        /** The offsets that a group has committed, open transactions waited for. */
        Map<TopicPartition, OffsetAndMetadata> committed(String group);
    }

    /** The ends of a log, now. */
    static LogEnds of(Growing log, Topics topics) {
        var steps = log.ends(List.of(topics.learnerSteps().name()));
        var rejected = log.ends(List.of(topics.rejectedRollouts().name()));
        var scored = log.ends(List.of(topics.scoredRollouts().name()));
        var settledRollouts = log.settledEnds(List.of(topics.rollouts().name()));
        var asked = log.settledEnds(List.of(topics.askedQuestions().name()));
        var committed = new HashMap<>(log.committed(topics.group("actors")));
        committed.keySet().removeIf(partition -> !isQuestions(topics, partition.topic()));
        var rollouts = log.ends(List.of(topics.rollouts().name()));
        var letters = log.ends(List.of(topics.deadLetters().name()));
        var questions = log.ends(log.topics().stream()
                .filter(topic -> isQuestions(topics, topic))
                .collect(Collectors.toSet()));
        return new LogEnds(
                new Verdicts(steps, rejected, scored), settledRollouts, asked, committed, rollouts, letters, questions);
    }

    /** Whether a topic holds questions. */
    static boolean isQuestions(Topics topics, String topic) {
        return topics.questionTopics().matcher(topic).matches();
    }
}
