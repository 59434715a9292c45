package dev.errata.rewardmodel.teachers.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of sending a request once.
 *
 * @param response the endpoint's response, where it is a chat completion
 * @param completion the completion read from it
 * @param fate what to do next
 * @param why one sentence on what went wrong; empty where nothing did
 * @param paid whether it may have cost something, even without a completion
 * @param asked how long the endpoint asks to wait
 */
record Attempt(
        @Nullable JsonNode response,
        @Nullable ChatCompletion completion,
        Fate fate,
        String why,
        boolean paid,
        Optional<Duration> asked) {

    /** The next action after an attempt. */
    enum Fate {
        /** Nothing: the attempt succeeded. */
        DONE,
        /** Send it again: the endpoint is busy or temporarily broken. */
        AGAIN,
        /** Give up this request: it is refused, but the next one may be accepted. */
        REFUSED,
        /** Send nothing more: every request would fail in the same way. */
        HOPELESS
    }

    static Attempt done(JsonNode response, ChatCompletion completion) {
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
