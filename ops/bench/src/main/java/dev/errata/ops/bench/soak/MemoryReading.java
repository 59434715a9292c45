package dev.errata.ops.bench.soak;

import dev.errata.ops.bench.ProcessMemory;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/**
 * The memory of this process at one moment of a soak, MB (10^6 bytes).
 *
 * @param seconds since the soak began
 * @param steps training steps done
 * @param samples sampling calls done
 * @param resident all that is resident; NaN where the system does not tell
 * @param heap what the Java heap has of the system
 * @param live what is in use there right after a collection; NaN where none was asked for
 * @param direct buffers outside the heap, among them those that garbage collection has yet to find
 * @param jvm what the JVM has beside its heap: classes, compiled code
 */
public record MemoryReading(
        double seconds, int steps, int samples, double resident, double heap, double live, double direct, double jvm) {

    /**
     * Reads.
     *
     * @param collect whether to collect garbage first, to see what of the heap is in use
     */
    static MemoryReading now(double seconds, int steps, int samples, boolean collect) {
        MemoryMXBean java = ManagementFactory.getMemoryMXBean();
        if (collect) {
            java.gc();
        }
        return new MemoryReading(
                seconds,
                steps,
                samples,
                ProcessMemory.read().now(),
                java.getHeapMemoryUsage().getCommitted() / 1e6,
                collect ? java.getHeapMemoryUsage().getUsed() / 1e6 : Double.NaN,
                directBuffers() / 1e6,
                java.getNonHeapMemoryUsage().getCommitted() / 1e6);
    }

    private static long directBuffers() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** Turns that both kinds of work have done at least. */
    int turns() {
        return Math.min(steps, samples);
    }
}
