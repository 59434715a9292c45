package dev.errata.rewardmodel.teachers.pairs;

/** Receives the progress of making pairs. */
@FunctionalInterface
public interface PairProgress {

    /**
     * Called after every batch.
     *
     * @param done answers done
     * @param total all answers
     * @param note the teacher's remark; may be empty
     */
    void show(long done, long total, String note);
}
