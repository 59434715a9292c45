package dev.errata.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.errata.policy.sampling.DecodingSequence;
import java.util.List;

/**
 * Which pages belong to which row, as the decoding script takes it.
 *
 * @param owner the row of each page, [P]; 0 for a page in nobody's use, whose result nobody reads
 * @param table the pages of each row, [B, J]; 0 behind its last
 * @param place where in the flat table each page stands, [P]
 * @param real 1 where the table names a page, [B, 1, J]
 */
record PageTable(NDArray owner, NDArray table, NDArray place, NDArray real) implements ScriptArguments {

    static PageTable of(NDManager scope, List<DecodingSequence> rows, int span) {
        int width = rows.stream().mapToInt(row -> row.pages().size()).max().orElse(1);
        long[] owner = new long[span];
        long[] place = new long[span];
        long[] table = new long[rows.size() * width];
        float[] real = new float[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            List<Integer> pages = rows.get(i).pages();
            for (int j = 0; j < pages.size(); j++) {
                int at = i * width + j;
                table[at] = pages.get(j);
                real[at] = 1;
                owner[pages.get(j)] = i;
                place[pages.get(j)] = at;
            }
        }
        return new PageTable(
                scope.create(owner),
                scope.create(table, new Shape(rows.size(), width)),
                scope.create(place),
                scope.create(real, new Shape(rows.size(), 1, width)));
    }

    /** Most pages of a row. */
    int width() {
        return Math.toIntExact(table.getShape().get(1));
    }

    @Override
    public List<Object> inOrder() {
        return List.of(owner, table, place, real);
    }
}
