package org.noether.reports.task.dynamics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.noether.learning.group.GroupSpec;

/**
 * A network that learns springs, with settings of two sizes.
 *
 * @param network its name
 * @param group the group of its layers; null if it has none
 * @param paper the paper's settings
 * @param narrow settings that learn in minutes
 * @param share its share of a budget at the narrow settings, relative to the others': greater for
 *     slower steps, but not in proportion, so that all get somewhere
 */
record SpringsNetwork(
    String network, @Nullable GroupSpec group, Settings paper, Settings narrow, int share) {

  static final GroupSpec T2 = group("T", 2);
  static final GroupSpec TRIVIAL2 = group("Trivial", 2);
  private static final GroupSpec SO2 = group("SO2");

  private static final Settings PERCEPTRON = new Settings(256, 4, 1e-2, 1e-2);
  private static final Settings GRAPH = new Settings(256, 1, 1e-2, 1e-2);
  private static final Settings NARROW_GRAPH = new Settings(64, 1, 1e-2, 1e-2);
  private static final Settings RESNET = new Settings(384, 4, 1e-3, 1e-3);
  private static final Settings NARROW_RESNET = new Settings(32, 4, 3e-3, 3e-3);

  /** The networks of the paper's comparison, as reports list them. */
  static final List<SpringsNetwork> COMPARED =
      List.of(
          new SpringsNetwork("FC", null, new Settings(256, 4, 1e-2, 3e-3), PERCEPTRON, 3),
          new SpringsNetwork("HFC", null, PERCEPTRON, PERCEPTRON, 4),
          new SpringsNetwork("OGN", null, GRAPH, NARROW_GRAPH, 4),
          new SpringsNetwork("HOGN", null, GRAPH, NARROW_GRAPH, 6),
          new SpringsNetwork(
              "VOGN", null, new Settings(512, 1, 3e-3, 3e-3), new Settings(64, 1, 3e-3, 3e-3), 6),
          hlieresnet(TRIVIAL2),
          hlieresnet(T2),
          hlieresnet(SO2));

  /**
   * Settings of a network.
   *
   * @param k its width
   * @param layers its layers; 1 where the network has no such option
   * @param lr the learning rate of the comparison
   * @param studyLr the learning rate of the data-efficiency study, where the paper chose others
   */
  record Settings(int k, int layers, double lr, double studyLr) {}

  /** HLieResNet with a group. */
  static SpringsNetwork hlieresnet(GroupSpec group) {
    Settings paper = group.equals(SO2) ? new Settings(384, 4, 1e-3, 3e-4) : RESNET;
    return new SpringsNetwork("HLieResNet", group, paper, NARROW_RESNET, 8);
  }

  /**
   * FLieResnet with a group; the paper's comparison lacks it, and its settings are HLieResNet's.
   */
  static SpringsNetwork flieresnet(GroupSpec group) {
    return new SpringsNetwork("FLieResnet", group, RESNET, NARROW_RESNET, 6);
  }

  /** The settings of a size. */
  Settings settings(boolean full) {
    return full ? paper : narrow;
  }

  /** The network's options at the settings of a size. */
  Map<String, Object> netCfg(boolean full) {
    Settings settings = settings(full);
    var netCfg = new HashMap<String, Object>(Map.of("k", settings.k()));
    if (settings.layers() > 1) {
      netCfg.put("num_layers", settings.layers());
    }
    if (group != null) {
      netCfg.put("group", group);
    }
    return netCfg;
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
    return group == null ? network : network + ":" + group;
  }

  private static GroupSpec group(String name, Object... args) {
    return new GroupSpec(name, List.of(args));
  }
}
