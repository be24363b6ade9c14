package org.noether.learning.nn;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.group.Groups;
import org.noether.learning.group.LieGroup;
import org.noether.simulation.registry.Spelling;

/** The options of a network, as given by a user. Errors name the network and the option. */
public final class NetConfig {
  private static final int LARGEST = 1 << 14;

  private final String network;
  private final Map<String, Object> values;

  /**
   * Creates the options.
   *
   * @throws IllegalArgumentException if an option is unknown
   */
  public NetConfig(String network, Map<String, Object> values, List<String> known) {
    this.network = network;
    this.values = values;
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            network
                + " has no option '"
                + key
                + "'; it has "
                + String.join(", ", known)
                + Spelling.suggestion(key, known));
      }
    }
  }

  /** Returns the name of the network. */
  public String network() {
    return network;
  }

  /** Returns an integer that is at least {@code smallest}. */
  public int integer(String key, int value, int smallest) {
    Object given = values.getOrDefault(key, value);
    if (!isInteger(given) || ((Number) given).intValue() < smallest) {
      throw wrong(key, "an integer of at least " + smallest, given);
    }
    demandModerate(key, given);
    return ((Number) given).intValue();
  }

  /** Checks an integer that is determined by the data. */
  public void fixed(String key, int value, String what) {
    int given = integer(key, value, 1);
    if (given != value) {
      throw new IllegalArgumentException(
          network + ": " + key + "=" + given + ", but " + what + " is " + value);
    }
  }

  /** Returns {@code count} integers, given as a list or as one value for all. */
  public List<Integer> integers(String key, int value, int count, int smallest) {
    Object given = values.getOrDefault(key, value);
    if (given instanceof List<?> list) {
      boolean right =
          list.size() == count
              && list.stream().allMatch(x -> isInteger(x) && ((Number) x).intValue() >= smallest);
      if (!right) {
        throw wrong(key, "a list of " + count + " integers of at least " + smallest, given);
      }
      list.forEach(x -> demandModerate(key, x));
      return list.stream().map(x -> ((Number) x).intValue()).toList();
    }
    return Collections.nCopies(count, integer(key, value, smallest));
  }

  /** Returns a Boolean. */
  public boolean flag(String key, boolean value) {
    return switch (values.getOrDefault(key, value)) {
      case Boolean given -> given;
      case Object given -> throw wrong(key, "True or False", given);
    };
  }

  /** Returns an activation function, by default swish. */
  public Activation activation(String key) {
    Object given = values.getOrDefault(key, Activation.SWISH.name());
    List<String> known = Activation.KNOWN.names();
    if (given instanceof String name && Spelling.known(name, known).isPresent()) {
      return Activation.KNOWN.get(name);
    }
    String suggestion = Spelling.suggestion(given.toString(), known);
    throw wrong(key, "one of " + String.join(", ", known), given, suggestion);
  }

  /**
   * Returns {@code count} numbers, given as a list or as one value for all.
   *
   * @param least the lower bound, inclusive
   * @param most the upper bound, inclusive
   */
  public List<Double> numbers(String key, double value, int count, double least, double most) {
    Object given = values.getOrDefault(key, value);
    List<?> list = given instanceof List<?> several ? several : Collections.nCopies(count, given);
    boolean right =
        list.size() == count
            && list.stream()
                .allMatch(x -> x instanceof Number number && within(number, least, most));
    if (!right) {
      throw wrong(
          key,
          "a number from %s to %s, or a list of %d such numbers".formatted(least, most, count),
          given);
    }
    return list.stream().map(x -> ((Number) x).doubleValue()).toList();
  }

  /** Returns a group that acts on {@code dim}-dimensional space, by default {@code T(dim)}. */
  public LieGroup group(String key, int dim) {
    return group(key, dim, new GroupSpec("T", List.of(dim)));
  }

  /** Returns a group that acts on {@code dim}-dimensional space. */
  public LieGroup group(String key, int dim, GroupSpec otherwise) {
    Object given = values.getOrDefault(key, otherwise);
    if (!(given instanceof GroupSpec spec)) {
      throw wrong(key, "a group such as T(2)", given);
    }
    LieGroup group = Groups.create(spec);
    if (group.repDim() != dim) {
      throw new IllegalArgumentException(
          network
              + ": "
              + key
              + "="
              + spec
              + " acts on "
              + group.repDim()
              + " dimensions, but positions have "
              + dim);
    }
    return group;
  }

  /** Ensures that the product of two sizes, such as the size of a weight, fits an int. */
  private void demandModerate(String key, Object given) {
    if (((Number) given).intValue() > LARGEST) {
      throw wrong(key, "at most " + LARGEST, given);
    }
  }

  private static boolean within(Number number, double least, double most) {
    return number.doubleValue() >= least && number.doubleValue() <= most;
  }

  private static boolean isInteger(Object given) {
    return given instanceof Number number && number.doubleValue() == number.intValue();
  }

  private IllegalArgumentException wrong(String key, String wanted, Object given) {
    return wrong(key, wanted, given, "");
  }

  private IllegalArgumentException wrong(String key, String wanted, Object given, String more) {
    return new IllegalArgumentException(
        network + ": " + key + " must be " + wanted + ", not " + quoted(given) + more);
  }

  private static String quoted(Object given) {
    return given instanceof String text ? "'" + text + "'" : given.toString();
  }
}
