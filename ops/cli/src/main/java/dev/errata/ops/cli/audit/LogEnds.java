package dev.errata.ops.cli.audit;

import dev.errata.schemas.topics.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The end of an audit's reading, by topic: the offset after the last record of each partition.
 *
 * <p>A running loop writes while the ends are requested, one topic after the other. They are requested from the most
 * downstream topic upwards. So everything that a record below one end refers to lies below the ends requested later.
 *
 * @param steps updates; they name the scored rollouts they trained on
 * @param rejected rejections; they name rollouts, and the learner's those that were scored
 * @param scored scores; they name rollouts
 * @param asked questions that the actors have committed; their rollouts and dead letters are of the same transaction
 * @param rollouts answers
 * @param letters dead letters
 */
record LogEnds(
        Map<TopicPartition, Long> steps,
        Map<TopicPartition, Long> rejected,
        Map<TopicPartition, Long> scored,
        Map<TopicPartition, Long> asked,
        Map<TopicPartition, Long> rollouts,
        Map<TopicPartition, Long> letters) {

    /** A log that may grow between two calls. */
    interface Growing {

        /** The ends of those of the topics that exist, open transactions included. */
        Map<TopicPartition, Long> ends(Collection<String> topics);

        /** The offsets that a group has committed, open transactions waited for. */
        Map<TopicPartition, Long> committed(String group);
    }

    /** The ends of a log, now. */
    static LogEnds of(Growing log, Topics topics) {
        var steps = log.ends(List.of(topics.learnerSteps().name()));
        var rejected = log.ends(List.of(topics.rejectedRollouts().name()));
        var scored = log.ends(List.of(topics.scoredRollouts().name()));
        var asked = new HashMap<>(log.committed(topics.group("actors")));
        asked.keySet().removeIf(partition -> !isQuestions(topics, partition.topic()));
        var rollouts = log.ends(List.of(topics.rollouts().name()));
        var letters = log.ends(List.of(topics.deadLetters().name()));
        return new LogEnds(steps, rejected, scored, asked, rollouts, letters);
    }

    /** Whether a topic holds questions. */
    static boolean isQuestions(Topics topics, String topic) {
        return topics.questionTopics().matcher(topic).matches();
    }
}
