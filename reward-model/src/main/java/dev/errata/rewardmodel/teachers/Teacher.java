package dev.errata.rewardmodel.teachers;

import java.util.List;

/**
 * Rewrites wrong answers with as few edits as possible. The caller checks whether a rewrite is right; the teacher does
 * not. Not thread-safe.
 *
 * <p>A teacher that needs no settings is a plug-in, see {@link Teachers}.
 */
public interface Teacher extends AutoCloseable {

    /** Its name, as pairs and dropped rewrites record it; a plug-in is asked for by it. */
    String name();

    /** One lesson per answer, in order. */
    List<Lesson> teach(List<WrongAnswer> answers);

    /** A short remark on the work so far, such as its cost; may be empty. */
    default String note() {
        return "";
    }

    @Override
    void close();
}
