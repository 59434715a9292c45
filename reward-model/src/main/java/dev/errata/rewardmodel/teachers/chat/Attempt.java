package dev.errata.rewardmodel.teachers.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one sending of a request came to.
 *
 * @param response the endpoint's response, where it is a chat completion
 * @param completion what was read from it
 * @param fate what is to be done about it
 * @param why one sentence on what went wrong; empty where nothing did
 * @param paid whether it may have cost something although there is no completion
 * @param asked how long the endpoint asks to wait
 */
record Attempt(
        @Nullable JsonNode response,
        @Nullable Completion completion,
        Fate fate,
        String why,
        boolean paid,
        Optional<Duration> asked) {

    /** What is to be done about an attempt. */
    enum Fate {
        /** Nothing: it has what was asked for. */
        DONE,
        /** Send it again: the endpoint is busy, or broken for a moment. */
        AGAIN,
        /** Leave this request: it is refused, and the next one need not be. */
        REFUSED,
        /** Send nothing more: every request would meet the same. */
        HOPELESS
    }

    static Attempt done(JsonNode response, Completion completion) {
        return new Attempt(response, completion, Fate.DONE, "", true, Optional.empty());
    }

    static Attempt failed(Fate fate, String why) {
        return new Attempt(null, null, fate, why, false, Optional.empty());
    }

    /** The endpoint may have written something that did not arrive. */
    static Attempt lost(String why) {
        return new Attempt(null, null, Fate.AGAIN, why, true, Optional.empty());
    }

    Attempt after(Optional<Duration> asked) {
        return new Attempt(response, completion, fate, why, paid, asked);
    }
}
