package dev.errata.rewardmodel.alignment;

import dev.errata.schemas.Edit;
import dev.errata.schemas.EditKind;
import java.util.Arrays;
import java.util.List;

/**
 * Computes the imitation weight of each target token.
 *
 * <pre>
 *   w_j = edited   if the edit script marks target token j as edited
 *   w_j = kept     otherwise;                        j = 1 … J
 * </pre>
 *
 * <p>RLMEC, arXiv:2401.06081; see docs/method.md, section "Edits and weights". Weights are dimensionless.
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
         * As the official code of RLMEC: the target token at every unequal cell that its back-trace visits. Insertions
         * and deletions before the first kept token are not marked, and a deletion marks the token before it.
         */
        COMPAT
    }

    /**
     * The weights of a target.
     *
     * @param edits the edit script from answer to target; empty where they are equal
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

    /** The official back-trace stops at either edge of the matrix and marks a deletion at the token before it. */
    private static int compatIndex(Edit edit) {
        if (edit.getKind() == EditKind.DELETE) {
            return edit.getRewriteIndex() - 1;
        }
        boolean atEdge = edit.getKind() == EditKind.INSERT && edit.getAnswerIndex() == 0;
        return atEdge ? -1 : edit.getRewriteIndex();
    }
}
