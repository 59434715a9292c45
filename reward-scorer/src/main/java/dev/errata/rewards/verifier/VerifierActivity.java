package dev.errata.rewards.verifier;

import dev.errata.rewards.verifier.Availability.Outage;
import dev.errata.service.Activity;
import java.util.Optional;

/** Says what a verifier's loop waits for, with the verifier's name and, while it is down, the reason. */
final class VerifierActivity {

    private final String verifier;
    private final Availability availability;
    private final Activity activity;
    private boolean down;

    VerifierActivity(String verifier, Availability availability, Activity activity) {
        this.verifier = "verifier '" + verifier + "'";
        this.availability = availability;
        this.activity = activity;
    }

    void collects() {
        down = false;
        activity.waitFor("answers for " + verifier);
    }

    void asks(int answers) {
        Optional<Outage> outage = availability.outage();
        if (outage.isEmpty()) {
            down = false;
            activity.waitFor(verifier + " to judge " + answers + " answers");
            return;
        }
        String what = verifier + ", which is down: " + outage.get().reason();
        if (down) {
            // Another reason is the same outage, so its start is kept.
            activity.describe(what);
        } else {
            down = true;
            activity.waitFor(what);
        }
    }

    void commits() {
        activity.waitFor("the broker to commit verdicts of " + verifier);
    }
}
