package dev.errata.policy.vector;

import java.util.Arrays;

/**
 * A matrix that lies row after row in an array, with room for a tile behind the last row.
 *
 * @param numbers row after row
 * @param begin index of the first row
 * @param stride numbers from one row to the next
 */
record Matrix(float[] numbers, int begin, int stride) {

    /** Zeros. */
    static Matrix of(int rows, int stride) {
        int size = Math.multiplyExact(rows + Product.ROWS, stride) + Product.COLUMNS;
        return new Matrix(new float[size], 0, stride);
    }

    /** Index of a row's first number. */
    int at(int row) {
        return begin + row * stride;
    }

    /** The rows from a given one to the end. */
    Matrix from(int row) {
        return new Matrix(numbers, at(row), stride);
    }

    /** Sets rows first to end - 1 to zero. */
    void clear(int first, int end) {
        Arrays.fill(numbers, at(first), at(end), 0);
    }

    /** Makes this matrix the left factor of a product. */
    Product leftOf(Product product) {
        return product.left(numbers, begin, stride);
    }
}
