package org.noether.reports.task.dynamics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.noether.learning.group.GroupSpec;
import org.noether.reports.console.DictConverter;
import org.noether.simulation.registry.Spelling;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Networks as a user lists them, such as {@code FC,HOGN,HLieResNet:SO2()}.
 *
 * @param values each once, in the order given
 */
record SpringsNetworks(List<SpringsNetwork> values) {
  /** What is compared unless somebody says otherwise. */
  static final SpringsNetworks COMPARED = new SpringsNetworks(SpringsNetwork.COMPARED);

  private static final Pattern WITH_GROUP =
      Pattern.compile(
          "(?:([HF])LieResNet[^A-Za-z0-9]*)?([A-Za-z]\\w*\\(.*\\))", Pattern.CASE_INSENSITIVE);

  @Override
  public String toString() {
    return values.stream().map(SpringsNetwork::toString).collect(Collectors.joining(","));
  }

  /**
   * Reads names. Case, spaces and punctuation do not count, {@code HLieResNet} is that of T(2), and
   * a group stands for HLieResNet with it, so that {@code T(2)}, {@code HLieResNet:T(2)} and {@code
   * HLieResNet} are the same.
   */
  static final class Converter implements ITypeConverter<SpringsNetworks> {
    private static final Map<String, SpringsNetwork> KNOWN = known();

    @Override
    public SpringsNetworks convert(String text) {
      var values = new LinkedHashSet<SpringsNetwork>();
      for (String name : split(text)) {
        values.add(network(name.strip()));
      }
      return new SpringsNetworks(List.copyOf(values));
    }

    /** Splits at the commas that are not between brackets. */
    private static List<String> split(String text) {
      var parts = new ArrayList<String>();
      int depth = 0;
      int from = 0;
      for (int i = 0; i < text.length(); i++) {
        switch (text.charAt(i)) {
          case '(' -> depth++;
          case ')' -> depth--;
          case ',' -> {
            if (depth <= 0) {
              parts.add(text.substring(from, i));
              from = i + 1;
            }
          }
          default -> {}
        }
      }
      parts.add(text.substring(from));
      return parts;
    }

    private static SpringsNetwork network(String name) {
      return Optional.ofNullable(KNOWN.get(plain(name)))
          .or(() -> withGroup(name))
          .orElseThrow(() -> unknown(name));
    }

    private static Optional<SpringsNetwork> withGroup(String name) {
      Matcher matcher = WITH_GROUP.matcher(name);
      return matcher.matches()
          ? group(matcher.group(2))
              .map(group ->
                  "f".equalsIgnoreCase(matcher.group(1))
                      ? SpringsNetwork.flieresnet(group)
                      : SpringsNetwork.hlieresnet(group))
          : Optional.empty();
    }

    private static Optional<GroupSpec> group(String text) {
      try {
        var dict = new DictConverter().convert("{'group':" + text + "}").values();
        return dict.get("group") instanceof GroupSpec read && dict.size() == 1
            ? Optional.of(read)
            : Optional.empty();
      } catch (TypeConversionException e) {
        return Optional.empty();
      }
    }

    private static TypeConversionException unknown(String name) {
      return new TypeConversionException(
          "unknown network '%s'; known: %s%s"
              .formatted(name, String.join(", ", names()), Spelling.suggestion(name, names())));
    }

    /** The networks that are known, each as a user would name it. */
    static List<String> names() {
      return networks().map(SpringsNetwork::toString).toList();
    }

    private static Stream<SpringsNetwork> networks() {
      return Stream.concat(
          SpringsNetwork.COMPARED.stream(),
          Stream.of(SpringsNetwork.flieresnet(SpringsNetwork.T2)));
    }

    private static Map<String, SpringsNetwork> known() {
      var known = new HashMap<String, SpringsNetwork>();
      networks().forEach(network -> known.put(plain(network.toString()), network));
      SpringsNetwork.COMPARED.stream()
          .filter(network -> network.group() != null)
          .forEach(network -> known.put(plain(String.valueOf(network.group())), network));
      known.put("trivial", SpringsNetwork.hlieresnet(SpringsNetwork.TRIVIAL2));
      known.put("hlieresnet", SpringsNetwork.hlieresnet(SpringsNetwork.T2));
      known.put("flieresnet", SpringsNetwork.flieresnet(SpringsNetwork.T2));
      return known;
    }

    private static String plain(String name) {
      return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }
  }
}
