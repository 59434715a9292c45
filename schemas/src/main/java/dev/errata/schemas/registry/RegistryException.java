package dev.errata.schemas.registry;

import org.apache.kafka.common.KafkaException;

/** A schema registry refused: there is no such schema, or it does not accept one. */
public final class RegistryException extends KafkaException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    RegistryException(int status, int code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** HTTP status: 404 unknown, 409 incompatible, 422 invalid, ... */
    public int status() {
        return status;
    }

    /** Confluent's error code: 40401 no such subject, 40402 no such version, 40403 no such schema, ... */
    public int code() {
        return code;
    }
}
