package dev.errata.policy.weights;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;

/**
 * Gives mapped memory back at once. Java 17 does so only when the garbage collector finds the buffer, and a mapped page
 * that was read counts as resident memory until then.
 */
final class Unmapping {

    private static final MethodHandle UNMAP = find();

    private Unmapping() {}

    private static MethodHandle find() {
        try {
            Class<?> type = Class.forName("sun.misc.Unsafe");
            Field only = type.getDeclaredField("theUnsafe");
            only.setAccessible(true);
            return MethodHandles.lookup()
                    .findVirtual(type, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
                    .bindTo(only.get(null));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // A runtime without it leaves the mapping to its garbage collector: more resident memory, nothing wrong.
            return MethodHandles.empty(MethodType.methodType(void.class, ByteBuffer.class));
        }
    }

    /** Unmaps a buffer; nobody may look at it, or at a view of it, afterwards. */
    static void unmap(MappedByteBuffer buffer) {
        try {
            UNMAP.invoke((ByteBuffer) buffer);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot unmap a window of a file", e);
        }
    }
}
