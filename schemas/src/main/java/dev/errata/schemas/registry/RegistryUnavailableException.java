package dev.errata.schemas.registry;

import org.apache.kafka.common.errors.RetriableException;

/**
 * No address answered as a schema registry in time. The record is not at fault: retry it instead of making a dead
 * letter.
 */
public final class RegistryUnavailableException extends RetriableException {

    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
