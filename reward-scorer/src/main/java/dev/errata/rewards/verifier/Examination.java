package dev.errata.rewards.verifier;

import dev.errata.rewardmodel.judge.Rating;
import dev.errata.rewards.verifier.VerifierProtocol.Reply;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * Asks a verifier about one chunk of answers until each has a finding.
 *
 * <p>A request that fails may mean two things. Asked about no answer at all, a verifier that is down does not answer
 * either; then the chunk waits, for as long as it takes. A verifier that is up does; then the chunk is halved, until
 * the answers that it cannot read are alone. Such an answer, and one whose verdict is missing or cannot be used, is
 * asked about again, and fails after a number of attempts.
 */
final class Examination implements Callable<Map<Submission, Finding>> {

    private final Endpoint endpoint;
    private final List<AskedAnswer> chunk;
    private final Map<Submission, Finding> findings = new HashMap<>();
    private final Deque<Part> open = new ArrayDeque<>();

    /**
     * What is asked, and how.
     *
     * @param name name of the verifier
     * @param attempts how often an answer is asked about whose verdict cannot be used
     */
    record Endpoint(
            String name,
            VerifierCalls calls,
            Waits waits,
            int attempts,
            Availability availability,
            VerifierMeters meters) {}

    /** Answers that are asked about together, and how often each was in vain. */
    private record Part(List<AskedAnswer> answers, int failures) {}

    Examination(Endpoint endpoint, List<AskedAnswer> chunk) {
        this.endpoint = endpoint;
        this.chunk = chunk;
    }

    @Override
    public Map<Submission, Finding> call() throws InterruptedException {
        open.add(new Part(chunk, 0));
        while (!open.isEmpty()) {
            Part part = open.remove();
            try {
                settle(part, ask(part.answers()));
            } catch (CallFailedException unreadable) {
                narrow(part, String.valueOf(unreadable.getMessage()));
            }
        }
        return findings;
    }

    /** Takes the ratings of a reply; the other answers are asked about again. */
    private void settle(Part part, Reply reply) throws InterruptedException {
        endpoint.meters().problems(reply.problems().size() + reply.strangers());
        endpoint.meters().answers("judged", reply.ratings().size());
        List<AskedAnswer> unrated = new ArrayList<>();
        for (AskedAnswer asked : part.answers()) {
            Rating rating = reply.ratings().get(asked.id());
            if (rating == null) {
                unrated.add(asked);
            } else {
                findings.put(asked.submission(), Finding.of(rating));
            }
        }
        askAgain(new Part(unrated, part.failures() + 1), reply.problems());
    }

    /** Halves a part that the verifier cannot read; a single answer is asked about again. */
    private void narrow(Part part, String why) throws InterruptedException {
        int size = part.answers().size();
        if (size == 1) {
            endpoint.meters().problems(1);
            askAgain(
                    new Part(part.answers(), part.failures() + 1),
                    Map.of(part.answers().get(0).id(), why));
        } else {
            open.add(new Part(part.answers().subList(0, size / 2), part.failures()));
            open.add(new Part(part.answers().subList(size / 2, size), part.failures()));
        }
    }

    private void askAgain(Part part, Map<String, String> problems) throws InterruptedException {
        if (part.answers().isEmpty()) {
            return;
        }
        if (part.failures() < endpoint.attempts()) {
            Thread.sleep(endpoint.waits().before(part.failures() - 1).toMillis());
            open.add(part);
            return;
        }
        String failure = "The verifier '" + endpoint.name() + "' gave no usable verdict in " + endpoint.attempts()
                + " attempts: ";
        for (AskedAnswer asked : part.answers()) {
            findings.put(asked.submission(), Finding.failed(failure + problems.get(asked.id()) + "."));
        }
        endpoint.meters().answers("failed", part.answers().size());
    }

    /**
     * The reply to a request; waits while the verifier is down.
     *
     * @throws CallFailedException if the verifier is up and cannot answer this request
     */
    private Reply ask(List<AskedAnswer> answers) throws CallFailedException, InterruptedException {
        for (int repetition = 0; ; repetition++) {
            String reason;
            try {
                return post(answers);
            } catch (CallFailedException failed) {
                reason = String.valueOf(failed.getMessage());
                if (!failed.isBusy() && isUp()) {
                    throw failed;
                }
            }
            endpoint.availability().down(reason);
            Thread.sleep(endpoint.waits().before(repetition).toMillis());
        }
    }

    private boolean isUp() throws InterruptedException {
        try {
            post(List.of());
            return true;
        } catch (CallFailedException down) {
            return false;
        }
    }

    private Reply post(List<AskedAnswer> answers) throws CallFailedException, InterruptedException {
        Set<String> ids = answers.stream().map(AskedAnswer::id).collect(Collectors.toSet());
        long start = System.nanoTime();
        String outcome = "failed";
        try {
            Reply reply = VerifierProtocol.read(endpoint.calls().post(VerifierProtocol.request(answers)), ids);
            outcome = "ok";
            endpoint.availability().up();
            return reply;
        } catch (CallFailedException failed) {
            outcome = failed.isBusy() ? "busy" : outcome;
            throw failed;
        } finally {
            endpoint.meters().call(outcome, Duration.ofNanos(System.nanoTime() - start));
        }
    }
}
