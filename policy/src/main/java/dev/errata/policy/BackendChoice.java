package dev.errata.policy;

import java.util.Locale;

/** The values of the setting {@code errata.kernels}, which chooses the backend. A GPU always needs PyTorch. */
enum BackendChoice {
    /** The vector backend if the virtual machine has the Vector API and enough heap for the network, else PyTorch. */
    AUTO,
    /** Java vectors. */
    VECTOR,
    /** PyTorch. */
    TORCH;

    /** System property with the choice in lower case; {@code auto} unless set. */
    static final String PROPERTY = "errata.kernels";

    /**
     * Reads the choice from the system property.
     *
     * @throws IllegalArgumentException if it names none
     */
    static BackendChoice configured() {
        String name = System.getProperty(PROPERTY, "auto");
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PROPERTY + " must be auto, vector or torch, not '" + name + "'", e);
        }
    }
}
