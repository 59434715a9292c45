package dev.errata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.ops.cli.audit.Audit;
import dev.errata.ops.cli.audit.AuditResult;
import dev.errata.ops.cli.audit.LogReader;
import dev.errata.ops.cli.audit.PassTally;
import dev.errata.ops.cli.audit.RolloutId;
import dev.errata.ops.cli.demo.Ports;
import dev.errata.schemas.AskedQuestions;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.topics.EventLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Passes are exact when the actor is killed, and sources get their shares: one real actor on a real broker, counted
 * from the log. Takes some minutes, so it is no part of the gate:
 *
 * <pre>
 *   ./mvnw -Dquick -pl ops/checks -am verify -Derrata.passes \
 *       -Dtest=PassesAndSharesTest -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
@EnabledIfSystemProperty(named = "errata.passes", matches = ".*", disabledReason = "takes minutes: -Derrata.passes")
class PassesAndSharesTest {

    private static final int QUESTIONS = 7_473;
    private static final int PASSES = 3;
    private static final int KILLS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path folder;

    PassesAndSharesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void threePassesAreExactThoughTheActorIsKilled() throws Exception {
        try (AskingActor actor = new AskingActor(folder, new Ports(FreePorts.eight()))) {
            actor.publish("benchmark", QUESTIONS);
            actor.set("benchmark", settings -> settings.setPasses(PASSES).setShuffleSeed(7L));
            actor.start();
            long whole = (long) PASSES * QUESTIONS;
            for (int kill = 1; kill <= KILLS; kill++) {
                long enough = kill * whole / (KILLS + 1);
                actor.await("ask " + enough, PATIENCE, () -> asked(actor.log()) >= enough);
                actor.kill();
                actor.start();
            }
            actor.await("the last ask", PATIENCE, () -> asked(actor.log()) >= whole);
            // Whatever comes after the last pass would come within this time.
            Thread.sleep(3_000);
            assertThatEachQuestionWasAskedOnceInEachPass(rollouts(actor.log()));
            AuditResult audit = new Audit(actor.log(), OptionalLong.empty(), read -> {}).run(0, 0);
            System.out.println(KILLS + " kills: " + audit.lines());
            assertThat(audit.violations()).isEmpty();
            assertThat(audit.tally().passes())
                    .hasSize(PASSES)
                    .extracting(PassTally::asked)
                    .containsOnly((long) QUESTIONS);
        }
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void sharesFollowTheWeightsAndTheirChange() throws Exception {
        Map<String, Double> first = Map.of("small", 1.0, "middle", 2.0, "large", 5.0);
        Map<String, Double> second = Map.of("small", 5.0, "middle", 2.0, "large", 1.0);
        try (AskingActor actor = new AskingActor(folder, new Ports(FreePorts.eight()))) {
            actor.publish("small", 10);
            actor.publish("middle", 1_000);
            actor.publish("large", 100_000);
            weigh(actor, first);
            actor.start();
            actor.await("10,000 rollouts", PATIENCE, () -> asked(actor.log()) >= 10_000);
            List<Rollout> before = rollouts(actor.log()).subList(0, 10_000);
            System.out.println("shares of 10,000 rollouts: " + shares(before));
            assertThatSharesAre(shares(before), first);

            weigh(actor, second);
            long changed = System.currentTimeMillis();
            long enough = asked(actor.log()) + 6_000;
            actor.await("6,000 more rollouts", PATIENCE, () -> asked(actor.log()) >= enough);
            actor.await("10 s after the change", PATIENCE, () -> System.currentTimeMillis() > changed + 12_000);
            List<Rollout> after = rollouts(actor.log()).stream()
                    .filter(rollout -> rollout.getSampledAt() > changed)
                    .toList();
            double seconds = (followsFrom(after, second) - changed) / 1e3;
            System.out.println("shares follow " + seconds + " s after the change, then: "
                    + shares(after.subList(after.size() - 2_000, after.size())));
            assertThat(seconds).isLessThan(10);
            actor.kill();
            AuditResult audit = new Audit(actor.log(), OptionalLong.empty(), read -> {}).run(0, 0);
            assertThat(audit.violations()).isEmpty();
        }
    }

    private static void weigh(AskingActor actor, Map<String, Double> weights) throws Exception {
        for (Map.Entry<String, Double> one : weights.entrySet()) {
            actor.set(one.getKey(), settings -> settings.setPasses(0).setWeight(one.getValue()));
        }
    }

    private static void assertThatEachQuestionWasAskedOnceInEachPass(List<Rollout> rollouts) {
        Map<String, Map<Long, Long>> seeds = new HashMap<>();
        for (Rollout rollout : rollouts) {
            RolloutId id = RolloutId.parse(rollout.getRolloutId()).orElseThrow();
            Long before = seeds.computeIfAbsent(rollout.getQuestion().getId(), name -> new TreeMap<>())
                    .put(id.pass(), rollout.getSampling().getSeed());
            assertThat(before)
                    .as("an earlier answer to " + rollout.getRolloutId())
                    .isNull();
        }
        assertThat(rollouts).hasSize(PASSES * QUESTIONS);
        assertThat(seeds).hasSize(QUESTIONS);
        assertThat(seeds.values()).allSatisfy(byPass -> {
            assertThat(byPass).containsOnlyKeys(0L, 1L, 2L);
            assertThat(new HashSet<>(byPass.values())).hasSize(PASSES);
        });
    }

    private static void assertThatSharesAre(Map<String, Double> shares, Map<String, Double> weights) {
        double whole = weights.values().stream().mapToDouble(weight -> weight).sum();
        weights.forEach((source, weight) ->
                assertThat(shares.getOrDefault(source, 0.0)).as(source).isCloseTo(weight / whole, within(0.02)));
    }

    /** When the first 400 rollouts in a row were sampled that have the shares, milliseconds since the epoch. */
    private static long followsFrom(List<Rollout> rollouts, Map<String, Double> weights) {
        double whole = weights.values().stream().mapToDouble(weight -> weight).sum();
        for (int i = 0; i + 400 <= rollouts.size(); i += 10) {
            Map<String, Double> shares = shares(rollouts.subList(i, i + 400));
            if (weights.entrySet().stream()
                    .allMatch(wanted ->
                            Math.abs(shares.getOrDefault(wanted.getKey(), 0.0) - wanted.getValue() / whole) < 0.02)) {
                return rollouts.get(i).getSampledAt();
            }
        }
        throw new AssertionError("The shares never followed: " + shares(rollouts));
    }

    private static Map<String, Double> shares(List<Rollout> rollouts) {
        return rollouts.stream()
                .collect(Collectors.groupingBy(
                        rollout -> rollout.getQuestion().getSource(),
                        TreeMap::new,
                        Collectors.collectingAndThen(
                                Collectors.counting(), count -> (double) count / rollouts.size())));
    }

    /** Questions asked so far, over all passes. */
    private static long asked(EventLog log) {
        var topic = log.topics().askedQuestions();
        AtomicLong asked = new AtomicLong();
        try (LogReader reader = new LogReader(log);
                var values = log.serde(topic).deserializer()) {
            reader.read(reader.settledEnds(List.of(topic.name())), record -> {
                AskedQuestions batch = values.deserialize(topic.name(), record.value());
                asked.addAndGet(batch.getAsked().size());
            });
        }
        return asked.get();
    }

    /** All rollouts, in the order in which they were sampled. */
    private static List<Rollout> rollouts(EventLog log) {
        var topic = log.topics().rollouts();
        List<Rollout> rollouts = new ArrayList<>();
        try (LogReader reader = new LogReader(log);
                var values = log.serde(topic).deserializer()) {
            reader.read(
                    reader.settledEnds(List.of(topic.name())),
                    record -> rollouts.add(values.deserialize(topic.name(), record.value())));
        }
        rollouts.sort(Comparator.comparingLong(Rollout::getSampledAt));
        return rollouts;
    }
}
