package org.noether.learning.task.dynamics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.noether.learning.backend.Backend;
import org.noether.simulation.trajectory.TrajectoryDataset;

/**
 * The samples of a training, validation or test set, those with equally many bodies together.
 *
 * @param groups the samples, by rising number of bodies
 * @param group of each sample of the set, in which group it is
 * @param place its number there; the samples of a group are in the order of the set
 */
@SuppressWarnings("ArrayRecordComponent")
record SampleSet(List<Samples> groups, int[] group, int[] place) {
  /** Returns the set of samples that all have as many bodies. */
  static SampleSet of(Samples alike) {
    return new SampleSet(
        List.of(alike), new int[alike.count()], IntStream.range(0, alike.count()).toArray());
  }

  /** Returns some trajectories of a data set, in a backend's precision. */
  static SampleSet of(Backend backend, TrajectoryDataset data, int[] ids) {
    var members = new TreeMap<Integer, List<Integer>>();
    for (int i = 0; i < ids.length; i++) {
      members.computeIfAbsent(data.bodies(ids[i]), _ -> new ArrayList<>()).add(i);
    }
    var groups = new ArrayList<Samples>();
    int[] group = new int[ids.length];
    int[] place = new int[ids.length];
    for (Map.Entry<Integer, List<Integer>> each : members.entrySet()) {
      List<Integer> own = each.getValue();
      for (int k = 0; k < own.size(); k++) {
        group[own.get(k)] = groups.size();
        place[own.get(k)] = k;
      }
      int[] rows = own.stream().mapToInt(i -> ids[i]).toArray();
      groups.add(
          Samples.of(
              backend,
              rows.length,
              data.points(),
              each.getKey(),
              DynamicsData.rows(data.zs(), rows),
              DynamicsData.rows(data.sysP(), rows),
              DynamicsData.rows(data.ts(), rows)));
    }
    return new SampleSet(List.copyOf(groups), group, place);
  }

  /** Returns the number of samples. */
  int count() {
    return group.length;
  }

  /** Returns the steps between the times of one sample. */
  double[] steps(int sample) {
    return groups.get(group[sample]).steps(place[sample]);
  }

  /** Returns whether samples differ in their number of bodies. */
  boolean mixed() {
    return groups.size() > 1;
  }

  /** Returns the width of the largest states. */
  int width() {
    return groups.getLast().width();
  }

  /** Returns those of the first samples of the set that are in a group, in order. */
  int[] firstOf(int wanted, int samples) {
    return IntStream.range(0, samples).filter(i -> group[i] == wanted).toArray();
  }

  /**
   * Returns the mean squared difference between the states and the first ones, averaged over the
   * samples.
   */
  double meanSquaredChange() {
    return mean(Samples::meanSquaredChange);
  }

  /** Returns the mean over the samples of what is the mean of each group. */
  double mean(ToDoubleFunction<Samples> ofGroup) {
    return groups.stream()
        .mapToDouble(each -> ofGroup.applyAsDouble(each) * ((double) each.count() / count()))
        .reduce(0, Double::sum);
  }
}
