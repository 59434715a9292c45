package dev.errata.rewardmodel.alignment;

import dev.errata.schemas.Edit;
import dev.errata.schemas.EditKind;
import java.util.Arrays;
import java.util.List;

/**
 * How much each token of an imitation target weighs: w_j of method.md 4.
 *
 * @param style which tokens count as edited
 * @param edited weight of an edited token
 * @param kept weight of every other token
 */
public record EditWeights(Style style, float edited, float kept) {

    /** Which target tokens count as edited. */
    public enum Style {
        /** Inserted and substituted tokens, and the token after a deletion. */
        CLEAN,
        /**
         * What the official code marks: the target token at every unequal cell that its back-trace visits. Insertions and
         * deletions before the first kept token go unmarked, and a deletion marks the token before the hole.
         */
        COMPAT
    }

    /**
     * Weights of a target.
     *
     * @param edits the edit script from answer to target; empty when they are the same
     * @param targetLength number of target tokens, J
     * @return w, [J]
     */
    public float[] weigh(List<Edit> edits, int targetLength) {
        float[] weights = new float[targetLength];
        Arrays.fill(weights, kept);
        for (Edit edit : edits) {
            int marked = style == Style.CLEAN ? edit.getRewriteIndex() : compatIndex(edit);
            if (marked >= 0 && marked < targetLength) {
                weights[marked] = edited;
            }
        }
        return weights;
    }

    /** The official trace stops at either edge of the matrix, and sees a deletion at the token before it. */
    private static int compatIndex(Edit edit) {
        if (edit.getKind() == EditKind.DELETE) {
            return edit.getRewriteIndex() - 1;
        }
        boolean atEdge = edit.getKind() == EditKind.INSERT && edit.getAnswerIndex() == 0;
        return atEdge ? -1 : edit.getRewriteIndex();
    }
}
