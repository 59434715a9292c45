package dev.errata.policy.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.interpret.TemplateError.ErrorType;
import com.hubspot.jinjava.loader.ResourceNotFoundException;
import dev.errata.policy.weights.UnusableCheckpointException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Jinja template of a checkpoint that turns a conversation into a prompt, rendered as transformers'
 * {@code apply_chat_template} does with {@code add_generation_prompt}: blocks take the newline behind them and the
 * indentation before them along, and a rendered question is never read as a template itself.
 *
 * <p>Not supported is what Jinjava does not parse, slices with a step ({@code messages[::-1]}) above all.
 */
public final class ChatTemplate {

    private static final int MAX_PROMPT_CHARACTERS = 16 << 20;
    private static final String STRFTIME_NOW = "strftime_now";

    private final String template;
    private final Map<String, Object> constants;
    private final Jinjava jinja;

    /**
     * A template.
     *
     * @param template its text
     * @param specialTokens the texts of special tokens by name, {@code bos_token} and the like
     * @param clock what {@code strftime_now} reads
     */
    public ChatTemplate(String template, Map<String, String> specialTokens, Clock clock) {
        // Jinja drops one newline at the end of a template.
        this.template =
                PythonNot.bracketed(template.endsWith("\n") ? template.substring(0, template.length() - 1) : template);
        constants = new HashMap<>(specialTokens);
        constants.put("add_generation_prompt", true);
        // Templates ask whether the function is defined, and a function is no variable to Jinjava.
        constants.put(STRFTIME_NOW, STRFTIME_NOW);
        jinja = jinja(clock);
    }

    /**
     * Finds the template of a checkpoint: chat_template.jinja, or {@code chat_template} of tokenizer_config.json, which
     * is a text or a list of named ones, of which the one named {@code default} is taken.
     *
     * @param settings tokenizer_config.json, or a missing node
     * @param file the text of chat_template.jinja
     */
    public static Optional<ChatTemplate> find(JsonNode settings, Optional<String> file, Clock clock) {
        Optional<String> text = file.or(() -> named(settings.path("chat_template")));
        return text.map(template -> new ChatTemplate(template, SpecialTokens.texts(settings), clock));
    }

    private static Optional<String> named(JsonNode setting) {
        if (setting.isTextual()) {
            return Optional.of(setting.asText());
        }
        for (JsonNode one : setting) {
            if (one.path("name").asText().equals("default")) {
                return Optional.of(one.path("template").asText());
            }
        }
        if (!setting.isEmpty()) {
            throw new UnusableCheckpointException("tokenizer_config.json has several chat templates and none is named"
                    + " default; set prompt_template in errata.json");
        }
        return Optional.empty();
    }

    private static Jinjava jinja(Clock clock) {
        JinjavaConfig config = JinjavaConfig.newBuilder()
                .withTrimBlocks(true)
                .withLstripBlocks(true)
                .withKeepTrailingNewline(true)
                .withNestedInterpretationEnabled(false)
                .withDateTimeProvider(clock::millis)
                .withTimeZone(clock.getZone())
                .withMaxOutputSize(MAX_PROMPT_CHARACTERS)
                .withElResolver(PythonMethods.resolver())
                .withLegacyOverrides(LegacyOverrides.newBuilder()
                        .withEvaluateMapKeys(true)
                        .withIterateOverMapKeys(true)
                        .withUsePyishObjectMapper(true)
                        .withUseNaturalOperatorPrecedence(true)
                        .withParseWhitespaceControlStrictly(true)
                        .withAllowAdjacentTextNodes(true)
                        .withUseTrimmingForNotesAndExpressions(true)
                        .withKeepNullableLoopValues(true)
                        .build())
                .build();
        Jinjava jinja = new Jinjava(config);
        jinja.setResourceLocator((name, encoding, interpreter) -> {
            throw new ResourceNotFoundException("a chat template may not include " + name);
        });
        jinja.registerFilter(new PythonJsonFilter());
        jinja.registerTag(new GenerationTag());
        TemplateFunctions.definitions().forEach(jinja::registerFunction);
        return jinja;
    }

    /**
     * The prompt for one question.
     *
     * @param system the system message, or empty for none
     * @throws IllegalArgumentException if the template cannot be rendered; the message says why and where
     */
    public String render(String question, String system) {
        List<Map<String, Object>> messages = new ArrayList<>();
        if (!system.isEmpty()) {
            messages.add(message("system", system));
        }
        messages.add(message("user", question));
        Map<String, Object> variables = new HashMap<>(constants);
        variables.put("messages", messages);
        RenderResult result;
        try {
            result = jinja.renderForResult(template, variables);
        } catch (RuntimeException | StackOverflowError e) {
            // Failures that Jinjava does not report, such as brackets nested too deep.
            throw new IllegalArgumentException("line 1: " + e, e);
        }
        for (TemplateError error : result.getErrors()) {
            if (error.getSeverity() == ErrorType.FATAL) {
                throw new IllegalArgumentException(
                        "line " + error.getLineno() + ": " + reason(error).replaceAll("\\s+", " "));
            }
        }
        return result.getOutput();
    }

    private static Map<String, Object> message(String role, String content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", role);
        message.put("content", content);
        return message;
    }

    /** The argument of raise_exception if the template called it, else Jinjava's message. */
    private static String reason(TemplateError error) {
        for (Throwable cause = error.getException(); cause != null; cause = cause.getCause()) {
            if (cause instanceof TemplateFunctions.RaisedException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return error.getMessage();
    }
}
