package dev.errata.schemas.registry;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the registry client and of the serdes, read from a Kafka client's settings under Confluent's keys. Client
 * keys are accepted with and without the prefix {@code schema.registry.}.
 *
 * @param registries where the registry answers, in order of preference
 * @param autoRegister register a schema that the subject lacks ({@code auto.register.schemas}, default true)
 * @param useLatest write with the subject's newest schema ({@code use.latest.version}, default false)
 * @param normalize let the registry compare schemas in normal form ({@code normalize.schemas}, default false)
 * @param removeJavaProperties remove {@code avro.java.string} and similar properties from registered schemas, so that
 *     they equal the .avsc files ({@code avro.remove.java.properties}, default true; Confluent's default is false)
 * @param specificReader read generated classes where the class path has them ({@code specific.avro.reader})
 * @param subjects how a subject is named
 * @param retry how often and how long to try
 */
record RegistrySettings(
        List<Endpoint> registries,
        boolean autoRegister,
        boolean useLatest,
        boolean normalize,
        boolean removeJavaProperties,
        boolean specificReader,
        SubjectNames subjects,
        Retry retry) {

    /**
     * One address of the registry.
     *
     * @param base address without user info and trailing slash
     * @param authorization the Authorization header, null for none
     */
    record Endpoint(String base, @Nullable String authorization) {
        @Override
        public String toString() {
            return base;
        }
    }

    /**
     * Number and length of the retries when no registry answers.
     *
     * @param attempts tries of the whole list of addresses, at least 1 ({@code max.retries} + 1, default 7)
     * @param pause wait after the first failed try; doubles up to 5 s ({@code retries.wait.ms}, default 250)
     * @param answer deadline of one answer ({@code http.read.timeout.ms}, default 10,000)
     */
    record Retry(int attempts, Duration pause, Duration answer) {}

    static RegistrySettings of(Map<String, ?> settings, boolean isKey) {
        boolean useLatest = flag(settings, "use.latest.version", false);
        boolean autoRegister = flag(settings, "auto.register.schemas", true);
        String strategy = isKey ? "key.subject.name.strategy" : "value.subject.name.strategy";
        return new RegistrySettings(
                endpoints(settings),
                autoRegister,
                useLatest && !autoRegister,
                flag(settings, "normalize.schemas", false),
                flag(settings, "avro.remove.java.properties", true),
                flag(settings, "specific.avro.reader", false),
                SubjectNames.of(settings.get(strategy)),
                new Retry(
                        1 + (int) number(settings, "max.retries", 6),
                        Duration.ofMillis(number(settings, "retries.wait.ms", 250)),
                        Duration.ofMillis(Math.max(1, number(settings, "http.read.timeout.ms", 10_000)))));
    }

    private static List<Endpoint> endpoints(Map<String, ?> settings) {
        Object urls = settings.get("schema.registry.url");
        String list = urls instanceof List<?> parts
                ? String.join(",", parts.stream().map(String::valueOf).toList())
                : urls == null ? "" : urls.toString();
        List<Endpoint> endpoints = Arrays.stream(list.split(",", -1))
                .map(String::trim)
                .filter(url -> !url.isEmpty())
                .map(url -> endpoint(url, settings))
                .toList();
        if (endpoints.isEmpty()) {
            throw new ConfigException(
                    "schema.registry.url is not set: give the registry's address, for instance http://localhost:8081.");
        }
        return endpoints;
    }

    private static Endpoint endpoint(String url, Map<String, ?> settings) {
        URI uri = parsed(url);
        String userInfo = userInfo(uri, settings);
        String authority = uri.getRawAuthority();
        String host = authority.substring(authority.indexOf('@') + 1);
        String base = uri.getScheme() + "://" + host + (uri.getRawPath() == null ? "" : uri.getRawPath());
        String header = userInfo == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
        return new Endpoint(base.replaceAll("/+$", ""), header);
    }

    private static URI parsed(String url) {
        // The address may hold a password: the message shows only the part after it.
        String shown = url.substring(url.indexOf('@') + 1);
        try {
            URI uri = URI.create(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException notAUri) {
            throw new ConfigException("schema.registry.url holds '" + shown + "', which is not an address.");
        }
        throw new ConfigException(
                "schema.registry.url holds '" + shown + "', which is not an http:// or https:// URL.");
    }

    private static @Nullable String userInfo(URI uri, Map<String, ?> settings) {
        String source = text(settings, "basic.auth.credentials.source", "URL");
        String configured = text(settings, "basic.auth.user.info", "");
        return switch (source.toUpperCase(Locale.ROOT)) {
            case "URL" -> uri.getUserInfo();
            case "USER_INFO" -> {
                if (configured.isEmpty()) {
                    throw new ConfigException(
                            "basic.auth.credentials.source is USER_INFO but basic.auth.user.info is not"
                                    + " set: give it as user:password.");
                }
                yield configured;
            }
            default ->
                throw new ConfigException("basic.auth.credentials.source " + source
                        + " is not supported: use USER_INFO (with basic.auth.user.info) or URL.");
        };
    }

    private static String text(Map<String, ?> settings, String key, String otherwise) {
        Object value = settings.get(key);
        if (value == null) {
            value = settings.get("schema.registry." + key);
        }
        return value == null ? otherwise : value.toString().trim();
    }

    private static boolean flag(Map<String, ?> settings, String key, boolean otherwise) {
        String value = text(settings, key, String.valueOf(otherwise));
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigException(key + " is '" + value + "': it must be true or false.");
        };
    }

    private static long number(Map<String, ?> settings, String key, long otherwise) {
        String value = text(settings, key, String.valueOf(otherwise));
        try {
            long number = Long.parseLong(value);
            if (number >= 0 && number <= Integer.MAX_VALUE) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw new ConfigException(key + " is '" + value + "': it must be a whole number.");
        }
        throw new ConfigException(key + " is " + value + ": it must be 0 or more, and less than 2^31.");
    }
}
