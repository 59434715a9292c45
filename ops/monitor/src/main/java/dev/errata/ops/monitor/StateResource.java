package dev.errata.ops.monitor;

import dev.errata.ops.monitor.state.AnswerView;
import dev.errata.ops.monitor.state.Snapshot;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON endpoints that the page polls once a second. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
public class StateResource {

    private final Monitor monitor;

    StateResource(Monitor monitor) {
        this.monitor = monitor;
    }

    /** Everything except the answers. */
    @GET
    @Path("state")
    public Snapshot state() {
        return monitor.snapshot();
    }

    /**
     * The newest scored answers, newest first.
     *
     * @param source only answers of this source; all if absent or empty
     * @param correct only answers with this verdict; both if absent
     */
    @GET
    @Path("answers")
    public List<AnswerView> answers(
            @QueryParam("source") @Nullable String source, @QueryParam("correct") @Nullable Boolean correct) {
        return monitor.answers(source == null || source.isEmpty() ? null : source, correct);
    }
}
