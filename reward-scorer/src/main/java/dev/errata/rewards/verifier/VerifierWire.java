package dev.errata.rewards.verifier;

import dev.errata.rewardmodel.judge.Rating;
import dev.errata.rewards.rules.VerdictRecords;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.Verdict;
import dev.errata.schemas.topics.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Reads the answers that a verifier judges, and writes its verdicts: on rollouts to verdicts, on evaluation answers to
 * evaluation-verdicts, each into the partition of its answer, where the scoring topology can join it.
 *
 * <p>Rollouts that the topology rejects and bytes that it sets aside are skipped; the topology alone publishes
 * rejections and dead letters.
 */
final class VerifierWire {

    private final String verifier;
    private final Set<String> tasks;
    private final HttpVerifiers verifiers;
    private final Topics topics;
    private final Deserializer<Rollout> rollouts;
    private final Serializer<Verdict> verdicts;

    /** Reads and writes the answers of some tasks. */
    VerifierWire(String verifier, Collection<String> tasks, HttpVerifiers verifiers) {
        this.verifier = verifier;
        this.tasks = Set.copyOf(tasks);
        this.verifiers = verifiers;
        this.topics = verifiers.serdes().topics();
        this.rollouts = verifiers.serdes().of(topics.rollouts()).deserializer();
        this.verdicts = verifiers.serdes().of(topics.verdicts()).serializer();
    }

    /** An answer that waits for its verdict, and where the verdict goes. */
    record OpenAnswer(String id, Submission submission, String topic, int partition) {}

    /** The answers among some records that this verifier judges. */
    List<OpenAnswer> read(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().flatMap(record -> read(record).stream()).toList();
    }

    private Optional<OpenAnswer> read(ConsumerRecord<String, byte[]> record) {
        boolean evaluation = record.topic().equals(topics.evaluationRollouts().name());
        byte[] bytes = record.value();
        if (bytes == null) {
            return Optional.empty();
        }
        Rollout rollout;
        try {
            rollout = rollouts.deserialize(record.topic(), bytes);
        } catch (SerializationException unreadable) {
            return Optional.empty();
        }
        boolean judged = tasks.contains(rollout.getQuestion().getTask())
                && (evaluation || verifiers.admission().refuse(rollout).isEmpty());
        String topic = (evaluation ? topics.evaluationVerdicts() : topics.verdicts()).name();
        return judged
                ? Optional.of(new OpenAnswer(rollout.getRolloutId(), Submission.of(rollout), topic, record.partition()))
                : Optional.empty();
    }

    /** The verdicts on some answers, as records. */
    List<ProducerRecord<String, byte[]>> write(List<OpenAnswer> answers, Map<Submission, Finding> findings) {
        return answers.stream()
                .map(answer -> write(answer, Objects.requireNonNull(findings.get(answer.submission()), "a finding")))
                .toList();
    }

    private ProducerRecord<String, byte[]> write(OpenAnswer answer, Finding finding) {
        VerdictRecords records = new VerdictRecords(verifiers.clock());
        Rating rating = finding.rating();
        Verdict verdict = (rating == null
                        ? records.failed(answer.id(), String.valueOf(finding.failure()))
                        : records.of(answer.id(), rating.judgment(verifiers.correctFrom())))
                .setVerifier(verifier)
                .build();
        byte[] bytes = verdicts.serialize(answer.topic(), verdict);
        return new ProducerRecord<>(answer.topic(), answer.partition(), verdict.getRolloutId(), bytes);
    }
}
