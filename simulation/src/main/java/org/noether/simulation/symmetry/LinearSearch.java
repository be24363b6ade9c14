package org.noether.simulation.symmetry;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A search for all symmetries in a {@link Family}. J is linear in the unknown coefficients, and so
 * is its rate of change along the motion; each random state gives one equation that says that it
 * vanishes. The symmetries are the null space of these equations.
 *
 * @param family the generators searched
 * @param unknowns number of coefficients
 * @param states number of equations
 * @param singularValues singular values of the equations, falling; each coefficient is scaled by
 *     the spread of its part of J, each equation by the size of the rates
 * @param threshold singular values up to this are zero to round-off
 * @param symmetries generators that span the null space, those with names first
 */
@SuppressWarnings("ArrayRecordComponent")
public record LinearSearch(
    Family family,
    int unknowns,
    int states,
    double[] singularValues,
    double threshold,
    List<Generator> symmetries) {
  /**
   * Searches a family.
   *
   * @param flow rates of change at {@link #statesFor} states
   */
  public static LinearSearch of(Family family, Coordinates coordinates, SampledFlow flow) {
    var basis = family.basis(coordinates);
    double[] scales = basis.stream().mapToDouble(j -> scale(j, flow)).toArray();
    var rows = new ArrayList<double[]>();
    double error = 0;
    for (int s = 0; s < flow.states().length; s++) {
      double norm = flow.norm(s);
      if (norm > 0) {
        var row = new double[basis.size()];
        for (int k = 0; k < row.length; k++) {
          row[k] = rate(basis.get(k), flow, s) / (norm * scales[k]);
          double uncertain = flow.roundOff()[s] * slope(basis.get(k), flow, s) / scales[k];
          error += uncertain * uncertain;
        }
        rows.add(row);
      }
    }
    if (rows.size() < basis.size()) {
      throw new IllegalArgumentException(
          "%d unknown numbers need as many random states in motion; the system rests at %d of %d"
              .formatted(basis.size(), flow.states().length - rows.size(), flow.states().length));
    }
    NullSpace nullSpace = NullSpace.of(rows.toArray(double[][]::new), Math.sqrt(error));
    return new LinearSearch(
        family,
        basis.size(),
        rows.size(),
        nullSpace.singularValues(),
        nullSpace.threshold(),
        new Recognition(coordinates, basis, scales).name(nullSpace));
  }

  /** How many states a search of a family uses: twice as many as there are unknowns, or more. */
  public static int statesFor(Family family, Coordinates coordinates, int atLeast) {
    return Math.toIntExact(Math.max(atLeast, 2 * family.size(coordinates)));
  }

  /** Smallest singular value that is not zero over the largest that is, if there are both. */
  public double gap() {
    int zeros = symmetries.size();
    int rank = singularValues.length - zeros;
    return zeros == 0 || rank == 0
        ? Double.NaN
        : singularValues[rank - 1] / Math.max(singularValues[rank], Double.MIN_NORMAL);
  }

  /** The size of J at typical states. */
  private static double scale(SortedMap<Monomial, Double> j, SampledFlow flow) {
    double sum = 0;
    for (var term : j.entrySet()) {
      double product = term.getValue() * term.getKey().of(flow.spread());
      sum += product * product;
    }
    return Math.sqrt(sum);
  }

  private static double rate(SortedMap<Monomial, Double> j, SampledFlow flow, int state) {
    double sum = 0;
    for (var term : j.entrySet()) {
      sum += term.getValue() * term.getKey().rate(flow.states()[state], flow.rates()[state]);
    }
    return sum;
  }

  /** The norm |grad J| at a state, in units of the spread. */
  private static double slope(SortedMap<Monomial, Double> j, SampledFlow flow, int state) {
    double[] z = flow.states()[state];
    var slope = new TreeMap<Integer, Double>();
    for (var term : j.entrySet()) {
      Monomial m = term.getKey();
      double factor = term.getValue();
      slope.merge(m.first(), factor * (m.isQuadratic() ? z[m.second()] : 1), Double::sum);
      if (m.isQuadratic()) {
        slope.merge(m.second(), factor * z[m.first()], Double::sum);
      }
    }
    double sum = 0;
    for (var element : slope.entrySet()) {
      double part = element.getValue() * flow.spread()[element.getKey()];
      sum += part * part;
    }
    return Math.sqrt(sum);
  }
}
