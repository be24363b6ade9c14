package org.noether.reports.task.dynamics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.group.Groups;
import org.noether.learning.task.dynamics.DataSource;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.TranslationInvariance;
import org.noether.reports.console.PythonConverters.PythonValue;
import org.noether.simulation.registry.Spelling;
import org.noether.simulation.trajectory.GenerateRequest;
import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Networks that learn how systems move, printed as a user lists them: {@code
 * FC,HOGN,HLieResNet:SO2()}.
 *
 * @param values each once, in the order given
 */
record PaperNetworks(List<Network> values) {
  static final GroupSpec T2 = new GroupSpec("T", List.of(2));
  private static final GroupSpec TRIVIAL2 = new GroupSpec("Trivial", List.of(2));
  private static final GroupSpec SO2 = new GroupSpec("SO2", List.of());

  private static final Settings PERCEPTRON = new Settings(256, 4, 1e-2, 1e-2);
  private static final Settings GRAPH = new Settings(256, 1, 1e-2, 1e-2);
  private static final Settings NARROW_GRAPH = new Settings(64, 1, 1e-2, 1e-2);
  private static final Settings RESNET = new Settings(384, 4, 1e-3, 1e-3);
  private static final Settings NARROW_RESNET = new Settings(32, 4, 3e-3, 3e-3);

  /** The networks of the paper's comparison in the order of its reports. */
  static final PaperNetworks COMPARED =
      new PaperNetworks(
          List.of(
              new Network("FC", null, new Settings(256, 4, 1e-2, 3e-3), PERCEPTRON, 3),
              new Network("HFC", null, PERCEPTRON, PERCEPTRON, 4),
              new Network("OGN", null, GRAPH, NARROW_GRAPH, 4),
              new Network("HOGN", null, GRAPH, NARROW_GRAPH, 6),
              new Network(
                  "VOGN",
                  null,
                  new Settings(512, 1, 3e-3, 3e-3),
                  new Settings(64, 1, 3e-3, 3e-3),
                  6),
              hlieresnet(TRIVIAL2),
              hlieresnet(T2),
              hlieresnet(SO2)));

  /**
   * The networks to compare on a kind of systems: those without a group, and of point masses
   * HLieResNet without symmetry, with that of translations if the systems have it, and with that of
   * rotations. For springs these are the paper's.
   */
  static PaperNetworks of(SystemKind kind) {
    var networks =
        new ArrayList<Network>(
            COMPARED.values().stream().filter(network -> network.group() == null).toList());
    if (kind.pointMasses()) {
      int d = kind.defaults().spaceDimension();
      networks.add(hlieresnet(new GroupSpec("Trivial", List.of(d))));
      if (TranslationInvariance.of(GenerateRequest.of(kind, 1, 0))) {
        networks.add(hlieresnet(new GroupSpec("T", List.of(d))));
      }
      if (d == 2 || d == 3) {
        networks.add(hlieresnet(new GroupSpec("SO" + d, List.of())));
      }
    }
    return new PaperNetworks(List.copyOf(networks));
  }

  /**
   * Settings of a network.
   *
   * @param k its width
   * @param layers its layers; 1 where the network has no such option
   * @param lr the learning rate of the comparison
   * @param studyLr the learning rate of the data-efficiency study, where the paper chose others
   */
  record Settings(int k, int layers, double lr, double studyLr) {}

  /**
   * A network with its settings for two extents.
   *
   * @param network its name
   * @param group the group of its layers; null if it has none
   * @param paper the paper's settings
   * @param narrow settings that learn in minutes
   * @param share its share of a budget at the narrow settings, relative to the others': greater for
   *     slower steps, but not in proportion, so that every network makes some progress
   */
  record Network(
      String network, @Nullable GroupSpec group, Settings paper, Settings narrow, int share) {
    /** The settings of an extent. */
    Settings settings(boolean full) {
      return full ? paper : narrow;
    }

    /** A run of the network with the settings of an extent. */
    DynamicsConfig config(
        boolean full, DataSource data, int nTrain, int nVal, double lr, int epochs, long seed) {
      Settings settings = settings(full);
      var netCfg = new HashMap<String, Object>(Map.of("k", settings.k()));
      if (settings.layers() > 1) {
        netCfg.put("num_layers", settings.layers());
      }
      if (group != null) {
        netCfg.put("group", group);
      }
      DynamicsConfig d = DynamicsConfig.defaults(network);
      return new DynamicsConfig(
          network, netCfg, data, nTrain, nVal, d.nTest(), lr, d.bs(), epochs, seed, d.backend());
    }

    /** A name for folders, such as {@code HLieResNet-SO2}. */
    String folder() {
      return group == null
          ? network
          : network
              + "-"
              + group.name()
              + group.args().stream().map(String::valueOf).collect(Collectors.joining("_"));
    }

    /** The name that users type, such as {@code HLieResNet:SO2()}. */
    @Override
    public String toString() {
      return group == null ? network : name(network, group);
    }
  }

  private static Network hlieresnet(GroupSpec group) {
    Settings paper = group.equals(SO2) ? new Settings(384, 4, 1e-3, 3e-4) : RESNET;
    return new Network("HLieResNet", group, paper, NARROW_RESNET, 8);
  }

  /** The paper's comparison lacks FLieResnet; its settings are those of HLieResNet. */
  private static Network flieresnet(GroupSpec group) {
    return new Network("FLieResnet", group, RESNET, NARROW_RESNET, 6);
  }

  /** The name by which users select the network of a run, such as {@code HLieResNet:SO2()}. */
  static String name(DynamicsConfig run) {
    return run.netCfg().get("group") instanceof GroupSpec group
        ? name(run.network(), group)
        : run.network();
  }

  private static String name(String network, GroupSpec group) {
    return network + ":" + group;
  }

  /** Checks the groups, which need no data. */
  void check() {
    values.stream().map(Network::group).filter(Objects::nonNull).forEach(Groups::create);
  }

  @Override
  public String toString() {
    return values.stream().map(Network::toString).collect(Collectors.joining(","));
  }

  /**
   * Reads names. Case, spaces and punctuation do not count, {@code HLieResNet} is that of T(2), and
   * a group stands for HLieResNet with it, so that {@code T(2)}, {@code HLieResNet:T(2)} and {@code
   * HLieResNet} are the same.
   */
  static final class Converter implements ITypeConverter<PaperNetworks> {
    /** A comma outside brackets; 99 characters bound the search for a bracket. */
    private static final Pattern SEPARATOR = Pattern.compile("(?<!\\([^)]{0,99}),");

    private static final Pattern WITH_GROUP =
        Pattern.compile(
            "(?:([HF])LieResNet[^A-Za-z0-9]*)?([A-Za-z]\\w*\\(.*\\))", Pattern.CASE_INSENSITIVE);

    private static final Map<String, Network> KNOWN = known();

    @Override
    public PaperNetworks convert(String text) {
      return new PaperNetworks(
          Stream.of(SEPARATOR.split(text, -1))
              .map(name -> network(name.strip()))
              .distinct()
              .toList());
    }

    private static Network network(String name) {
      return Optional.ofNullable(KNOWN.get(plain(name)))
          .or(() -> withGroup(name))
          .orElseThrow(() ->
              new TypeConversionException(
                  "unknown network '%s'; known: %s%s"
                      .formatted(
                          name, String.join(", ", names()), Spelling.suggestion(name, names()))));
    }

    private static Optional<Network> withGroup(String name) {
      Matcher matcher = WITH_GROUP.matcher(name);
      try {
        if (matcher.matches()
            && new PythonValue().convert(matcher.group(2)) instanceof GroupSpec group) {
          boolean direct = "f".equalsIgnoreCase(matcher.group(1));
          return Optional.of(direct ? flieresnet(group) : hlieresnet(group));
        }
      } catch (TypeConversionException e) {
        // Refused by the caller, who says which networks there are.
      }
      return Optional.empty();
    }

    /** The networks that are known, each as a user would name it. */
    static List<String> names() {
      return networks().map(Network::toString).toList();
    }

    private static Stream<Network> networks() {
      return Stream.concat(COMPARED.values().stream(), Stream.of(flieresnet(T2)));
    }

    private static Map<String, Network> known() {
      var known = new HashMap<String, Network>();
      networks().forEach(network -> known.put(plain(network.toString()), network));
      Stream.of(TRIVIAL2, T2, SO2)
          .forEach(group -> known.put(plain(group.toString()), hlieresnet(group)));
      known.put("trivial", hlieresnet(TRIVIAL2));
      known.put("hlieresnet", hlieresnet(T2));
      known.put("flieresnet", flieresnet(T2));
      return known;
    }

    private static String plain(String name) {
      return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }
  }
}
