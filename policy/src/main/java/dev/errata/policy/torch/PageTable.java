package dev.errata.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.errata.policy.sampling.DecodingSequence;
import java.util.List;

/**
 * The pages of each row, as arguments of the decoding script.
 *
 * @param owner the row of each page, [P]; 0 for an unused page, whose result is not read
 * @param table the pages of each row, [B, J]; 0 behind the last
 * @param place index of each page in the flat table, [P]
 * @param real 1 where the table has a page, else 0, [B, 1, J]
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

    /** Largest number of pages of a row. */
    int width() {
        return Math.toIntExact(table.getShape().get(1));
    }

    @Override
    public List<Object> inOrder() {
        return List.of(owner, table, place, real);
    }
}
