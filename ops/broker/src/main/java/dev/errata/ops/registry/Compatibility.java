package dev.errata.ops.registry;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Compatibility levels, under Confluent's names. */
enum Compatibility {
    /** Every change is allowed. */
    NONE(false, false, false),
    /** The new schema reads what the newest one wrote. */
    BACKWARD(true, false, false),
    /** The new schema reads what every earlier one wrote. */
    BACKWARD_TRANSITIVE(true, false, true),
    /** The newest earlier schema reads what the new one writes. */
    FORWARD(false, true, false),
    /** Every earlier schema reads what the new one writes. */
    FORWARD_TRANSITIVE(false, true, true),
    /** Both, against the newest. */
    FULL(true, true, false),
    /** Both, against every earlier one. */
    FULL_TRANSITIVE(true, true, true);

    private final boolean readsOld;
    private final boolean readByOld;
    private final boolean transitive;

    Compatibility(boolean readsOld, boolean readByOld, boolean transitive) {
        this.readsOld = readsOld;
        this.readByOld = readByOld;
        this.transitive = transitive;
    }

    static Compatibility of(String name) {
        for (Compatibility level : values()) {
            if (level.name().equals(name)) {
                return level;
            }
        }
        throw new RegistryError(
                422, 42203, "Invalid compatibility level '" + name + "': use one of " + List.of(values()) + ".");
    }

    /**
     * Why the candidate is incompatible, one sentence each; empty if it is compatible. Earlier schemas are in order of
     * version.
     */
    List<String> objections(Schema candidate, List<Schema> earlier) {
        List<Schema> compared =
                transitive || earlier.isEmpty() ? earlier : earlier.subList(earlier.size() - 1, earlier.size());
        List<String> objections = new ArrayList<>();
        for (Schema old : compared) {
            if (readsOld) {
                objections.addAll(obstacles(candidate, old));
            }
            if (readByOld) {
                objections.addAll(obstacles(old, candidate));
            }
        }
        return objections;
    }

    private static List<String> obstacles(Schema reader, Schema writer) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (result.getType() == SchemaCompatibilityType.COMPATIBLE) {
            return List.of();
        }
        List<String> obstacles = new ArrayList<>();
        for (Incompatibility one : result.getResult().getIncompatibilities()) {
            obstacles.add(one.getType() + " at " + one.getLocation() + ": " + one.getMessage());
        }
        return obstacles;
    }
}
