package org.noether.reports.cli;

import java.util.List;
import org.noether.learning.group.Spelling;
import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a kind of systems, and suggests one for a name that it does not know. */
class SystemConverter implements ITypeConverter<SystemKind> {
  private final List<SystemKind> known;

  /** Knows every kind. */
  SystemConverter() {
    this(SystemKind.values());
  }

  private SystemConverter(SystemKind... known) {
    this.known = List.of(known);
  }

  /** Knows what networks learn. */
  static final class Learned extends SystemConverter {
    Learned() {
      super(SystemKind.SPRINGS);
    }
  }

  @Override
  public SystemKind convert(String name) {
    for (SystemKind kind : known) {
      if (kind.id().equals(name)) {
        return kind;
      }
    }
    List<String> names = known.stream().map(SystemKind::id).toList();
    throw new TypeConversionException(
        "unknown system '%s'; known: %s%s"
            .formatted(name, String.join(", ", names), Spelling.suggestion(name, names)));
  }
}
