package dev.errata.policy.torch;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A compiled TorchScript class whose methods take arrays and lists of arrays. Not thread-safe. */
public final class ScriptModule implements AutoCloseable {

    /** The class that all script texts are members of. */
    private static final String CLASS = "Decoder";

    // Serialized TorchScript requires the type of self; the texts omit it to read like Python.
    private static final Pattern SELF = Pattern.compile("\\(self(?=[,)])");

    private final Model model;
    private final PtSymbolBlock block;

    /**
     * Compiles a class.
     *
     * @param source the text of the class {@code Decoder}; {@code self} needs no type
     * @param attributes its attributes: Integer, Boolean or Double
     * @throws IllegalArgumentException if the text does not compile; the message names the line
     */
    public ScriptModule(NDManager manager, String source, Map<String, Object> attributes) {
        String typed = SELF.matcher(source).replaceAll("(self: __torch__." + CLASS);
        byte[] archive = ScriptArchive.of(CLASS, typed, attributes);
        model = Model.newInstance("errata", manager.getDevice(), "PyTorch");
        try {
            model.load(new ByteArrayInputStream(archive), Map.of("mapLocation", "true"));
        } catch (EngineException e) {
            model.close();
            throw new IllegalArgumentException("the script does not compile: " + e.getMessage(), e);
        } catch (IOException | MalformedModelException e) {
            model.close();
            throw new IllegalStateException("the script archive is malformed", e);
        }
        block = (PtSymbolBlock) model.getBlock();
    }

    /**
     * Calls a method without recording gradients.
     *
     * @param scope owner of the results
     * @param arguments {@link NDArray} for a Tensor, {@link NDList} for a List[Tensor], {@link ScriptArguments} for
     *     several
     */
    public NDList evaluate(NDManager scope, String method, Object... arguments) {
        return call(scope, method, false, arguments);
    }

    /** As {@link #evaluate}, but the script may switch gradients on. */
    public NDList differentiate(NDManager scope, String method, Object... arguments) {
        return call(scope, method, true, arguments);
    }

    private NDList call(NDManager scope, String method, boolean gradients, Object... arguments) {
        // This setting belongs to the thread, so every call sets it.
        JniUtils.setGraphExecutorOptimize(false);
        NDList all = new NDList();
        NDArray tag = scope.create(0f);
        tag.setName("module_method:" + method);
        all.add(tag);
        int place = 0;
        for (Object argument : flat(arguments)) {
            append(all, place, argument);
            place++;
        }
        return IValueUtils.forward(block, all, gradients);
    }

    private static List<Object> flat(Object... arguments) {
        List<Object> flat = new ArrayList<>();
        for (Object argument : arguments) {
            if (argument instanceof ScriptArguments several) {
                flat.addAll(several.inOrder());
            } else {
                flat.add(argument);
            }
        }
        return flat;
    }

    private static void append(NDList all, int place, Object argument) {
        if (argument instanceof NDArray array) {
            array.setName(null);
            all.add(array);
        } else if (argument instanceof NDList list) {
            for (NDArray array : list) {
                array.setName("a" + place + "[]");
                all.add(array);
            }
        } else {
            throw new IllegalArgumentException("an argument is an NDArray or an NDList, not " + argument);
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
