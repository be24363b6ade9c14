package org.noether.reports.cli;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.registry.Spelling;
import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a kind of systems, and suggests one for a name that it does not know. */
class SystemConverter implements ITypeConverter<SystemKind> {
  private final List<SystemKind> known;
  private final List<String> commands;

  /** Knows every kind. */
  SystemConverter() {
    this(List.of(), SystemKind.values());
  }

  private SystemConverter(List<String> commands, SystemKind... known) {
    this.known = List.of(known);
    this.commands = commands;
  }

  /** Knows every kind, and that molecules have a command of their own. */
  static final class Trained extends SystemConverter {
    Trained() {
      super(List.of("molec"), SystemKind.values());
    }

    /** Returns the system, which a subcommand does not need but the command itself does. */
    static SystemKind demand(CommandSpec spec, @Nullable SystemKind system) {
      if (system == null) {
        throw new ParameterException(
            spec.commandLine(),
            "Missing required parameter: 'SYSTEM'; it is springs, nbody or molec");
      }
      return system;
    }
  }

  /** Knows what networks are compared on, and that QM9 has a command of its own. */
  static final class Reproduced extends SystemConverter {
    Reproduced() {
      super(List.of("qm9"), SystemKind.SPRINGS);
    }
  }

  /** Knows what networks are studied on. */
  static final class Studied extends SystemConverter {
    Studied() {
      super(List.of(), SystemKind.SPRINGS);
    }
  }

  @Override
  public SystemKind convert(String name) {
    for (SystemKind kind : known) {
      if (kind.id().equals(name)) {
        return kind;
      }
    }
    List<String> names =
        Stream.concat(known.stream().map(SystemKind::id), commands.stream()).toList();
    throw new TypeConversionException(
        "unknown system '%s'; known: %s%s"
            .formatted(name, String.join(", ", names), Spelling.suggestion(name, names)));
  }
}
