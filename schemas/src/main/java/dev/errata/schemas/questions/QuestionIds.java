package dev.errata.schemas.questions;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of questions that came without one. */
public final class QuestionIds {

    private static final int BYTES = 8;

    private QuestionIds() {}

    /** An id made from source and text alone, so that the same question has the same id wherever it is read. */
    public static String of(String source, String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return source + "-" + HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256.", impossible);
        }
    }
}
