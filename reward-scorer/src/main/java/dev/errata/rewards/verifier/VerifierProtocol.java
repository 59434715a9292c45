package dev.errata.rewards.verifier;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errata.rewardmodel.judge.Rating;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON of requests and replies, as docs/verifiers.md describes it. */
final class VerifierProtocol {

    private static final int MOST_NESTING = 20;

    /** Python writes NaN, which is no JSON: it costs that verdict and not the whole reply. */
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_NESTING)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private VerifierProtocol() {}

    /**
     * A reply, sorted by what can be used.
     *
     * @param ratings the usable ratings, by the id of their answer
     * @param problems why a verdict cannot be used, by the id of its answer; every other answer has a rating
     * @param strangers verdicts on answers that were not asked about
     */
    record Reply(Map<String, Rating> ratings, Map<String, String> problems, int strangers) {}

    /** The request for some answers; without any it asks whether the verifier is there. */
    static byte[] request(List<AskedAnswer> asked) {
        ObjectNode request = JSON.createObjectNode();
        ArrayNode answers = request.putArray("answers");
        for (AskedAnswer one : asked) {
            Submission submission = one.submission();
            ObjectNode answer = answers.addObject()
                    .put("id", one.id())
                    .put("task", submission.task())
                    .put("question", submission.question())
                    .put("gold", submission.gold())
                    .put("answer", submission.answer());
            ObjectNode metadata = answer.putObject("metadata");
            submission.metadata().forEach(metadata::put);
        }
        try {
            return JSON.writeValueAsBytes(request);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Reads the reply to a request.
     *
     * @param ids ids of the answers in the request
     * @throws CallFailedException if it is no list of verdicts
     */
    static Reply read(byte[] body, Set<String> ids) throws CallFailedException {
        Map<String, Rating> ratings = new HashMap<>();
        Map<String, String> problems = new HashMap<>();
        int strangers = 0;
        for (JsonNode verdict : verdicts(body)) {
            String id = verdict.path("id").asText();
            if (!ids.contains(id)) {
                strangers++;
            } else if (ratings.containsKey(id) || problems.containsKey(id)) {
                ratings.remove(id);
                problems.put(id, "it gave several verdicts on one answer");
            } else {
                read(verdict, id, ratings, problems);
            }
        }
        for (String id : ids) {
            if (!ratings.containsKey(id)) {
                problems.putIfAbsent(id, "its reply has no verdict on the answer");
            }
        }
        return new Reply(ratings, problems, strangers);
    }

    private static JsonNode verdicts(byte[] body) throws CallFailedException {
        JsonNode verdicts;
        try {
            verdicts = JSON.readTree(body).path("verdicts");
        } catch (IOException malformed) {
            throw CallFailedException.because("its reply is no JSON");
        }
        if (!verdicts.isArray()) {
            throw CallFailedException.because("its reply has no list 'verdicts'");
        }
        return verdicts;
    }

    private static void read(JsonNode verdict, String id, Map<String, Rating> ratings, Map<String, String> problems) {
        JsonNode score = verdict.path("score");
        JsonNode correct = verdict.path("correct");
        if (isGiven(score) && !(score.isNumber() && score.doubleValue() >= 0 && score.doubleValue() <= 1)) {
            problems.put(id, "its score is " + shown(score) + ", which is no number from 0 to 1");
        } else if (isGiven(correct) && !correct.isBoolean()) {
            problems.put(id, "its 'correct' is " + shown(correct) + ", which is neither true nor false");
        } else if (!isGiven(score) && !isGiven(correct)) {
            problems.put(id, "its verdict has neither 'score' nor 'correct'");
        } else {
            JsonNode extracted = verdict.path("extracted");
            ratings.put(id, new Rating(truth(correct), number(score), isGiven(extracted) ? shown(extracted) : null));
        }
    }

    private static boolean isGiven(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    private static @Nullable Boolean truth(JsonNode value) {
        return isGiven(value) ? Boolean.valueOf(value.booleanValue()) : null;
    }

    private static @Nullable Double number(JsonNode value) {
        return isGiven(value) ? Double.valueOf(value.doubleValue()) : null;
    }

    private static String shown(JsonNode value) {
        String text = value.isTextual() ? value.textValue() : value.toString();
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }
}
