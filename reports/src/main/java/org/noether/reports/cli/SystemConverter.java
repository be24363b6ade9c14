package org.noether.reports.cli;

import java.util.Arrays;
import java.util.List;
import org.noether.learning.group.Spelling;
import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a kind of systems, and suggests one for a name that it does not know. */
final class SystemConverter implements ITypeConverter<SystemKind> {
  @Override
  public SystemKind convert(String name) {
    for (SystemKind kind : SystemKind.values()) {
      if (kind.id().equals(name)) {
        return kind;
      }
    }
    List<String> names = Arrays.stream(SystemKind.values()).map(SystemKind::id).toList();
    throw new TypeConversionException(
        "unknown system '%s'; known: %s%s"
            .formatted(name, String.join(", ", names), Spelling.suggestion(name, names)));
  }
}
