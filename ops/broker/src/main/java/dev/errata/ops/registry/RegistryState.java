package dev.errata.ops.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of the registry. Only {@link SchemaLog} changes it, by replaying records; requests read it. Thread-safe.
 */
final class RegistryState {

    /** The subject of the global level and mode. */
    static final String GLOBAL = "";

    private final SortedMap<String, SortedMap<Integer, SchemaVersion>> subjects = new TreeMap<>();
    private final SortedMap<Integer, String> schemas = new TreeMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Compatibility> levels = new HashMap<>();
    private final Map<String, String> modes = new HashMap<>();

    synchronized void put(SchemaVersion version) {
        subjects.computeIfAbsent(version.subject(), name -> new TreeMap<>()).put(version.version(), version);
        schemas.put(version.id(), version.schema());
        ids.put(version.schema(), version.id());
    }

    synchronized void setLevel(String subject, Optional<Compatibility> level) {
        level.ifPresentOrElse(set -> levels.put(subject, set), () -> levels.remove(subject));
    }

    synchronized void setMode(String subject, Optional<String> mode) {
        mode.ifPresentOrElse(set -> modes.put(subject, set), () -> modes.remove(subject));
    }

    synchronized List<String> subjects(boolean deletedToo) {
        return subjects.keySet().stream()
                .filter(subject -> !versions(subject, deletedToo).isEmpty())
                .toList();
    }

    /** The versions of a subject in order; empty for an unknown subject. */
    synchronized List<SchemaVersion> versions(String subject, boolean deletedToo) {
        SortedMap<Integer, SchemaVersion> versions = subjects.get(subject);
        return versions == null
                ? List.of()
                : versions.values().stream()
                        .filter(one -> deletedToo || !one.deleted())
                        .toList();
    }

    /** Every version of every subject that has this schema. */
    synchronized List<SchemaVersion> uses(int id, boolean deletedToo) {
        List<SchemaVersion> uses = new ArrayList<>();
        for (String subject : subjects.keySet()) {
            for (SchemaVersion one : versions(subject, deletedToo)) {
                if (one.id() == id) {
                    uses.add(one);
                }
            }
        }
        return uses;
    }

    synchronized Optional<String> schema(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    /** The id of a known schema, or else the next free id. */
    synchronized int idFor(String schema) {
        Integer known = ids.get(schema);
        return known != null ? known : nextId();
    }

    private int nextId() {
        return schemas.isEmpty() ? 1 : schemas.lastKey() + 1;
    }

    synchronized Optional<Compatibility> level(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    synchronized Optional<String> mode(String subject) {
        return Optional.ofNullable(modes.get(subject));
    }

    Compatibility levelInForce(String subject) {
        return level(subject).or(() -> level(GLOBAL)).orElse(Compatibility.BACKWARD);
    }

    String modeInForce(String subject) {
        return mode(subject).or(() -> mode(GLOBAL)).orElse("READWRITE");
    }
}
