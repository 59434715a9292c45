package dev.errata.rewardmodel.teachers.pairs;

/** Is told how far the making of pairs has come. */
@FunctionalInterface
public interface PairProgress {

    /**
     * Called after every batch.
     *
     * @param done units done
     * @param total units in all
     * @param note anything else worth knowing; may be empty
     */
    void show(long done, long total, String note);
}
