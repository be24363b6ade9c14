package org.noether.reports.cli;

import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a kind of systems. */
final class SystemConverter implements ITypeConverter<SystemKind> {
  @Override
  public SystemKind convert(String name) {
    try {
      return SystemKind.KNOWN.get(name);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
