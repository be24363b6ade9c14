package org.noether.simulation.symmetry;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Says in words what a generator that was found by a search does. */
record Description(Coordinates coordinates, SortedMap<Monomial, Double> terms) {
  /** Coefficients that differ by less, relatively, are equal. */
  private static final double EQUAL = 1e-6;

  private static final int MOST_NAMES = 6;

  String text() {
    if (terms.keySet().stream().noneMatch(this::movesPositions)) {
      return "change of gauge: positions stay";
    }
    if (terms.keySet().stream().anyMatch(m -> m.isQuadratic() && momentum(m.first()))) {
      return "phase-space symmetry, not a point transformation";
    }
    boolean gauge = !terms.keySet().stream().allMatch(this::movesPositions);
    return point() + (gauge ? ", with a change of gauge" : "");
  }

  private String point() {
    var moving = terms.entrySet().stream().filter(t -> movesPositions(t.getKey())).toList();
    var shifts = moving.stream().filter(t -> !t.getKey().isQuadratic()).toList();
    if (shifts.size() == moving.size()) {
      return translation(shifts);
    }
    var turns = moving.stream().filter(t -> t.getKey().isQuadratic()).toList();
    if (turns.size() == 2) {
      var rotation = rotation(turns.get(0), turns.get(1));
      return shifts.isEmpty() ? rotation : rotation + " about another point";
    }
    return isTurn(turns) ? "rotations of several coordinates" : "linear map of the positions";
  }

  private String translation(List<Map.Entry<Monomial, Double>> shifts) {
    boolean equal =
        shifts.stream()
            .allMatch(t -> Math.abs(t.getValue() - shifts.getFirst().getValue()) < EQUAL);
    String names =
        shifts.size() > MOST_NAMES
            ? shifts.size() + " coordinates"
            : shifts.stream()
                .map(t -> coordinates.name(t.getKey().first() - dof()))
                .collect(Collectors.joining(", "));
    return "translation of " + names + (equal ? "" : " at different rates");
  }

  private String rotation(Map.Entry<Monomial, Double> a, Map.Entry<Monomial, Double> b) {
    Monomial m = a.getKey();
    Monomial n = b.getKey();
    boolean plane = m.second() - dof() == n.first() && n.second() - dof() == m.first();
    if (!plane || m.first() == n.first() || a.getValue() * b.getValue() > 0) {
      return "linear map of the positions";
    }
    boolean circle = Math.abs(a.getValue() + b.getValue()) < EQUAL;
    return "rotation in the plane (%s, %s)%s"
        .formatted(
            coordinates.name(Math.min(m.first(), n.first())),
            coordinates.name(Math.max(m.first(), n.first())),
            circle ? "" : " on ellipses");
  }

  /** Whether A couples pairs of coordinates with opposite signs, as rotations do. */
  private boolean isTurn(List<Map.Entry<Monomial, Double>> turns) {
    return turns.stream()
        .allMatch(t -> {
          Monomial m = t.getKey();
          Monomial back = new Monomial(m.second() - dof(), m.first() + dof());
          return terms.getOrDefault(back, 0.0) * t.getValue() < 0;
        });
  }

  private boolean movesPositions(Monomial m) {
    return momentum(m.first()) || (m.isQuadratic() && momentum(m.second()));
  }

  private boolean momentum(int i) {
    return i >= dof();
  }

  private int dof() {
    return coordinates.degreesOfFreedom();
  }
}
