package dev.errata.policy.sampling;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that end an answer.
 *
 * @param ids token ids; if empty, only the limit ends an answer
 */
public record StopTokens(Set<Integer> ids) {

    /** Copies the ids. */
    public StopTokens {
        ids = Set.copyOf(ids);
    }

    /** Stop tokens with the given ids; this instance if they are null. */
    StopTokens or(@Nullable Set<Integer> named) {
        return named == null ? this : new StopTokens(named);
    }

    /** Whether a token ends an answer. */
    public boolean contains(int token) {
        return ids.contains(token);
    }

    /** Index behind the first stop token; -1 if there is none. */
    int end(int[] tokens) {
        for (int i = 0; i < tokens.length; i++) {
            if (contains(tokens[i])) {
                return i + 1;
            }
        }
        return -1;
    }
}
