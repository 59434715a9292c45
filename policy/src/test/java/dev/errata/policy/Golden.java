package dev.errata.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.errata.policy.network.Engine;
import dev.errata.policy.network.RotaryFrequencies;
import dev.errata.policy.weights.Checkpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A golden checkpoint: a random, seeded one as transformers 5.18 writes it, with what torch 2.13 computed from it on CPU in
 * fp32. They are too large for this repository; they lie in {@code shared/golden} beside it.
 *
 * @param folder the checkpoint
 * @param expected golden.json
 */
record Golden(Path folder, JsonNode expected) {

    static {
        Engine.configure(1);
    }

    static Golden named(String name) throws IOException {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path folder = up.resolve("shared").resolve("golden").resolve(name);
            if (Files.isDirectory(folder)) {
                return new Golden(
                        folder,
                        new JsonMapper().readTree(folder.resolve("golden.json").toFile()));
            }
        }
        throw new AssertionError(
                "no folder shared/golden/" + name + " above " + Path.of("").toAbsolutePath());
    }

    /**
     * The checkpoint as the golden values were computed: where it is bf16, the whole network went through bf16, so its
     * rotary frequencies were rounded as well (seen: with them rounded all logits agree within 5e-6, without 1e-2).
     * Networks that transformers loads keep them in fp32, and so do ours.
     */
    Policy load(Kernels kernels) {
        Checkpoint checkpoint = Checkpoint.read(folder);
        float[] frequencies = RotaryFrequencies.of(checkpoint.config());
        if (expected.path("weights").asText().equals("bf16")) {
            for (int k = 0; k < frequencies.length; k++) {
                frequencies[k] = roundToBf16(frequencies[k]);
            }
        }
        return Policy.load(folder, checkpoint, "cpu", frequencies, kernels);
    }

    /** To the nearest number with 8 significant bits, ties to even. */
    private static float roundToBf16(float number) {
        int bits = Float.floatToIntBits(number);
        return Float.intBitsToFloat((bits + 0x7fff + ((bits >> 16) & 1)) & 0xffff0000);
    }

    int prompts() {
        return expected.path("prompts").size();
    }

    JsonNode prompt(int i) {
        return expected.path("prompts").path(i);
    }

    static int[] ints(JsonNode array) {
        int[] numbers = new int[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.path(i).asInt();
        }
        return numbers;
    }

    /** An array of golden.npz: a zip of .npy files, each a header in Python's syntax and then the numbers. */
    float[] array(String name) throws IOException {
        try (ZipFile zip = new ZipFile(folder.resolve("golden.npz").toFile())) {
            ZipEntry entry = zip.getEntry(name + ".npy");
            try (InputStream in = zip.getInputStream(entry)) {
                ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
                int headerBytes = bytes.getShort(8) & 0xffff;
                byte[] header = new byte[headerBytes];
                bytes.position(10).get(header);
                String said = new String(header, StandardCharsets.US_ASCII);
                if (!said.contains("'<f4'") || said.contains("'fortran_order': True")) {
                    throw new IOException(name + " is not an fp32 array: " + said);
                }
                float[] numbers = new float[bytes.remaining() / 4];
                bytes.asFloatBuffer().get(numbers);
                return numbers;
            }
        }
    }
}
