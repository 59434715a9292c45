package dev.errata.policy;

import java.util.Locale;

/** Which kernels the setting {@code errata.kernels} asks for. A GPU always needs PyTorch's. */
enum BackendChoice {
    /** Java vectors where the virtual machine has them and enough heap for the network, else PyTorch. */
    AUTO,
    /** Java vectors. */
    VECTOR,
    /** PyTorch. */
    TORCH;

    /** System property with the choice in lower case; {@code auto} unless set. */
    static final String PROPERTY = "errata.kernels";

    /**
     * The choice that the system property makes.
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
