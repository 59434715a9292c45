package dev.errata.ops.registry;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of the registry: what may be registered, under which id, and what a request gets. A change is decided
 * on the newest state, written to the log, and in force when the call returns. Thread-safe.
 */
final class SchemaRegistry implements AutoCloseable {

    private final RegistryState state = new RegistryState();
    private final SchemaLog log;

    SchemaRegistry(String bootstrapServers) {
        log = new SchemaLog(state, bootstrapServers);
    }

    RegistryState state() {
        return state;
    }

    /** Registers a schema unless the subject has it; returns its id. */
    synchronized int register(String subject, String schema) {
        Schema candidate = parsed(schema);
        String text = candidate.toString();
        if (subject.isBlank() || subject.chars().anyMatch(Character::isISOControl)) {
            throw new RegistryError(422, 42208, "The specified subject '" + subject + "' is not a valid.");
        }
        log.catchUp();
        List<SchemaVersion> versions = state.versions(subject, false);
        Optional<SchemaVersion> same = find(versions, text);
        if (same.isPresent()) {
            return same.get().id();
        }
        refuseWhereReadOnly(subject);
        List<String> objections = objections(subject, candidate, versions);
        if (!objections.isEmpty()) {
            throw RegistryError.incompatible(subject, String.join("; ", objections));
        }
        List<SchemaVersion> ever = state.versions(subject, true);
        int next = ever.isEmpty() ? 1 : ever.get(ever.size() - 1).version() + 1;
        int id = state.idFor(text);
        log.append(new SchemaVersion(subject, next, id, text, false));
        return id;
    }

    /** The version of a subject with this schema. */
    SchemaVersion lookUp(String subject, String schema, boolean deletedToo) {
        List<SchemaVersion> versions = known(subject, deletedToo);
        return find(versions, parsed(schema).toString()).orElseThrow(() -> RegistryError.noSuchSchema("Schema"));
    }

    /**
     * Why the schema is incompatible with one version ({@code latest} or a number) or, without one, with the versions
     * that the level compares.
     */
    List<String> objections(String subject, String schema, @Nullable String version) {
        Schema candidate = parsed(schema);
        if (version == null) {
            return objections(subject, candidate, state.versions(subject, false));
        }
        SchemaVersion compared = version(subject, version, false);
        return objections(subject, candidate, List.of(compared));
    }

    private List<String> objections(String subject, Schema candidate, List<SchemaVersion> earlier) {
        return state.levelInForce(subject)
                .objections(
                        candidate, earlier.stream().map(SchemaVersion::parsed).toList());
    }

    /** One version of a subject: {@code latest}, {@code -1} or a number. */
    SchemaVersion version(String subject, String version, boolean deletedToo) {
        List<SchemaVersion> versions = known(subject, deletedToo);
        if (version.equals("latest") || version.equals("-1")) {
            return versions.get(versions.size() - 1);
        }
        int number;
        try {
            number = Integer.parseInt(version);
        } catch (NumberFormatException notANumber) {
            throw RegistryError.invalidVersion(version);
        }
        if (number < 1) {
            throw RegistryError.invalidVersion(version);
        }
        return versions.stream()
                .filter(one -> one.version() == number)
                .findFirst()
                .orElseThrow(() -> RegistryError.noSuchVersion(version));
    }

    /** The versions of a subject that exists. */
    List<SchemaVersion> known(String subject, boolean deletedToo) {
        List<SchemaVersion> versions = state.versions(subject, deletedToo);
        if (versions.isEmpty()) {
            throw RegistryError.noSuchSubject(subject);
        }
        return versions;
    }

    /**
     * Hides versions from lists and lookups. Their schemas stay readable by id, since records may be written with them.
     */
    synchronized List<Integer> delete(List<SchemaVersion> versions) {
        for (SchemaVersion one : versions) {
            refuseWhereReadOnly(one.subject());
            log.append(one.asDeleted());
        }
        return versions.stream().map(SchemaVersion::version).toList();
    }

    /** Sets the compatibility level of a subject or of all; null removes it. */
    synchronized void setLevel(String subject, @Nullable Compatibility level) {
        log.appendLevel(subject, level);
    }

    /** Sets the mode (READWRITE or READONLY) of a subject or of all; null removes it. */
    synchronized void setMode(String subject, @Nullable String mode) {
        if (mode != null && !mode.equals("READWRITE") && !mode.equals("READONLY")) {
            throw new RegistryError(422, 42204, "Invalid mode '" + mode + "': use READWRITE or READONLY.");
        }
        log.appendMode(subject, mode);
    }

    private void refuseWhereReadOnly(String subject) {
        if (state.modeInForce(subject).equals("READONLY")) {
            throw RegistryError.notPermitted("subject " + subject + " is in read-only mode");
        }
    }

    private static Optional<SchemaVersion> find(List<SchemaVersion> versions, String text) {
        // The newest version wins if a schema was deleted and registered again.
        return versions.stream().filter(one -> one.schema().equals(text)).reduce((first, second) -> second);
    }

    private static Schema parsed(String text) {
        try {
            Schema schema = new Schema.Parser().parse(text);
            // An undefined name is found only when the schema is written.
            if (schema.toString().isEmpty()) {
                throw new IllegalStateException("Avro wrote an empty schema.");
            }
            return schema;
        } catch (RuntimeException invalid) {
            // Avro also throws NullPointerException and its like for JSON that is no schema.
            throw RegistryError.invalidSchema(String.valueOf(invalid.getMessage()));
        }
    }

    @Override
    public synchronized void close() {
        log.close();
    }
}
