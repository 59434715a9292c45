package dev.errata.rewards.scoring;

import dev.errata.schemas.topics.Topic;
import dev.errata.schemas.topics.Topics;

/**
 * Names of the topology's nodes and stores. A node at a topic is named for the topic, without the run's prefix.
 *
 * <p>Kafka Streams names a store's changelog topic {@code <application id>-<store>-changelog}. So the names of stores
 * never change: a renamed store would read another changelog and lose what waits in the old one.
 *
 * @param topics topics of the run
 */
record TopologyNames(Topics topics) {

    /** Node: joins rollouts, token rewards and rewrites. */
    static final String JOIN_SCORES = "join-scores";

    /** Node: judges evaluation answers. */
    static final String JUDGE_EVALUATIONS = "judge-evaluations";

    /** Node: counts judged answers by question. */
    static final String COUNT_ANSWERS = "count-answers";

    /** Node: writes scored rollouts. */
    static final String WRITE_SCORED_ROLLOUTS = "write-scored-rollouts";

    /** Node: writes rejected rollouts. */
    static final String WRITE_REJECTED_ROLLOUTS = "write-rejected-rollouts";

    /** Node: writes judged answers. */
    static final String WRITE_JUDGED_ANSWERS = "write-judged-answers";

    /** Store: rollouts whose other parts have not arrived, by rollout id. */
    static final String PENDING_ROLLOUTS = "pending-rollouts";

    /** Store: counts of groups that are not complete, by asked question. */
    static final String PENDING_GROUPS = "pending-groups";

    /** Store: scores held back for their groups, by asked question and position. */
    static final String HELD_SCORES = "held-scores";

    /** Store: how often each question was answered right, by source and question. */
    static final String QUESTION_ACCURACY = "question-accuracy";

    String read(Topic<?> topic) {
        return "read-" + baseName(topic);
    }

    String decode(Topic<?> topic) {
        return "decode-" + baseName(topic);
    }

    String setAside(Topic<?> topic) {
        return "set-aside-" + baseName(topic);
    }

    String write(Topic<?> topic) {
        return "write-" + baseName(topic);
    }

    private String baseName(Topic<?> topic) {
        return topics.run().isEmpty()
                ? topic.name()
                : topic.name().substring(topics.run().length() + 1);
    }
}
