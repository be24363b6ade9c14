package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.noether.learning.train.StopFlag;
import org.noether.reports.cluster.Cluster;
import org.noether.reports.cluster.ClusterProvider;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that sends the work of a command to Apache Spark. */
final class MasterOption {
  @Option(
      names = "--master",
      paramLabel = "URL",
      converter = Master.class,
      description = {
        "Work on Apache Spark: local[N] or local[*] (processors of this machine),",
        "spark://HOST:PORT, k8s://HOST:PORT or yarn; see docs/cluster.md. Its first use fetches",
        "Spark, 240 MB. The results are the same."
      })
  private @Nullable String master;

  /** Whether the option is given. */
  boolean given() {
    return master != null;
  }

  /**
   * Begins to use the cluster that the option, which is given, names.
   *
   * @param stop requests to stop
   * @throws CancellationException if the user asked to stop meanwhile
   * @throws IOException if it cannot be reached, or this build has no module for it
   */
  Cluster connect(StopFlag stop) throws IOException {
    String named = Objects.requireNonNull(master, "--master is given");
    ClusterProvider provider =
        ServiceLoader.load(ClusterProvider.class)
            .findFirst()
            .orElseThrow(() ->
                new IOException(
                    "--master needs Noether's module for Apache Spark, which the launcher ./noether"
                        + " builds; on a class path of your own, add the module cluster"));
    try {
      return provider.connect(named);
    } catch (IOException | RuntimeException e) {
      if (stop.isRequested()) {
        throw new CancellationException("stopped");
      }
      throw e;
    }
  }

  /**
   * Demands of files that tasks on other machines will read that their names mean the same there.
   *
   * @param inputs files and folders
   * @throws IllegalArgumentException if one is named by a relative path
   */
  static void demandWholePaths(Cluster cluster, List<Path> inputs) {
    for (Path input : inputs) {
      if (!cluster.isLocal() && !input.isAbsolute()) {
        throw new IllegalArgumentException(
            "%s is read on all machines: give it by its whole path, in a folder that they share"
                .formatted(input));
      }
    }
  }

  /** Demands what Spark calls a master. */
  static final class Master implements ITypeConverter<String> {
    private static final Pattern KNOWN =
        Pattern.compile("local(\\[([1-9]\\d{0,5}|\\*)])?|(spark|k8s)://\\S+|yarn");

    @Override
    public String convert(String text) {
      if (!KNOWN.matcher(text).matches()) {
        throw new TypeConversionException(
            ("'%s' is none of local[N] with N from 1, local[*], spark://HOST:PORT, k8s://HOST:PORT"
                    + " and yarn")
                .formatted(text));
      }
      return text;
    }
  }
}
