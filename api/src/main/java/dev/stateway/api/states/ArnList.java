package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn.Place;
import dev.stateway.api.states.RequestMembers.Text;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lists all resources of a kind by their ARNs.
 *
 * @param name the action's name
 * @param place where they live
 * @param tokens of the pages
 * @param source so many of them in the order of their ARNs, of those that begin so, from after one
 * @param arn of an item
 * @param answer of a page
 * @param <T> an item
 * @param <A> the answer
 */
record ArnList<T, A>(
    String name,
    Place place,
    PageTokens tokens,
    Source<T> source,
    Function<T, String> arn,
    PageTokens.PageAnswer<T, A> answer)
    implements Operation<PageRequest, A> {
  /** Where items come from. */
  @FunctionalInterface
  interface Source<T> {
    Flux<T> list(String prefix, String afterArn, int limit);
  }

  @Override
  public PageRequest read(RequestMembers members) {
    return PageRequest.read(members, Text.PAGE_TOKEN);
  }

  @Override
  public Mono<A> run(PageRequest request) {
    return tokens.page(
        name, request, (after, limit) -> source.list(place.prefix(), after, limit), arn, answer);
  }
}
