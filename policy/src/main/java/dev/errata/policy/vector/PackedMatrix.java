package dev.errata.policy.vector;

/**
 * A weight [M, K] as products want it: panels of {@link Product#COLUMNS} outputs, each with their K weights side by side, [K,
 * COLUMNS]. A panel is read from memory once and then multiplied with all rows while it lies in the cache. Immutable.
 */
final class PackedMatrix {

    private final int inputs;
    private final float[][] panels;

    /**
     * Packs a matrix.
     *
     * @param numbers row after row, each with a stride
     */
    PackedMatrix(float[] numbers, int stride, int outputs, int inputs) {
        this.inputs = inputs;
        panels = new float[(outputs + Product.COLUMNS - 1) / Product.COLUMNS][inputs * Product.COLUMNS];
        for (int row = 0; row < outputs; row++) {
            float[] panel = panels[row / Product.COLUMNS];
            int at = row % Product.COLUMNS;
            for (int k = 0; k < inputs; k++) {
                panel[k * Product.COLUMNS + at] = numbers[row * stride + k];
            }
        }
    }

    /** The stride of a row of outputs, for their last panel may have room to spare. */
    int stride() {
        return panels.length * Product.COLUMNS;
    }

    /**
     * Adds x W^T for so many rows: the product's left matrix is x [rows, K], its result has the stride of this matrix. Both have
     * room for a multiple of {@link Product#ROWS} rows; what lies in the spare ones means nothing.
     */
    void addTo(Product product, int rows) {
        product.addPanels(panels, rows, inputs);
    }
}
