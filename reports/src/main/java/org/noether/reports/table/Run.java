package org.noether.reports.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.train.Environment;
import org.noether.learning.train.EpochTiming;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunFolder;

/** A finished run as a report shows it. */
public sealed interface Run permits DynamicsRun, MoleculeRun {

  /** The run folder's name. */
  String id();

  /** What was trained on what. */
  RunConfig config();

  /** With what and on what. */
  Environment environment();

  /** How long each epoch took. */
  List<EpochTiming> timing();

  /** The epoch whose weights were kept, from 1. */
  int bestEpoch();

  /** The epochs done. */
  int epochs();

  /** The error on the validation set at the best epoch. */
  double validationError();

  /** The error on the test set. */
  double testError();

  /** An error as a table shows it, with its unit if it has one. */
  String print(double error);

  /** What tables and legends call the run, if no other needs the same name. */
  String label();

  /** All that two runs have in common which differ by their seeds only, or by epochs. */
  List<Object> configuration();

  /** Where the data come from, in words. */
  String data();

  /** How the data were divided, in words. */
  String split();

  /** The SHA-256 of the data. */
  String dataSha256();

  /**
   * Reads a run folder.
   *
   * @throws IOException if it holds no run, or one that has no result yet
   */
  static Run read(Path path) throws IOException {
    return new RunFolder(path).holdsMolecules() ? MoleculeRun.read(path) : DynamicsRun.read(path);
  }

  /** Seconds spent on training and validation. */
  default double seconds() {
    return timing().stream().mapToDouble(t -> t.trainSeconds() + t.valSeconds()).sum();
  }

  /** The time spent on training and validation, in words. */
  default String duration() {
    double seconds = seconds();
    return seconds < 60
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : "%d min %02d s".formatted((long) seconds / 60, (long) seconds % 60);
  }

  /** The name of a network, with its group and width. */
  static String network(RunConfig config) {
    var netCfg = config.netCfg();
    var label = new StringBuilder(config.network());
    if (netCfg.get("group") instanceof GroupSpec group) {
      label.append(' ').append(group);
    }
    if (netCfg.containsKey("k")) {
      label.append(", k=").append(netCfg.get("k"));
    }
    return label.toString();
  }

  /** The last part of a path, by which reports call a run. */
  static String id(Path path) {
    return path.toAbsolutePath().normalize().getFileName().toString();
  }
}
