package dev.errata.schemas.questions;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** JSON values as plain text. */
public final class JsonText {

    /** Most digits that a number written with an exponent may have in full: 1e999999999 stays as it is. */
    private static final int DIGITS = 1_000;

    private JsonText() {}

    /** A text without its quotes, a number without an exponent, an object or a list as JSON. */
    public static String of(JsonNode value) {
        if (!value.isNumber()) {
            return value.isTextual() ? value.textValue() : value.toString();
        }
        if (value.isFloat() || value.isDouble()) {
            return value.asText();
        }
        BigDecimal number = value.decimalValue();
        return Math.abs((long) number.scale()) > DIGITS ? value.asText() : number.toPlainString();
    }
}
