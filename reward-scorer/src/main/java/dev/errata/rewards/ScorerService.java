package dev.errata.rewards;

import dev.errata.rewards.config.ScorerConfig;
import dev.errata.rewards.config.ScorerConfig.Role;
import dev.errata.schemas.RewardKind;
import dev.errata.schemas.topics.EventLog;
import dev.errata.service.Component;
import dev.errata.service.HostedService;
import dev.errata.service.RunConfig;
import dev.errata.service.RunLog;
import dev.errata.service.StopLimit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reward scorer's Quarkus service: runs the components of its role and reports their health. */
@Singleton
public class ScorerService extends HostedService {

    private static final Logger LOG = LoggerFactory.getLogger(ScorerService.class);

    /**
     * Less than stop_grace_period in docker-compose.yml, so that a late component is logged before the process is
     * killed.
     */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final ScorerAssembly assembly;
    private final RunConfig run;
    private final ScorerConfig scorer;

    /** The settings come from the service's configuration. */
    @Inject
    public ScorerService(ScorerAssembly assembly, RunConfig run, ScorerConfig scorer) {
        super("reward scorer", StopLimit.of(STOP_LIMIT));
        this.assembly = assembly;
        this.run = run;
        this.scorer = scorer;
    }

    @Override
    protected List<Component> components() {
        boolean servesRewardModel = servesRewardModel(scorer);
        boolean asksVerifiers = asksVerifiers(run, scorer);
        EventLog log = RunLog.open(run);
        List<Component> components = new ArrayList<>();
        if (scorer.role().scores()) {
            components.add(assembly.topology(log, this::fail));
        }
        if (servesRewardModel) {
            components.add(assembly.rewardModel(log, this::fail));
        }
        if (asksVerifiers) {
            components.addAll(assembly.verifiers(log, this::fail));
        }
        LOG.info("Reward scorer '{}' starts as {}.", scorer.id(), scorer.role());
        return components;
    }

    /** Whether this process serves the reward model. Instance rewards ask no reward model. */
    static boolean servesRewardModel(ScorerConfig scorer) {
        boolean needed = scorer.rewards() != RewardKind.INSTANCE;
        if (!needed && scorer.role() == Role.REWARD_MODEL) {
            throw new IllegalArgumentException("This process would serve a reward model that is never asked:"
                    + " scorer.rewards=instance scores by the verdict alone. Run no process with"
                    + " scorer.role=reward-model, or set another scorer.rewards.");
        }
        return needed && scorer.role().servesRewardModel();
    }

    /** Whether this process asks HTTP verifiers. Rewrites cannot be judged by them, so they need instance rewards. */
    static boolean asksVerifiers(RunConfig run, ScorerConfig scorer) {
        if (run.verifiers().isEmpty() && scorer.role() == Role.VERIFIER) {
            throw new IllegalArgumentException("This process would ask verifiers, but there is none: set"
                    + " errata.verifiers.NAME.url and .tasks, or another scorer.role.");
        }
        if (!run.verifiers().isEmpty() && scorer.rewards() != RewardKind.INSTANCE) {
            throw new IllegalArgumentException("The tasks " + String.join(", ", run.externalTasks())
                    + " have HTTP verifiers, which do not judge the rewrites that the objective needs: train with grpo,"
                    + " ppo, ppo-a2c, dpo or rft (scorer.rewards=instance), or judge the tasks by a plug-in"
                    + " (errata.plugins).");
        }
        return scorer.role().asksVerifiers() && !run.verifiers().isEmpty();
    }

    /** Up while every component can still do its work. */
    @Produces
    @Liveness
    @ApplicationScoped
    HealthCheck aliveCheck() {
        return () -> health("reward-scorer is alive", alive());
    }

    /** Up while every component does its work. */
    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck readyCheck() {
        return () -> health("reward-scorer is ready", ready());
    }

    private HealthCheckResponse health(String name, boolean up) {
        HealthCheckResponseBuilder health = HealthCheckResponse.named(name).status(up);
        for (Component component : running()) {
            component.activity().addTo(health, component.name() + ".waits_for", component.name() + ".since");
        }
        return health.build();
    }
}
