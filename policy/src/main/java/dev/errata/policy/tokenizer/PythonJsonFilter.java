package dev.errata.policy.tokenizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code tojson} with the spaces of Python's json.dumps, and its {@code indent}. */
final class PythonJsonFilter implements Filter {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public String getName() {
        return "tojson";
    }

    @Override
    public Object filter(
            @Nullable Object value, JinjavaInterpreter interpreter, Object[] arguments, Map<String, Object> named) {
        Object indent = arguments.length > 0 ? arguments[0] : named.get("indent");
        return json(value, indent instanceof Number number ? number.intValue() : -1);
    }

    @Override
    public Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
        return json(value, arguments.length > 0 ? Integer.parseInt(arguments[0]) : -1);
    }

    private static String json(@Nullable Object value, int indent) {
        try {
            return JSON.writer(new PythonPrinter(indent)).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new InterpretException("tojson cannot write " + value, e);
        }
    }

    /** A space behind commas and colons; with an indent, a line for each member. */
    private static final class PythonPrinter extends DefaultPrettyPrinter {

        private static final long serialVersionUID = 1L;

        private final int indent;

        PythonPrinter(int indent) {
            super(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEntrySpacing(indent < 0 ? Separators.Spacing.AFTER : Separators.Spacing.NONE)
                    .withArrayValueSpacing(indent < 0 ? Separators.Spacing.AFTER : Separators.Spacing.NONE)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""));
            this.indent = indent;
            Indenter lines = indent < 0 ? NopIndenter.instance : new DefaultIndenter(" ".repeat(indent), "\n");
            indentObjectsWith(lines);
            indentArraysWith(lines);
        }

        @Override
        public DefaultPrettyPrinter createInstance() {
            return new PythonPrinter(indent);
        }
    }
}
