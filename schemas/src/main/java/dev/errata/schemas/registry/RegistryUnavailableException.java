package dev.errata.schemas.registry;

import org.apache.kafka.common.errors.RetriableException;

/** Nothing answered as a schema registry does, in time. It says nothing about the record at hand: try again, do not set it aside. */
public final class RegistryUnavailableException extends RetriableException {

    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
