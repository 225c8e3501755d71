package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Utils;
import dev.stateway.translator.expression.jsonata.Builtin.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The functions of arrays, with those that take a function.
 *
 * @see <a href="https://docs.jsonata.org/array-functions">Array functions</a>
 * @see <a href="https://docs.jsonata.org/higher-order-functions">Higher-order functions</a>
 */
final class ArrayFunctions {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of("count", "<a:n>", a -> a.has(0) ? items(a).size() : 0),
          Builtin.of("append", "<xx:a>", a -> Functions.append(a.optional(0), a.optional(1))),
          Builtin.defined("sort", "<af?:a>", ArrayFunctions::sort),
          Builtin.defined("reverse", "<a:a>", a -> new ArrayList<>(items(a).reversed())),
          Builtin.defined("shuffle", "<a:a>", a -> shuffle(items(a))),
          Builtin.defined(
              "distinct",
              "<x:x>",
              a -> a.get(0) instanceof List<?> list ? distinct(list) : a.get(0)),
          Builtin.of("zip", "<a+>", ArrayFunctions::zip),
          Builtin.defined("map", "<af>", ArrayFunctions::map),
          Builtin.defined("filter", "<af>", ArrayFunctions::filter),
          Builtin.defined("single", "<af?>", ArrayFunctions::single),
          Builtin.defined("reduce", "<afj?:j>", ArrayFunctions::reduce));

  private ArrayFunctions() {}

  private static List<Object> items(Arguments arguments) {
    return Values.list(arguments.get(0));
  }

  private static Object sort(Arguments arguments) {
    var items = items(arguments);
    if (items.size() <= 1) {
      return items;
    }
    if (arguments.has(1)) {
      var comparator = arguments.get(1);
      return sorted(items, (left, right) -> Values.isTrue(Values.call(comparator, left, right)));
    }
    var type = Values.type(items.getFirst());
    if ((type != 'n' && type != 's')
        || !items.stream().allMatch(item -> Values.type(item) == type)) {
      throw JsonataError.coded("D3070");
    }
    return sorted(items, (left, right) -> NumberFunctions.ascending().compare(left, right) > 0);
  }

  /**
   * A stable merge sort: unlike that of java.util it does not mind a comparison that contradicts
   * itself.
   */
  private static List<Object> sorted(List<Object> items, BiPredicate<Object, Object> isAfter) {
    if (items.size() <= 1) {
      return items;
    }
    var left = sorted(items.subList(0, items.size() / 2), isAfter);
    var right = sorted(items.subList(items.size() / 2, items.size()), isAfter);
    var merged = new ArrayList<Object>(items.size());
    var fromLeft = 0;
    var fromRight = 0;
    while (fromLeft < left.size() && fromRight < right.size()) {
      merged.add(
          isAfter.test(left.get(fromLeft), right.get(fromRight))
              ? right.get(fromRight++)
              : left.get(fromLeft++));
    }
    merged.addAll(left.subList(fromLeft, left.size()));
    merged.addAll(right.subList(fromRight, right.size()));
    return merged;
  }

  private static List<Object> shuffle(List<Object> items) {
    var entropy = Evaluation.current().entropy();
    var shuffled = new ArrayList<>(items);
    for (var last = shuffled.size() - 1; last > 0; last--) {
      var other = (int) (entropy.nextDouble() * (last + 1));
      shuffled.set(other, shuffled.set(last, shuffled.get(other)));
    }
    return shuffled;
  }

  private static List<Object> distinct(List<?> items) {
    List<Object> distinct = Utils.isSequence(items) ? Values.sequence() : new ArrayList<>();
    distinct.addAll(new LinkedHashSet<>(items));
    return distinct;
  }

  private static Object zip(Arguments arguments) {
    var lists = arguments.values();
    var size =
        lists.stream()
            .mapToInt(list -> list == null ? 0 : Values.list(list).size())
            .min()
            .orElse(0);
    var zipped = new ArrayList<Object>();
    for (var index = 0; index < size; index++) {
      var tuple = new ArrayList<Object>();
      for (var list : lists) {
        tuple.add(Values.list(list).get(index));
      }
      zipped.add(tuple);
    }
    return zipped;
  }

  private static Object map(Arguments arguments) {
    var items = items(arguments);
    var mapped = Values.sequence();
    for (var index = 0; index < items.size(); index++) {
      var value = Values.callWith(arguments.get(1), items.get(index), index, items);
      if (value != null) {
        mapped.add(value);
      }
    }
    return mapped;
  }

  private static Object filter(Arguments arguments) {
    var items = items(arguments);
    var passed = Values.sequence();
    for (var index = 0; index < items.size(); index++) {
      if (Values.isTrue(Values.callWith(arguments.get(1), items.get(index), index, items))) {
        passed.add(items.get(index));
      }
    }
    return passed;
  }

  private static Object single(Arguments arguments) {
    var items = items(arguments);
    Object found = null;
    for (var index = 0; index < items.size(); index++) {
      if (!arguments.has(1)
          || Values.isTrue(Values.callWith(arguments.get(1), items.get(index), index, items))) {
        if (found != null) {
          throw JsonataError.coded("D3138");
        }
        found = items.get(index);
      }
    }
    if (found == null) {
      throw JsonataError.coded("D3139");
    }
    return found;
  }

  private static @Nullable Object reduce(Arguments arguments) {
    var items = items(arguments);
    var function = arguments.get(1);
    var arity = Values.arity(function);
    if (arity < 2) {
      throw JsonataError.coded("D3050");
    }
    var startsWithFirst = !arguments.has(2) && !items.isEmpty();
    var result = startsWithFirst ? items.getFirst() : arguments.optional(2);
    for (var index = startsWithFirst ? 1 : 0; index < items.size(); index++) {
      var item = items.get(index);
      result =
          switch (arity) {
            case 2 -> Values.call(function, result, item);
            case 3 -> Values.call(function, result, item, index);
            default -> Values.call(function, result, item, index, items);
          };
    }
    return result;
  }
}
