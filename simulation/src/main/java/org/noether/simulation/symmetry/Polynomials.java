package org.noether.simulation.symmetry;

import java.util.Locale;
import java.util.SortedMap;

/** Writes polynomials in the elements of a state. */
final class Polynomials {
  private static final int MOST_TERMS = 6;

  private Polynomials() {}

  /** Such as {@code x1 py1 - y1 px1}; of long ones the first of the largest terms. */
  static String text(SortedMap<Monomial, Double> terms, Coordinates names) {
    var text = new StringBuilder();
    double[] sizes = terms.values().stream().mapToDouble(Math::abs).sorted().toArray();
    double least = sizes.length > MOST_TERMS ? sizes[sizes.length - MOST_TERMS] : 0;
    terms.entrySet().stream()
        .filter(term -> Math.abs(term.getValue()) >= least)
        .limit(MOST_TERMS)
        .forEach(term -> append(text, term.getKey(), term.getValue(), names));
    if (terms.size() > MOST_TERMS) {
      text.append(" + ... (%d terms)".formatted(terms.size()));
    }
    return text.isEmpty() ? "0" : text.toString();
  }

  private static void append(StringBuilder text, Monomial m, double factor, Coordinates names) {
    if (!text.isEmpty()) {
      text.append(factor < 0 ? " - " : " + ");
    } else if (factor < 0) {
      text.append('-');
    }
    String size = String.format(Locale.ROOT, "%.4g", Math.abs(factor));
    if (size.contains(".") && !size.contains("e")) {
      size = size.replaceFirst("\\.?0+$", "");
    }
    if (!size.equals("1")) {
      text.append(size).append(' ');
    }
    text.append(names.name(m.first()));
    if (m.second() == m.first()) {
      text.append("^2");
    } else if (m.isQuadratic()) {
      text.append(' ').append(names.name(m.second()));
    }
  }
}
