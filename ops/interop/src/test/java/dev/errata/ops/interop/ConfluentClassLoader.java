package dev.errata.ops.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.schemas.Question;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Confluent's jar with the Kafka and Avro inside it, our generated records, and nothing else of ours: only
 * {@link ConfluentSide} is shared with the tests. The class that uses Confluent's is compiled here, against that jar,
 * because Maven would put the jar among our own dependencies.
 */
final class ConfluentClassLoader extends URLClassLoader {

    private static final Path JAR = Path.of("target/confluent/pinot-confluent-avro-shaded.jar");
    private static final Path SOURCE = Path.of("src/test/confluent/dev/errata/ops/interop/GenuineConfluent.java");
    private static final Path CLASSES = Path.of("target/confluent/classes");

    private ConfluentClassLoader(URL... classPath) {
        super(classPath, ClassLoader.getPlatformClassLoader());
    }

    static ConfluentClassLoader compiled() throws IOException {
        Files.createDirectories(CLASSES);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path ours = Path.of(URI.create(locationOf(ConfluentSide.class).toString()));
        var options = List.of("-proc:none", "-cp", JAR + File.pathSeparator + ours, "-d", CLASSES.toString());
        StringWriter complaints = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            complaints, files, null, options, null, files.getJavaFileObjects(SOURCE))
                    .call();
            assertThat(compiled).as(complaints.toString()).isTrue();
        }
        return new ConfluentClassLoader(JAR.toUri().toURL(), CLASSES.toUri().toURL(), locationOf(Question.class));
    }

    private static URL locationOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        return name.equals(ConfluentSide.class.getName()) ? ConfluentSide.class : super.findClass(name);
    }

    /** Confluent's side; during a call this is also the thread's class loader, by which Kafka finds classes. */
    ConfluentSide confluent() throws ReflectiveOperationException {
        Object genuine = loadClass("dev.errata.ops.interop.GenuineConfluent")
                .getConstructor()
                .newInstance();
        return (ConfluentSide) Proxy.newProxyInstance(
                ConfluentSide.class.getClassLoader(),
                new Class<?>[] {ConfluentSide.class},
                (proxy, method, arguments) -> {
                    Thread thread = Thread.currentThread();
                    ClassLoader before = thread.getContextClassLoader();
                    thread.setContextClassLoader(this);
                    try {
                        return method.invoke(genuine, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    } finally {
                        thread.setContextClassLoader(before);
                    }
                });
    }
}
