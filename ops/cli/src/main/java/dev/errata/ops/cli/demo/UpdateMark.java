package dev.errata.ops.cli.demo;

import dev.errata.ops.cli.audit.LogReader;
import dev.errata.schemas.LearnerStep;
import dev.errata.schemas.topics.EventLog;
import dev.errata.schemas.topics.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One update of the learner, as a point on the time axis of training.
 *
 * @param update its 1-based number
 * @param version the newest published version while the update ran
 * @param tokens tokens with a loss, of this update alone
 * @param at when it ended, milliseconds since the epoch
 */
public record UpdateMark(long update, long version, int tokens, long at) {

    /** All updates of a log, in order. */
    static List<UpdateMark> of(EventLog log) {
        Topic<LearnerStep> topic = log.topics().learnerSteps();
        var values = log.serde(topic).deserializer();
        List<UpdateMark> marks = new ArrayList<>();
        try (LogReader reader = new LogReader(log)) {
            reader.read(reader.ends(List.of(topic.name())), record -> {
                LearnerStep step = values.deserialize(record.topic(), record.value());
                marks.add(new UpdateMark(
                        step.getUpdate(), step.getPolicyVersion(), step.getTokens(), step.getSteppedAt()));
            });
        }
        marks.sort(Comparator.comparingLong(UpdateMark::update));
        return marks;
    }
}
