package dev.stateway.api.states;

import reactor.core.publisher.Mono;

/**
 * One action of an API of AWS JSON.
 *
 * @param <I> its request, taken apart and checked
 * @param <O> its answer, written as JSON by its components' names; absent ones are left out
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html">Actions</a>
 */
public interface Operation<I, O> {
  /** The action's name. */
  String name();

  /** Reads the request; the members note everything that is wrong with it. */
  I read(RequestMembers members);

  /** Answers the request; fails with an {@link dev.stateway.api.error.AwsError}. */
  Mono<O> run(I request);

  /** The answer of operations that have nothing to say. */
  record Done() {}
}
