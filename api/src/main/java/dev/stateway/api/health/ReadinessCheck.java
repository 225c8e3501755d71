package dev.stateway.api.health;

import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * One thing that must work before requests can be served.
 *
 * @param name what is checked
 * @param problem what is wrong with it; empty when it works; a failure counts as a problem too
 */
public record ReadinessCheck(String name, Supplier<Mono<String>> problem) {}
