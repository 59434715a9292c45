package dev.errata.rewardmodel.alignment;

import dev.errata.schemas.Edit;
import dev.errata.schemas.EditKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The oracle: the whole matrix, candidates in their tie order, and the marks of the official trace as it walks. */
final class ReadableAlignment {

    private final int[] answer;
    private final int[] rewrite;
    private final int[][] cost;
    private final EditKind[][] step;

    ReadableAlignment(int[] answer, int[] rewrite) {
        this.answer = answer;
        this.rewrite = rewrite;
        this.cost = new int[answer.length + 1][rewrite.length + 1];
        this.step = new EditKind[answer.length + 1][rewrite.length + 1];
        for (int i = 0; i <= answer.length; i++) {
            for (int j = 0; j <= rewrite.length; j++) {
                fill(i, j);
            }
        }
    }

    private void fill(int i, int j) {
        if (i == 0 || j == 0) {
            cost[i][j] = i + j;
            step[i][j] = i > 0 ? EditKind.DELETE : EditKind.INSERT;
            return;
        }
        boolean match = answer[i - 1] == rewrite[j - 1];
        cost[i][j] = match ? cost[i - 1][j - 1] : Integer.MAX_VALUE;
        consider(i, j, EditKind.DELETE, cost[i - 1][j] + 1);
        consider(i, j, EditKind.INSERT, cost[i][j - 1] + 1);
        consider(i, j, EditKind.SUBSTITUTE, cost[i - 1][j - 1] + 1);
    }

    /** A candidate must be strictly better to replace an earlier one. */
    private void consider(int i, int j, EditKind kind, int candidate) {
        if (candidate < cost[i][j]) {
            cost[i][j] = candidate;
            step[i][j] = kind;
        }
    }

    List<Edit> edits() {
        List<Edit> edits = new ArrayList<>();
        int i = answer.length;
        int j = rewrite.length;
        while (i > 0 || j > 0) {
            EditKind kind = step[i][j];
            i -= kind == EditKind.INSERT ? 0 : 1;
            j -= kind == EditKind.DELETE ? 0 : 1;
            if (kind != null) {
                edits.add(new Edit(kind, i, j));
            }
        }
        Collections.reverse(edits);
        return edits;
    }

    /** Weights as the official trace sets them: at each visited cell with unequal tokens, until either index is 0. */
    float[] compatWeights() {
        float[] weights = new float[rewrite.length];
        Arrays.fill(weights, 0.5f);
        int i = answer.length;
        int j = rewrite.length;
        while (i > 0 && j > 0) {
            if (answer[i - 1] != rewrite[j - 1]) {
                weights[j - 1] = 1.0f;
            }
            EditKind kind = step[i][j];
            i -= kind == EditKind.INSERT ? 0 : 1;
            j -= kind == EditKind.DELETE ? 0 : 1;
        }
        return weights;
    }

    int distance() {
        return cost[answer.length][rewrite.length];
    }
}
