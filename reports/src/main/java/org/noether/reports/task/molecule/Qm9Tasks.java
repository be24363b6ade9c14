package org.noether.reports.task.molecule;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.noether.simulation.molecule.Qm9Property;
import org.noether.simulation.registry.Spelling;
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

  /** Reads names of properties that the paper has. */
  static final class Converter implements ITypeConverter<Qm9Tasks> {
    @Override
    public Qm9Tasks convert(String text) {
      return new Qm9Tasks(
          Arrays.stream(text.split(",", -1))
              .map(name -> task(name, "the paper", Qm9Property.TASKS))
              .distinct()
              .toList());
    }
  }

  /** Reads the name of any property of QM9. */
  static final class Single implements ITypeConverter<Qm9Property> {
    @Override
    public Qm9Property convert(String text) {
      return task(text, "QM9", Qm9Property.IN_FILE_ORDER);
    }
  }

  private static Qm9Property task(String text, String who, List<Qm9Property> known) {
    String name = text.strip();
    List<String> names = known.stream().map(Qm9Property::id).toList();
    return Qm9Property.of(name)
        .filter(known::contains)
        .orElseThrow(() ->
            new TypeConversionException(
                "%s has no property '%s'; it has %s%s"
                    .formatted(
                        who, name, String.join(", ", names), Spelling.suggestion(name, names))));
  }
}
