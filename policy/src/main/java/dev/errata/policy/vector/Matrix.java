package dev.errata.policy.vector;

import java.util.Arrays;

/**
 * Rows of numbers, with room for a tile behind the last.
 *
 * @param numbers row after row
 * @param begin where the first row begins
 * @param stride from one row to the next
 */
record Matrix(float[] numbers, int begin, int stride) {

    /** Zeros. */
    static Matrix of(int rows, int stride) {
        int size = Math.multiplyExact(rows + Product.ROWS, stride) + Product.COLUMNS;
        return new Matrix(new float[size], 0, stride);
    }

    /** First number of a row. */
    int at(int row) {
        return begin + row * stride;
    }

    /** The rows from a given one on. */
    Matrix from(int row) {
        return new Matrix(numbers, at(row), stride);
    }

    /** Sets rows first to end - 1 to zero. */
    void clear(int first, int end) {
        Arrays.fill(numbers, at(first), at(end), 0);
    }

    /** Makes this matrix the left one of a product. */
    Product leftOf(Product product) {
        return product.left(numbers, begin, stride);
    }
}
