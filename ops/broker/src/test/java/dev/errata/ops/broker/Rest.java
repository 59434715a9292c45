package dev.errata.ops.broker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Requests to a registry, as curl would send them. */
record Rest(String url) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The answer's JSON, with the HTTP status before it: {@code 200 {"id":1}}. */
    String send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.ofString(body))
                .build();
        var response = HTTP.send(request, BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    String get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    String register(String subject, String schema) throws IOException, InterruptedException {
        return send("POST", "/subjects/" + subject + "/versions", schema(schema));
    }

    /** A request's body that holds an Avro schema. */
    static String schema(String schema) {
        return JSON.createObjectNode().put("schema", schema).toString();
    }

    static JsonNode json(String answer) throws IOException {
        return JSON.readTree(answer.substring(4));
    }
}
