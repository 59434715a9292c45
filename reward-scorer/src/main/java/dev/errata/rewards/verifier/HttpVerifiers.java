package dev.errata.rewards.verifier;

import dev.errata.rewardmodel.judge.Judge;
import dev.errata.rewards.records.RolloutInbox;
import dev.errata.rewards.records.TopicSerdes;
import dev.errata.rewards.rules.ScoringAdmission;
import dev.errata.rewards.verifier.Examination.Endpoint;
import dev.errata.schemas.topics.Topics;
import dev.errata.service.Activity;
import dev.errata.service.Component;
import dev.errata.service.LoopThread;
import dev.errata.service.RunConfig.VerifierEndpoint;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Builds the loops that ask HTTP verifiers.
 *
 * @param serdes topics of the run and their serdes
 * @param admission decides which rollouts are not asked about
 * @param correctFrom lowest score of a right answer, where a verifier gives the score alone
 * @param meters registry of the verifiers' meters
 * @param clock stamps verdicts and outages
 */
public record HttpVerifiers(
        TopicSerdes serdes, ScoringAdmission admission, double correctFrom, MeterRegistry meters, Clock clock) {

    private static final String PREFIX = "errata.verifiers.";

    /** The topics that answers are read from. */
    public static List<String> answers(Topics topics) {
        return List.of(topics.rollouts().name(), topics.evaluationRollouts().name());
    }

    /**
     * Checks the settings of all verifiers.
     *
     * @param judge judges the tasks that need no HTTP verifier
     * @throws IllegalArgumentException if a setting cannot be used; the message names it
     */
    public static void check(Map<String, VerifierEndpoint> verifiers, Judge judge) {
        Set<String> taken = new HashSet<>(judge.tasks());
        verifiers.forEach((name, endpoint) -> {
            String prefix = PREFIX + name;
            refuseUnless(name.matches("[a-z0-9][a-z0-9_-]{0,62}"), prefix + ": a name has a-z, 0-9, '-' and '_'.");
            String scheme = String.valueOf(endpoint.url().getScheme());
            refuseUnless(
                    Set.of("http", "https").contains(scheme) && endpoint.url().getHost() != null,
                    prefix + ".url is no http or https address.");
            refuseUnless(
                    endpoint.url().getUserInfo() == null,
                    prefix + ".url holds a user name or password: use headers-file or token-variable.");
            refuseUnless(!endpoint.tasks().isEmpty(), prefix + ".tasks names no task.");
            for (String task : endpoint.tasks()) {
                refuseUnless(
                        taken.add(task),
                        prefix + ".tasks names '" + task + "', which a rule, a plug-in or another verifier judges.");
            }
            refuseUnless(
                    endpoint.batchSize() > 0
                            && endpoint.attempts() > 0
                            && endpoint.concurrency() > 0
                            && endpoint.cacheSize() >= 0
                            && endpoint.maxReplyBytes() > 0
                            && endpoint.deadline().toMillis() > 0,
                    prefix + ": batch-size, attempts, concurrency, max-reply-bytes and deadline must be above 0, and"
                            + " cache-size at least 0.");
        });
    }

    private static void refuseUnless(boolean usable, String sentence) {
        if (!usable) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /**
     * The loop of one verifier, not yet started.
     *
     * @param inbox opens the inbox of the topics of {@link #answers}
     * @param failed called with an exception that ended the loop
     * @throws IllegalArgumentException if its headers cannot be read
     */
    public Component component(
            String name, VerifierEndpoint endpoint, Supplier<RolloutInbox> inbox, Consumer<Throwable> failed) {
        VerifierCalls calls = new VerifierCalls(endpoint, RequestHeaders.of(endpoint, PREFIX + name, System::getenv));
        Availability availability = new Availability(name, clock);
        VerifierMeters counters = new VerifierMeters(meters, name, availability);
        Waits waits = new Waits(endpoint.firstWait(), endpoint.longestWait());
        Endpoint asked = new Endpoint(name, calls, waits, endpoint.attempts(), availability, counters);
        VerifierWire wire = new VerifierWire(name, endpoint.tasks(), this);
        Activity activity = new Activity(clock, "start");
        LoopThread.Body body = (stop, ready) -> {
            try (RolloutInbox answers = inbox.get();
                    Examiner examiner =
                            new Examiner(asked, endpoint.batchSize(), endpoint.concurrency(), endpoint.cacheSize())) {
                ready.run();
                new VerifierLoop(answers, wire, examiner, new VerifierActivity(name, availability, activity)).run(stop);
            } finally {
                activity.enter("nothing: the verifier's loop has ended");
            }
        };
        return new LoopThread("verifier-" + name, activity, body, failed);
    }
}
