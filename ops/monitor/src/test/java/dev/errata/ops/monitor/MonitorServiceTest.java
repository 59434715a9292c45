package dev.errata.ops.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The whole service without a broker: it must start, show what it waits for, and continue to try. */
@QuarkusTest
class MonitorServiceTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TestHTTPResource("/")
    private URI root = URI.create("http://localhost/");

    @Test
    void withoutABrokerThePageIsServedAndShowsTheReasonOfTheWait() throws Exception {
        JsonNode state = new ObjectMapper().readTree(get("api/state").body());
        assertThat(state.path("connection").path("waiting").asBoolean()).isTrue();
        assertThat(state.path("connection").path("what").asText()).contains("localhost:1");
        assertThat(state.path("topics")).isNotEmpty();
        assertThat(state.path("curves").path("reward/mean").path("points").isArray())
                .isTrue();
        assertThat(get("api/answers?correct=false").body()).isEqualTo("[]");
    }

    @Test
    void thePageLoadsNothingFromElsewhereAndForbidsIt() throws Exception {
        HttpResponse<String> page = get("");
        assertThat(page.body()).contains("app.js").doesNotContain("http://").doesNotContain("https://");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self'");
        for (String script : new String[] {"app.js", "chart.js", "answers.js", "format.js", "sources.js"}) {
            assertThat(get(script).body())
                    .as(script)
                    .doesNotContain("innerHTML")
                    .doesNotContain("insertAdjacentHTML");
        }
    }

    @Test
    void readinessReportsTheReasonOfTheWait() throws Exception {
        assertThat(get("q/health/ready").body()).contains("event log").contains("localhost:1");
        assertThat(get("q/health/live").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(root.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
