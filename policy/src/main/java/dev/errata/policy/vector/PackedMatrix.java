package dev.errata.policy.vector;

/**
 * A weight [M, K] in panels of {@link Product#COLUMNS} outputs, [K, COLUMNS] each. A panel is read from memory once and
 * multiplied with all rows while it is in the cache.
 */
final class PackedMatrix {

    private final int outputs;
    private final int inputs;
    private final float[][] panels;

    /** A matrix of zeros, to be packed. */
    PackedMatrix(int outputs, int inputs) {
        this.outputs = outputs;
        this.inputs = inputs;
        panels = new float[(outputs + Product.COLUMNS - 1) / Product.COLUMNS][inputs * Product.COLUMNS];
    }

    /** Number of panels. */
    int panels() {
        return panels.length;
    }

    /** Packs some panels of a row-major matrix. */
    void pack(float[] numbers, int stride, int first, int end) {
        for (int panel = first; panel < end; panel++) {
            for (int column = 0; column < Product.COLUMNS; column++) {
                int row = panel * Product.COLUMNS + column;
                if (row < outputs) {
                    pack(numbers, row * stride, panels[panel], column);
                }
            }
        }
    }

    private void pack(float[] numbers, int from, float[] panel, int column) {
        for (int k = 0; k < inputs; k++) {
            panel[k * Product.COLUMNS + column] = numbers[from + k];
        }
    }

    /** The stride of a row of outputs, padded to whole panels. */
    int stride() {
        return panels.length * Product.COLUMNS;
    }

    /**
     * Adds x W^T: the product's left matrix is x [rows, K], its result has the stride of this matrix. Both have room
     * for a multiple of {@link Product#ROWS} rows; the contents of the spare rows are undefined.
     */
    void addTo(Product product, int rows) {
        product.addPanels(panels, rows, inputs);
    }
}
