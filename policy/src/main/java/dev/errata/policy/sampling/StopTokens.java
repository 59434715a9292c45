package dev.errata.policy.sampling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tokens that end an answer.
 *
 * @param ids token ids, not empty
 */
public record StopTokens(Set<Integer> ids) {

    /** Copies the ids. */
    public StopTokens {
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("there must be a token that ends an answer");
        }
        ids = Set.copyOf(new TreeSet<>(ids));
    }

    boolean contains(long token) {
        return ids.contains((int) token);
    }

    /** Behind the first stop token of a range, or the end of the range. */
    int end(long[] tokens, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (contains(tokens[i])) {
                return i + 1;
            }
        }
        return end;
    }

    /** Behind the first stop token, or -1 where there is none. */
    int end(int[] tokens) {
        for (int i = 0; i < tokens.length; i++) {
            if (contains(tokens[i])) {
                return i + 1;
            }
        }
        return -1;
    }

    NDArray toArray(NDManager scope) {
        return scope.create(ids.stream().mapToLong(Integer::longValue).sorted().toArray());
    }

    static int[] narrow(long[] tokens, int begin, int end) {
        return Arrays.stream(tokens, begin, end).mapToInt(Math::toIntExact).toArray();
    }
}
