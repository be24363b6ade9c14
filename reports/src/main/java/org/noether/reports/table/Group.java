package org.noether.reports.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.train.Evaluation;

/**
 * The runs of one network with one configuration, which differ by their seeds and, where a budget
 * said so, in the number of epochs.
 *
 * @param label what tables and legends call it
 * @param runs at least one, by seed
 */
record Group(String label, List<Run> runs) {

  /**
   * Groups runs in the order in which their configurations first appear. A second run of one seed
   * starts another group: it adds nothing independent to the first.
   */
  static List<Group> of(List<Run> runs) {
    var byConfiguration = new LinkedHashMap<List<Object>, List<Run>>();
    var seen = new HashMap<List<Object>, Integer>();
    for (Run run : runs) {
      var key =
          List.<Object>of(
              run.config().network(),
              run.config().netCfg(),
              run.config().lr(),
              run.config().nTrain(),
              run.config().bs(),
              run.config().backend(),
              run.result().dataSha256());
      int repetition = seen.merge(List.of(key, run.config().seed()), 1, Integer::sum);
      byConfiguration
          .computeIfAbsent(List.of(key, repetition), ignored -> new ArrayList<>())
          .add(run);
    }
    var groups = new ArrayList<Group>();
    for (var members : byConfiguration.values()) {
      String label = label(members.getFirst());
      long namesakes =
          groups.stream()
              .filter(g -> g.label().matches(Pattern.quote(label) + "( #\\d+)?"))
              .count();
      groups.add(
          new Group(
              namesakes == 0 ? label : label + " #" + (namesakes + 1),
              members.stream().sorted(Comparator.comparingLong(r -> r.config().seed())).toList()));
    }
    return groups;
  }

  Interval testMse() {
    return Interval.of(runs.stream().mapToDouble(r -> r.result().testMse()).toArray());
  }

  /** The numbers of epochs done, one or more. */
  String epochs() {
    return runs.stream()
        .map(run -> String.valueOf(run.result().epochs()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  Run first() {
    return runs.getFirst();
  }

  List<Evaluation> evaluations() {
    return runs.stream().flatMap(run -> run.evaluation().stream()).toList();
  }

  private static String label(Run run) {
    var netCfg = run.config().netCfg();
    var label = new StringBuilder(run.config().network());
    if (netCfg.get("group") instanceof GroupSpec group) {
      label.append(' ').append(group);
    }
    if (netCfg.containsKey("k")) {
      label.append(", k=").append(netCfg.get("k"));
    }
    return label.toString();
  }
}
