package dev.errata.policy.torch;

import java.util.List;

/** Several consecutive arguments of a script method. */
interface ScriptArguments {

    /** {@link ai.djl.ndarray.NDArray} and {@link ai.djl.ndarray.NDList}, in the order of the script. */
    List<Object> inOrder();
}
