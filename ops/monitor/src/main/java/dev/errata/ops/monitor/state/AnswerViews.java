package dev.errata.ops.monitor.state;

import dev.errata.ops.monitor.state.AnswerView.Piece;
import dev.errata.ops.monitor.state.AnswerView.Token;
import dev.errata.ops.monitor.text.Vocabulary;
import dev.errata.schemas.Edit;
import dev.errata.schemas.EditKind;
import dev.errata.schemas.Question;
import dev.errata.schemas.Rollout;
import dev.errata.schemas.ScoredRollout;
import dev.errata.schemas.VersionSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a scored rollout into its view on the page.
 *
 * <p>Lists of unequal length are shown as far as they go: an inconsistent record must not break the page.
 *
 * @param vocabulary the text of the policy's tokens
 */
record AnswerViews(Vocabulary vocabulary) {

    /** Most tokens shown of an answer, so that one answer does not fill the page. */
    static final int MAX_TOKENS = 400;

    /** Most characters shown of a text. */
    static final int MAX_TEXT = 2000;

    AnswerView of(ScoredRollout scored) {
        Rollout rollout = scored.getRollout();
        Question question = rollout.getQuestion();
        return new AnswerView(
                rollout.getRolloutId(),
                question.getSource(),
                cut(question.getText()),
                cut(question.getGold()),
                scored.getExtractedAnswer(),
                scored.getCorrect(),
                version(rollout, 0),
                scored.getScoredAt(),
                rollout.getActorId(),
                rollout.getFinishReason().name(),
                rollout.getSampling().getTemperature(),
                Rounded.toSixDigits(VerdictHistory.meanReward(scored)),
                cut(rollout.getAnswerText()),
                tokens(scored),
                rewrite(scored));
    }

    private List<Token> tokens(ScoredRollout scored) {
        Rollout rollout = scored.getRollout();
        List<String> texts = texts(rollout);
        List<Token> tokens = new ArrayList<>();
        for (int t = 0; t < Math.min(texts.size(), MAX_TOKENS); t++) {
            tokens.add(new Token(
                    texts.get(t),
                    at(scored.getProbabilities(), t),
                    at(scored.getRewards(), t),
                    at(rollout.getBehaviorLogProbs(), t),
                    version(rollout, t)));
        }
        return tokens;
    }

    /** Token texts by the vocabulary; without one, the characters of the answer where there is one per token. */
    private List<String> texts(Rollout rollout) {
        List<Integer> ids = rollout.getAnswerTokens();
        if (vocabulary.size() == 0) {
            List<String> characters = rollout.getAnswerText()
                    .codePoints()
                    .mapToObj(Character::toString)
                    .toList();
            if (characters.size() == ids.size()) {
                return characters;
            }
        }
        return ids.stream().map(vocabulary::text).toList();
    }

    /** Answer tokens deleted and target tokens kept or inserted, in reading order; empty for a right answer. */
    private List<Piece> rewrite(ScoredRollout scored) {
        if (scored.getCorrect()) {
            return List.of();
        }
        List<Integer> target = scored.getTargetTokens();
        List<Piece> pieces = new ArrayList<>();
        int end = Math.min(target.size(), MAX_TOKENS);
        for (int j = 0; j <= end; j++) {
            boolean inserted = false;
            for (Edit edit : scored.getEdits()) {
                if (edit.getRewriteIndex() == j) {
                    inserted |= edit.getKind() != EditKind.DELETE;
                    deleted(scored, edit, pieces);
                }
            }
            if (j < end) {
                pieces.add(new Piece(
                        inserted ? "INSERT" : "KEEP",
                        vocabulary.text(target.get(j)),
                        at(scored.getTargetWeights(), j)));
            }
        }
        return pieces;
    }

    private void deleted(ScoredRollout scored, Edit edit, List<Piece> pieces) {
        List<Integer> answer = scored.getRollout().getAnswerTokens();
        int index = edit.getAnswerIndex();
        if (edit.getKind() != EditKind.INSERT && index >= 0 && index < answer.size()) {
            pieces.add(new Piece("DELETE", vocabulary.text(answer.get(index)), null));
        }
    }

    private static long version(Rollout rollout, int token) {
        long version = -1;
        for (VersionSpan span : rollout.getVersionSpans()) {
            if (span.getStart() <= token) {
                version = span.getPolicyVersion();
            }
        }
        return version;
    }

    private static @Nullable Double at(List<Float> values, int index) {
        if (index >= values.size() || !Float.isFinite(values.get(index))) {
            return null;
        }
        return Rounded.toSixDigits(values.get(index));
    }

    /** Shortens, in place, texts that are too long to be shown, so that the record takes bounded memory. */
    static void shorten(ScoredRollout scored) {
        Rollout rollout = scored.getRollout();
        Question question = rollout.getQuestion();
        question.setText(cut(question.getText()));
        question.setGold(cut(question.getGold()));
        question.setReference("");
        question.setMetadata(Map.of());
        rollout.setPromptTokens(List.of());
        rollout.setAnswerText(cut(rollout.getAnswerText()));
        rollout.setAnswerTokens(first(rollout.getAnswerTokens()));
        rollout.setBehaviorLogProbs(first(rollout.getBehaviorLogProbs()));
        rollout.setVersionSpans(first(rollout.getVersionSpans()));
        scored.setProbabilities(first(scored.getProbabilities()));
        scored.setRewards(first(scored.getRewards()));
        scored.setTargetTokens(first(scored.getTargetTokens()));
        scored.setTargetWeights(first(scored.getTargetWeights()));
        scored.setEdits(first(scored.getEdits()));
    }

    private static <T> List<T> first(List<T> values) {
        return values.size() <= MAX_TOKENS ? values : new ArrayList<>(values.subList(0, MAX_TOKENS));
    }

    /** The text, cut where it is too long to show. */
    static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }
}
