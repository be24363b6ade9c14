package org.noether.reports.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.noether.learning.group.Spelling;
import org.noether.simulation.molecule.Qm9Property;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Properties to learn, as in {@code homo,lumo}.
 *
 * @param values each once, in the order given
 */
record Qm9Tasks(List<Qm9Property> values) {
  /** All that the paper has. */
  static final Qm9Tasks ALL = new Qm9Tasks(Qm9Property.TASKS);

  @Override
  public String toString() {
    return values.stream().map(Qm9Property::id).collect(Collectors.joining(","));
  }

  /** Reads names. */
  static final class Converter implements ITypeConverter<Qm9Tasks> {
    @Override
    public Qm9Tasks convert(String text) {
      return new Qm9Tasks(
          Arrays.stream(text.split(",", -1)).map(Converter::task).distinct().toList());
    }

    private static Qm9Property task(String name) {
      List<String> known = Qm9Property.TASKS.stream().map(Qm9Property::id).toList();
      return Qm9Property.of(name.strip())
          .filter(Qm9Property.TASKS::contains)
          .orElseThrow(() ->
              new TypeConversionException(
                  "the paper has no property '%s'; it has %s%s"
                      .formatted(
                          name.strip(),
                          String.join(", ", known),
                          Spelling.suggestion(name.strip(), known))));
    }
  }
}
