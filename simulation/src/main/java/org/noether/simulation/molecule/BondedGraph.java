package org.noether.simulation.molecule;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The elements of a molecule and which of its atoms are bonded, as a number that is the same for
 * all conformers and for any order of the atoms. Two atoms are bonded if they are nearer than the
 * sum of their covalent radii and {@value #TOLERANCE} Angstrom. Isomers of equal bonds, such as
 * mirror images, have the same number.
 *
 * <p>The number is that of the refinement of Weisfeiler and Lehman (1968): the colour of an atom is
 * its element, and then again and again a hash of its colour and those of its neighbours.
 */
final class BondedGraph {
  private static final double TOLERANCE = 0.4;

  /** Covalent radii in Angstrom (Cordero et al., Dalton Transactions 2008, 2832), from hydrogen. */
  private static final double[] RADII = {
    .31, .28, 1.28, .96, .84, .76, .71, .66, .57, .58, 1.66, 1.41, 1.21, 1.11, 1.07, 1.05, 1.02,
    1.06, 2.03, 1.76, 1.70, 1.60, 1.53, 1.39, 1.39, 1.32, 1.26, 1.24, 1.32, 1.22, 1.22, 1.20, 1.19,
    1.20, 1.20, 1.16, 2.20, 1.95, 1.90, 1.75, 1.64, 1.54, 1.47, 1.46, 1.42, 1.39, 1.45, 1.44, 1.42,
    1.39, 1.39, 1.38, 1.39, 1.40, 2.44, 2.15, 2.07, 2.04, 2.03, 2.01, 1.99, 1.98, 1.98, 1.96, 1.94,
    1.92, 1.92, 1.89, 1.90, 1.87, 1.87, 1.75, 1.70, 1.62, 1.51, 1.44, 1.41, 1.36, 1.36, 1.32, 1.45,
    1.46, 1.48, 1.40, 1.50, 1.50, 2.60, 2.21, 2.15, 2.06, 2.00, 1.96, 1.90, 1.87, 1.80, 1.69
  };

  private final int[] charges;
  private final double[] positions;

  /** Pairs of bonded atoms, one after the other. */
  private int[] bonds = new int[64];

  private int ends;

  private BondedGraph(int[] charges, double[] positions) {
    this.charges = charges;
    this.positions = positions;
  }

  /** The number of one of several molecules. */
  static long hash(PackedMolecules molecules, int molecule) {
    int begin = molecules.offsets()[molecule];
    int end = molecules.offsets()[molecule + 1];
    var graph =
        new BondedGraph(
            Arrays.copyOfRange(molecules.charges(), begin, end),
            Arrays.copyOfRange(molecules.positions(), 3 * begin, 3 * end));
    graph.findBonds();
    return graph.hash();
  }

  private void findBonds() {
    int[] alongX =
        IntStream.range(0, charges.length)
            .boxed()
            .sorted(Comparator.comparingDouble(atom -> positions[3 * atom]))
            .mapToInt(Integer::intValue)
            .toArray();
    double reach = 2 * Arrays.stream(charges).mapToDouble(BondedGraph::radius).max().orElse(0);
    for (int i = 0; i < alongX.length; i++) {
      int first = alongX[i];
      for (int j = i + 1; j < alongX.length; j++) {
        int second = alongX[j];
        if (positions[3 * second] - positions[3 * first] > reach + TOLERANCE) {
          break;
        }
        double most = radius(charges[first]) + radius(charges[second]) + TOLERANCE;
        if (squaredDistance(first, second) < most * most) {
          add(first, second);
        }
      }
    }
  }

  private void add(int first, int second) {
    if (ends == bonds.length) {
      bonds = Arrays.copyOf(bonds, 2 * ends);
    }
    bonds[ends++] = first;
    bonds[ends++] = second;
  }

  private static double radius(int charge) {
    return RADII[Math.min(charge, RADII.length) - 1];
  }

  private double squaredDistance(int first, int second) {
    double sum = 0;
    for (int axis = 0; axis < 3; axis++) {
      double difference = positions[3 * first + axis] - positions[3 * second + axis];
      sum += difference * difference;
    }
    return sum;
  }

  private long hash() {
    long[] colours = Arrays.stream(charges).mapToLong(BondedGraph::mixed).toArray();
    long known = 0;
    long found = distinct(colours);
    while (found > known) {
      colours = refined(colours);
      known = found;
      found = distinct(colours);
    }
    return mixed(Arrays.stream(colours).map(BondedGraph::mixed).sum());
  }

  private long[] refined(long[] colours) {
    var neighbours = new long[colours.length];
    for (int i = 0; i < ends; i += 2) {
      neighbours[bonds[i]] += mixed(colours[bonds[i + 1]]);
      neighbours[bonds[i + 1]] += mixed(colours[bonds[i]]);
    }
    var refined = new long[colours.length];
    Arrays.setAll(refined, i -> mixed(31 * colours[i] + neighbours[i]));
    return refined;
  }

  private static long distinct(long[] colours) {
    return Arrays.stream(colours).distinct().count();
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), which scatters numbers. */
  private static long mixed(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
