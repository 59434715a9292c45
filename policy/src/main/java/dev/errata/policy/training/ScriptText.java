package dev.errata.policy.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads TorchScript text that lies beside a class. */
public final class ScriptText {

    private ScriptText() {}

    /**
     * The text of a resource.
     *
     * @param beside class in whose package the resource lies
     * @param name name of the resource
     * @throws IllegalArgumentException if there is no such resource
     */
    public static String read(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + name + " beside " + beside.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + name, e);
        }
    }
}
