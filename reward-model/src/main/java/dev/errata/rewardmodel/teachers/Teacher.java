package dev.errata.rewardmodel.teachers;

import java.util.List;

/**
 * Says what wrong answers should be rewritten to, with as few edits as possible. Whether a rewrite is right is checked by
 * whoever asked, never by the teacher. Not thread-safe.
 */
public interface Teacher extends AutoCloseable {

    /** Its name, as pairs and refusals record it. */
    String name();

    /** One lesson per answer, in their order. */
    List<Lesson> teach(List<WrongAnswer> answers);

    /** What is worth watching while it works, in a few words; may be empty. */
    default String note() {
        return "";
    }

    @Override
    void close();
}
